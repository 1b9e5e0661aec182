import { type NormalisedText, originalSpan } from '../normalise.ts'
import { type Finder, type Finding } from './finding.ts'

/** An IBAN of 34 signs has nine groups of four. */
const GROUPS = 10

/**
 * A code of letters and digits in any grouping. `begins`: its first group; `form`: a whole code of its kind,
 * of `shortest` to `longest` signs; `isValid`: its checksum.
 */
function code(
  begins: RegExp,
  form: RegExp,
  [shortest, longest]: readonly [number, number],
  isValid: (compact: string) => boolean,
): Finder {
  return { find: (text) => findRuns(text, begins, form, shortest, longest, isValid) }
}

/**
 * The longest codes among runs of neighbouring groups: what stands before and behind a code is often written
 * like its groups.
 */
function findRuns(
  text: NormalisedText,
  begins: RegExp,
  form: RegExp,
  shortest: number,
  longest: number,
  isValid: (compact: string) => boolean,
): Finding[] {
  const groups: { readonly text: string; readonly from: number }[] = []
  for (const { 0: group, index } of text.text.matchAll(/[\p{L}\p{N}]+/gu)) groups.push({ text: group, from: index })
  const found: Finding[] = []
  for (let first = 0; first < groups.length; first++) {
    if (!begins.test(groups[first]?.text ?? '')) continue
    let compact = ''
    let best: { readonly compact: string; readonly last: number } | null = null
    for (let last = first; last < Math.min(groups.length, first + GROUPS); last++) {
      compact += groups[last]?.text ?? ''
      if (compact.length > longest) break
      if (compact.length >= shortest && form.test(compact) && isValid(compact)) best = { compact, last }
    }
    if (best === null) continue
    const [from, last] = [groups[first], groups[best.last]]
    const { start, end } = originalSpan(text, from?.from ?? 0, (last?.from ?? 0) + (last?.text.length ?? 0))
    found.push({ start, end, key: best.compact })
    first = best.last
  }
  return found
}

/** ISO 13616: two letters, two check digits, up to 30 signs; the whole is 1 modulo 97 (ISO 7064). */
export const iban = code(/^[a-z]{1,2}(?:$|\d)/, /^[a-z]{2}\d{2}[a-z0-9]{11,30}$/, [15, 34], (compact) => {
  let rest = 0
  for (let at = 0; at < compact.length; at++) {
    const value = parseInt(compact[(at + 4) % compact.length] ?? '0', 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
})

/** Payment cards: 13 to 19 digits with the check digit of ISO/IEC 7812 (Luhn). */
export const card = code(/^\d/, /^\d{13,19}$/, [13, 19], (compact) => {
  let sum = 0
  for (let place = 0; place < compact.length; place++) {
    const digit = Number(compact[compact.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
})
