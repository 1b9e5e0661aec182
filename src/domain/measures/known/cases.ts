/**
 * @file Names in the cases of Slavic languages: "Петру Лаврентьеву" and "Łukasza Wójcika" are the names of Пётр
 * Лаврентьев and Łukasz Wójcik. Words are folded, so й is и.
 */

/** What a nominative ends in, how many of its letters fall away, and what its other cases end in. */
type Endings = readonly (readonly [RegExp, number, string])[]

/** The first row that fits counts. */
const CYRILLIC: Endings = [
  [/(?:ски|цки|ыи|ои)$/, 2, 'кого кому ким ком ого ому ым ом'],
  [/(?:ская|цкая|ная)$/, 2, 'ои ую'],
  [/(?:ов|ев|ин|ын)$/, 0, 'а у ым е'],
  [/(?:ова|ева|ина|ына)$/, 1, 'ои у'],
  [/[аеиоу]и$/, 1, 'я ю ем е и'],
  [/я$/, 1, 'и е ю еи'],
  [/ь$/, 1, 'я ю ем е и ью'],
  [/а$/, 1, 'ы и е у ои ою еи'],
  [/[бвгджзклмнпрстфхцчшщ]$/, 0, 'а у ом ем е'],
]
const LATIN: Endings = [
  [/(?:ski|cki)$/, 0, 'ego emu m'],
  [/(?:ska|cka)$/, 1, 'iej ej a'],
  [/ova$/, 1, 'e ou u'],
  [/ia$/, 1, 'i e o'],
  [/a$/, 1, 'y i e ie u o ou'],
  [/[bcdfghjklmnprstvwxz]$/, 0, 'a owi em iem u ie e ovi'],
]
/** A vowel that falls away: Павел and Павла, Marek and Marka. */
const FLEETING = /^(?<head>.{2,20}[бвгджзклмнпрстфхцчшщbcdfghjklmnprstvwxz])[еоe](?<tail>[цлкнрlkcrn])$/

/** Other cases of a folded word; empty where it has none that are known. */
export function casesOf(word: string): ReadonlySet<string> {
  const table = /^[а-яіїєґ]+$/.test(word) ? CYRILLIC : /^[a-z]+$/.test(word) ? LATIN : []
  const [, falls = 0, endings = ''] = table.find(([nominative]) => nominative.test(word)) ?? []
  if (endings === '') return new Set()
  const { head, tail } = FLEETING.exec(word)?.groups ?? {}
  const stems = [word.slice(0, word.length - falls), ...(head === undefined ? [] : [head + (tail ?? '')])]
  const forms = new Set(stems.flatMap((stem) => endings.split(' ').map((ending) => stem + ending)))
  forms.delete(word)
  return forms
}

/** Whether an answer may hold names in cases: Polish, Czech and Slovak have letters that no other language has. */
export function hasCases(original: string): boolean {
  return /[\u0400-\u04ff]|[ąęłńśźżčďěňřšťůžľĺŕ]/i.test(original)
}
