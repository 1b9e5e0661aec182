/** @file When a proposal is the value that a person wrote down, and when it is a part of it. */
import { datesIn } from '../../src/datasets/own/dates.ts'
import type { PrivateType } from '../../src/domain/sample.ts'

/** Letters that OCR may have got wrong, of all. */
const FAULTS = 0.12

export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

export function squeezed(text: string): string {
  return folded(text).replace(/[^\p{L}\d]/gu, '')
}

export function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
}

export function isClose(a: string, b: string): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row.at(-1)! <= Math.floor(Math.max(a.length, b.length) * FAULTS)
}

/** Whether every word of a name is a word of another. */
export function isPartOfName(part: string, whole: string): boolean {
  const words = wordsOf(whole)
  return wordsOf(part).every((word) => words.some((other) => isClose(word, other)))
}

/**
 * Equal but for faults of the OCR. A phone by its last seven digits; a date in either order; an address by 70% of its
 * words, or a part of half its length; a number with up to three signs more or less.
 */
export function isSame(type: PrivateType, truth: string, value: string): boolean {
  const [a, b] = [squeezed(truth), squeezed(value)]
  if (a === b) return true
  const digits = (text: string) => text.replace('(0)', '').replace(/\D/g, '')
  switch (type) {
    case 'phone':
      return digits(value).length >= 7 && digits(truth).slice(-7) === digits(value).slice(-7)
    case 'name':
      return isPartOfName(truth, value) && wordsOf(value).length <= wordsOf(truth).length + 2
    case 'address': {
      const [x, y] = [wordsOf(truth), wordsOf(value)]
      const shared = x.filter((word) => y.some((other) => isClose(word, other))).length
      if (a.includes(b)) return b.length >= 0.45 * a.length
      return b.includes(a) || (shared >= 0.7 * x.length && shared >= 0.45 * y.length)
    }
    case 'birth-date': {
      const [x, y] = [digits(truth), digits(value)]
      // A zone's date is proposed in figures where the print of its month was not read.
      const [day, other] = [datesIn(truth)[0], datesIn(value)[0]]
      if (
        day !== undefined &&
        other !== undefined &&
        day.year === other.year &&
        day.month === other.month &&
        day.day === other.day
      )
        return true
      const sorted = (text: string) => [...text].toSorted().join('')
      return isClose(a, b) || (x.length >= 4 && sorted(x) === sorted(y.slice(-x.length)))
    }
    case 'document':
      return (b.includes(a) && b.length <= a.length + 3) || (a.includes(b) && b.length >= a.length - 3)
    default:
      return isClose(a, b) || (a.length > 5 && b.includes(a))
  }
}

interface Value {
  readonly type: PrivateType
  readonly value: string
}

/** Whether a value was proposed; a name also in parts: documents print family and given names apart. */
export function isAmong({ type, value }: Value, proposals: readonly Value[]): boolean {
  if (proposals.some((one) => one.type === type && isSame(type, value, one.value))) return true
  const parts = proposals.filter((one) => one.type === 'name' && isPartOfName(one.value, value))
  return type === 'name' && parts.length > 0 && isPartOfName(value, parts.map((one) => one.value).join(' '))
}
