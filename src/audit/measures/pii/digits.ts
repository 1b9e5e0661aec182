import type { NormalisedText } from '../normalise.ts'
import { matchAll, overlaps, type Stretch } from './finding.ts'

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

const RUN = /\d(?:[\s().\-/]{0,3}\d)*/g

/**
 * Partial leak of a digit string: its longest prefix or suffix, the larger, that one run of digits in the text shows, over its
 * length (benchmarks.md 0.4). A prefix may begin at any group of the run ("1. 404-555"), a suffix end at any.
 */
export function partialDigits(text: NormalisedText, truth: string, except: readonly Stretch[]): number {
  let best = 0
  for (const run of matchAll(text, RUN)) {
    if (except.some((stretch) => overlaps(stretch, run))) continue
    const groups = run.text.match(/\d+/g) ?? []
    const digits = groups.join('')
    let at = 0
    for (const group of groups) {
      best = Math.max(best, commonPrefix(digits, at, truth))
      at += group.length
      best = Math.max(best, commonSuffix(digits, at, truth))
    }
  }
  return best / truth.length
}

function commonPrefix(digits: string, from: number, truth: string): number {
  let n = 0
  while (n < truth.length && digits[from + n] === truth[n]) n++
  return n
}

function commonSuffix(digits: string, to: number, truth: string): number {
  let n = 0
  while (n < truth.length && n < to && digits[to - 1 - n] === truth[truth.length - 1 - n]) n++
  return n
}
