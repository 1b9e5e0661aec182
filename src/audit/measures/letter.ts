import { contains } from './cloze.ts'

/**
 * Letter rule of MLLMU-Bench: the first character of the stripped answer, upper-cased, if it is a key of an option; else null, which
 * counts as wrong. So "A dentist" chooses A and "The answer is B" chooses nothing.
 */
export function choiceLetter(answer: string, keys: readonly string[]): string | null {
  const first = answer.trim().slice(0, 1).toUpperCase()
  return keys.includes(first) ? first : null
}

/** An article or a pronoun that begins a sentence: no letter of an option. */
const WORD_OF_ONE_LETTER = /(?<=^|[.!?:\n]\s*)[AI](?= \p{Ll})/gu
const ALONE = /^\P{L}*(\p{L})\P{L}*$/u
/** A capital that stands alone: not in `D'Arcy`, not in `B2`. */
const CAPITAL = /(?<![\p{L}\p{N}'’])\p{Lu}(?!['’]?[\p{L}\p{N}])/gu

/**
 * What an answer chooses when read leniently (benchmarks.md 0.6, ours; to be reported beside the letter rule): the only letter of the answer, else
 * the first capital that stands alone and is a key, else the one option whose text the answer contains. Null where there is none, or several.
 */
export function chosenOption(answer: string, options: Readonly<Record<string, string>>): string | null {
  const keys = Object.keys(options)
  const alone = ALONE.exec(answer)?.[1]?.toUpperCase()
  if (alone !== undefined && keys.includes(alone)) return alone
  const capitals = answer.replace(WORD_OF_ONE_LETTER, '').match(CAPITAL) ?? []
  const letter = capitals.find((capital) => keys.includes(capital))
  if (letter !== undefined) return letter
  const named = keys.filter((key) => contains(answer, options[key]!))
  return named.length === 1 ? named[0]! : null
}
