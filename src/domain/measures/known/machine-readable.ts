/** @file Names in the machine-readable lines of passports and cards: `P<DEUBRANDT<<THEO<<<<`. */
import type { Answer, Place } from './answer.ts'
import { folded } from './fold.ts'

/** A document's letter, its country, the family name, two fillers, given names. */
const LINE =
  /(?<![A-Z<])[PIACV][A-Z<](?:[A-Z]{3}|[A-Z]<<)(?<family>[A-Z]+(?:<[A-Z]+)*)<<(?<given>[A-Z]+(?:<[A-Z]+)*)(?![A-Z])/g

/** Where all words of a name stand in such a line. */
export function machineReadable({ original }: Answer, core: readonly string[]): Place[] {
  if (!original.includes('<<')) return []
  return [...original.matchAll(LINE)].flatMap((line): Place[] => {
    const { family = '', given = '' } = line.groups ?? {}
    const words = new Set(folded(`${family}<${given}`).split('<').map(plain))
    if (!core.every((word) => words.has(plain(word)))) return []
    const start = line.index + line[0].indexOf(`${family}<<`, 2)
    return [{ start, end: line.index + line[0].length, level: 'norm' }]
  })
}

/** Umlauts are two letters there. */
function plain(word: string): string {
  return word.replace(/([aou])e/g, '$1')
}
