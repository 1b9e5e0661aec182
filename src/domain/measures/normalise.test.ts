import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { normalise, normaliseWithOffsets, originalSpan } from './normalise.ts'

describe('normalise', { timeout: 60_000 }, () => {
  it.each([
    ['  Mara \t\n Quill ', 'mara quill'],
    ['ＭＡＲＡ＠example', 'mara@example'],
    ['a\u200bb\ufeffc\u200fd', 'abcd'],
    ['ﬁle №5', 'file no5'],
    ['e\u0301', '\u00e9'],
    ['\u1112\u1161\u11ab', '한'],
    ['ｶﾞ', 'ガ'],
    ['\u00a0x\u3000y\u00a0', 'x y'],
    ['a \u200b b', 'a b'],
    ['', ''],
    [' \u200b ', ''],
  ])('%j is %j', (text, expected) => expect(normalise(text)).toBe(expected))

  it('equals normalising the whole at once, for random mixtures of scripts and marks', () => {
    const random = createRandom('normalise')
    const units = [...'aZ é\u0301\u0327ﬁ½①ｶﾞ\u1112\u1161\u11ab한가ㄱㅏﾡￂ漢ß\u200b\ufeff\t𝒜👩🏽İ', 'e\u0301', '\n ']
    for (let run = 0; run < 500; run++) {
      const text = Array.from({ length: random.int(30) }, () => random.pick(units)).join('')
      const whole = text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\u200b-\u200f\ufeff]/g, '')
        .replace(/\s+/g, ' ')
        .trim()
      const parts = normaliseWithOffsets(text)
      expect(parts.text).toBe(whole)
      expect(parts.starts).toHaveLength(whole.length)
      expect(parts.ends).toHaveLength(whole.length)
    }
  })

  it('maps back to the original', () => {
    const original = 'x \u200b ﬁ  Mara\u200b'
    const { text } = normaliseWithOffsets(original)
    const at = text.indexOf('mara')
    const { start, end } = originalSpan(normaliseWithOffsets(original), at, at + 4)
    expect(original.slice(start, end)).toBe('Mara')
    expect(() => originalSpan(normaliseWithOffsets('a'), 0, 2)).toThrow(RangeError)
  })
})
