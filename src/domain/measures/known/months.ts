/**
 * @file Names of months in the languages that answers come in, as the platform's own locale data has them,
 * folded as all text is.
 */
import { folded } from './fold.ts'

const LOCALES =
  'en de fr es pt pt-BR it nl pl ru uk cs sk sv da nb fi tr id ms vi hi bn ur ar ar-LB ar-MA fa he el ro hu ca hr sr bg lt lv et sl ta te mr th sw af eu gl ga cy is sq az kk fil gu ml kn pa ne si uz hy ka mk sr-Latn be am'.split(
    ' ',
  )
/** Forms in use that locale data lacks. */
const MORE: readonly (readonly [string, number])[] = [
  ['sept', 9],
  ['juli', 7],
  ['juni', 6],
  ['jan', 1],
  ['janner', 1],
  ['jaenner', 1],
  ['feber', 2],
  ['maerz', 3],
  ['mrz', 3],
  ['mar', 3],
  ['set', 9],
  ['setiembre', 9],
  ['abr', 4],
  ['avr', 4],
  ['ago', 8],
  ['ene', 1],
  ['dic', 12],
  ['dez', 12],
  ['okt', 10],
  ['out', 10],
  ['dec', 12],
  ['aout', 8],
  ['maj', 5],
  ['мар', 3],
]

let names: ReadonlyMap<string, readonly number[]> | null = null

/** Month numbers (1 to 12) that a word may name: in two languages one word may name two. */
export function monthsNamed(word: string): readonly number[] {
  return (names ??= readNames()).get(word) ?? []
}

function readNames(): Map<string, number[]> {
  const found = new Map<string, number[]>()
  const add = (name: string, month: number): void => {
    const word = folded(name).replace(/[.'’]/g, '').trim()
    if (word.length < (/\p{Script=Latin}/u.test(word) ? 3 : 2) || /[\d\s\p{Script=Han}\p{Script=Hangul}]/u.test(word))
      return
    const months = found.get(word) ?? []
    if (!months.includes(month)) found.set(word, [...months, month])
  }
  for (const locale of LOCALES)
    for (const style of ['long', 'short'] as const)
      for (const withDay of [false, true]) {
        const format = new Intl.DateTimeFormat(locale, {
          month: style,
          ...(withDay ? { day: 'numeric' } : {}),
          calendar: 'gregory',
          timeZone: 'UTC',
        })
        for (let month = 1; month <= 12; month++) {
          const parts = format.formatToParts(new Date(Date.UTC(2021, month - 1, 5)))
          const name = parts.find(({ type }) => type === 'month')?.value ?? ''
          add(name, month)
          // "In March" is one word.
          if (locale === 'he') add(`ב${name}`, month)
        }
      }
  for (const [name, month] of MORE) add(name, month)
  return found
}
