import { describe, expect, it } from 'vitest'
import { imagePrefix, PROBE, textPrefix, type ChatTokenizer } from './prompt.ts'

/** One id per character; special tokens whole. `lead` is put between an open prompt and an answer. */
function tokenizer(lead = ''): ChatTokenizer {
  const special = ['<user>', '<image>', '<end>', '<assistant>']
  return {
    specialIds: new Set([0, 1, 2, 3]),
    encode(text) {
      const parts = text.match(/<(?:user|image|end|assistant)>|[^]/gu) ?? []
      return parts.map((part) => (special.includes(part) ? special.indexOf(part) : part.codePointAt(0)!))
    },
    render: (messages, open) =>
      messages
        .map(({ role, content }) => {
          const body = content.map((part) => (part.type === 'image' ? '<image>' : part.text)).join('')
          return role === 'user' ? `<user>${body}<end>` : `<assistant>${lead}${body}<end>`
        })
        .join('') + (open ? '<assistant>' : ''),
  }
}

const characters = (text: string) => tokenizer().encode(text, { add_special_tokens: false })
const probeIds = [0, 1, 1, 1, ...characters(`${PROBE}<end><assistant>`)]
const image = { token: '<image>', id: 1 }

describe('imagePrefix', () => {
  it('ends right behind the picture, and prompts go on from there', () => {
    const prefix = imagePrefix(tokenizer(), image, probeIds)
    expect(prefix.ids).toEqual([0, 1, 1, 1])
    expect(prefix.prompt('Who?')).toEqual({
      rendered: '<user><image>Who?<end><assistant>',
      ids: characters('Who?<end><assistant>'),
    })
  })

  it('scores a continuation as the template would write an answer', () => {
    const prefix = imagePrefix(tokenizer(' '), image, probeIds)
    expect(prefix.continuation(prefix.prompt('Who?'), 'Ann')).toEqual(characters(' Ann'))
    expect(prefix.continuation(prefix.prompt('Who?'), ' Ann')).toEqual(characters(' Ann'))
  })

  it.each(['a <image> here', ''])('refuses what it cannot do right', (text) => {
    const prefix = imagePrefix(tokenizer(), image, probeIds)
    const act = text === '' ? () => prefix.continuation(prefix.prompt('Who?'), '') : () => prefix.prompt(text)
    expect(act).toThrow(expect.objectContaining({ code: 'engine-failed' }))
  })

  it('refuses a tokenizer whose tokens depend on what precedes the split', () => {
    expect(() => imagePrefix(tokenizer(), image, [...probeIds.slice(0, -1), 99])).toThrow(/cannot be split/)
  })
})

describe('textPrefix', () => {
  it('is what all prompts share, up to a special token', () => {
    const prefix = textPrefix(tokenizer())
    expect(prefix.ids).toEqual([0])
    expect(prefix.prompt('Who?').ids).toEqual(characters('Who?<end><assistant>'))
    expect(prefix.continuation(prefix.prompt('Who?'), 'Ann')).toEqual(characters('Ann'))
  })

  it('ends where the template ends, though what the tokenizer does not know is one special token', () => {
    const known = tokenizer()
    const unknown = 4
    const prefix = textPrefix({
      ...known,
      specialIds: new Set([...known.specialIds, unknown]),
      encode: (text, options) =>
        known.encode(text, options).map((id) => ('Wz'.includes(String.fromCodePoint(id)) ? unknown : id)),
    })
    expect(prefix.ids).toEqual([0])
    expect(prefix.prompt('who?').ids).toEqual(characters('who?<end><assistant>'))
  })
})
