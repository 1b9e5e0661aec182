import { describe, expect, it } from 'vitest'
import { generate } from './generate.ts'
import type { Loaded } from './prefixes.ts'
import { decodeAnswer, thoughtTags } from './thought.ts'

/** One id for each character; tags and the end whole. The first two tags are special, as Mistral's are. */
const WHOLE = ['[THINK]', '[/THINK]', '<think>', '</think>', '<end>']
const END = 4
const tokenizer = {
  encode(text: string): number[] {
    const parts = text.match(/\[\/?THINK\]|<\/?think>|<end>|[^]/g) ?? []
    return parts.map((part) => (WHOLE.includes(part) ? WHOLE.indexOf(part) : part.codePointAt(0)!))
  },
  decode: (ids: number[], { skip_special_tokens: skip }: { skip_special_tokens: boolean }) =>
    ids.map((id) => (skip && [0, 1, END].includes(id) ? '' : (WHOLE[id] ?? String.fromCodePoint(id)))).join(''),
}

/**
 * A model that says a text whatever it is told, and goes on behind `</think>` with `after`.
 * @returns the answer and the ids that the decoder was fed for it.
 */
async function asked(rendered: string, says: string, after: string, maxNewTokens: number, thinkingTokens?: number) {
  const fed: number[] = []
  let script = tokenizer.encode(says)
  const rowOf = (id: number) => {
    const row = new Float32Array(300)
    row[id] = 20
    return row
  }
  const next = () => rowOf(script.shift() ?? END)
  const loaded = {
    model: {
      tokenizer,
      thoughtTags: thoughtTags(tokenizer, [0, 1, END]),
      ends: new Set([END]),
      context: 1_000,
      decoder: {
        embed: async ([id]: number[]) => id,
        forward: async (id: number, cache: object) => {
          fed.push(id)
          if (['[/THINK]', '</think>'].includes(WHOLE[id] ?? '')) script = tokenizer.encode(`\n\n${after}`)
          return { rows: [next()], cache }
        },
      },
    },
    checkpoint: async () => undefined,
    prefixes: {
      ask: async () => ({
        prompt: { rendered, ids: [] },
        cache: { length: 10, tensors: {} },
        row: next(),
        prefillMs: 0,
      }),
    },
  } as unknown as Loaded
  const turn = { prompt: 'x', answerPrefix: '', ...(thinkingTokens !== undefined && { thinkingTokens }) }
  return { answer: await generate(loaded, 1, turn, maxNewTokens, null), fed }
}

describe('a budget of its own for thoughts', () => {
  it('cuts a thought that uses it up, and leaves the answer its own limit', async () => {
    const { answer, fed } = await asked('<user>', '<think>abcdefghij', 'No.', 8, 5)
    expect(answer.text).toBe('<think>abcd\n</think>\n\nNo.')
    expect(answer.thought).toEqual({ tokens: 9, cut: true })
    expect(answer.finish).toBe('eos')
    expect(fed).toEqual(answer.tokens.slice(0, -1).map(({ id }) => id))
  })

  it('cuts one that the template has begun', async () => {
    const { answer } = await asked('<user>Who?<assistant><think>\n', 'abcdefghij', 'No.', 8, 3)
    expect(answer.text).toBe('abc\n</think>\n\nNo.')
    expect(answer.thought).toMatchObject({ cut: true })
  })

  it('leaves alone a thought that ends in time, whatever the limit of the answer', async () => {
    const { answer } = await asked('<user>', '<think>abcdef</think>', 'No.', 6, 50)
    expect(answer.text).toBe('<think>abcdef</think>\n\nNo.')
    expect(answer.thought).toEqual({ tokens: 8, cut: false })
  })

  it('holds an answer to its limit behind a thought, and one without to the same', async () => {
    const long = await asked('<user>', '<think>ab</think>', 'abcdefghij', 4, 50)
    expect(long.answer).toMatchObject({ text: '<think>ab</think>\n\nab', finish: 'length' })
    const none = await asked('<user>', 'abcdefghij', '', 4, 50)
    expect(none.answer).toMatchObject({ text: 'abcd', finish: 'length' })
    expect(none.answer.thought).toBeUndefined()
  })

  it('counts a thought as part of the answer where it has no budget', async () => {
    const { answer } = await asked('<user>', '<think>abcdefghij', 'No.', 4)
    expect(answer).toMatchObject({ text: '<think>abc', finish: 'length' })
    expect(answer.thought).toBeUndefined()
  })

  it('keeps tags that are special tokens, or nothing would tell a thought from an answer', async () => {
    const { answer } = await asked('<user>', '[THINK]abcdef', 'No.', 8, 3)
    expect(answer.text).toBe('[THINK]ab\n[/THINK]\n\nNo.')
    expect(answer.tokens.map(({ text }) => text).join('')).toBe(answer.text)
    const tags = thoughtTags(tokenizer, [0, 1, END])
    expect([...tags]).toEqual([
      [0, '[THINK]'],
      [1, '[/THINK]'],
    ])
    expect(decodeAnswer(tokenizer, tokenizer.encode('a<end>b'), tags)).toBe('ab')
  })
})
