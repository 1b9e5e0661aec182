import { describe, expect, it } from 'vitest'
import { Detokeniser } from './detokenise.ts'

/** Byte-level: one id is one UTF-8 byte, 0 is an end token that decoding skips. */
const decode = (ids: number[]) => new TextDecoder().decode(Uint8Array.from(ids.filter((id) => id !== 0)))

function stream(ids: number[]): string[] {
  const detokeniser = new Detokeniser(decode)
  const texts = ids.map((id, i) => detokeniser.push(id, i === ids.length - 1))
  expect(texts.join('')).toBe(detokeniser.text)
  return texts
}

describe('Detokeniser', () => {
  it('gives a character with its last byte', () => {
    const bytes = [...new TextEncoder().encode('é€😀!')]
    expect(stream([...bytes, 0])).toEqual(['', 'é', '', '', '€', '', '', '', '😀', '!', ''])
  })

  it('gives out an unfinished character at the end', () => {
    expect(stream([0x61, 0xe2, 0x82])).toEqual(['a', '', '\uFFFD'])
  })

  it('does not lose a real replacement character', () => {
    expect(stream([...new TextEncoder().encode('\uFFFDx'), 0]).join('')).toBe('\uFFFDx')
  })
})
