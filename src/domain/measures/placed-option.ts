/** @file Options that an answer tells by their place: "Option 2", "the second one", "2". */

const WORD =
  '(?:answer|option|choice|number|no\\.?|alternative|antwort|réponse|respuesta|resposta|risposta|opción|opção|opzione|ответ|вариант|选项|答案|回答|選択肢|答え|선택지|정답|번호)'
/** A number, and nothing else but what calls it the answer. */
const NUMBER_ALONE = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:the |my |correct |right |final |best ){0,3}${WORD}s?(?: is| would be| ist| est| es| é| è)?[\\s:=#是为はが은는]*){0,2}#?([1-9])(?:번|番)?[^\\p{L}\\p{N}]*$`,
  'iu',
)
const ORDINALS = ['first|1st', 'second|2nd', 'third|3rd', 'fourth|4th', 'fifth|5th', 'sixth|6th']
const ORDINAL = new RegExp(
  `(?:\\bthe |^)(?:${ORDINALS.map((words, at) => `(?<o${at}>${words})`).join('|')}|(?<last>last|final)) (?:one|option|choice|answer|alternative)\\b(?! (?:is|seems|looks|would be) (?:not|wrong|incorrect|false|unlikely)| (?:isn't|can't|cannot))`,
  'g',
)
const NEGATED = /(?:\bnot|n't|neither|nor|rather than|instead of|except|rule out) (?:be )?$/

/**
 * The key of the option whose number is the whole answer; null where there is none, or where options hold numbers
 * themselves.
 */
export function numberedOption(said: string, options: Readonly<Record<string, string>>): string | null {
  if (Object.values(options).some((text) => /\p{N}/u.test(text))) return null
  const number = NUMBER_ALONE.exec(said)?.[1]
  return number === undefined ? null : (Object.keys(options)[Number(number) - 1] ?? null)
}

/** The key of the one option that a simplified text calls by its place ("the second one"), or null. */
export function placedOption(text: string, options: Readonly<Record<string, string>>): string | null {
  const keys = Object.keys(options)
  const named = new Set<string>()
  for (const match of text.matchAll(ORDINAL)) {
    if (NEGATED.test(text.slice(Math.max(0, match.index - 16), match.index))) continue
    const place = ORDINALS.findIndex((_, at) => match.groups?.[`o${at}`] !== undefined)
    const key = match.groups?.['last'] === undefined ? keys[place] : keys.at(-1)
    if (key !== undefined) named.add(key)
  }
  return named.size === 1 ? ([...named][0] as string) : null
}
