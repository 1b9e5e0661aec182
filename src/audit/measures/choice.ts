/**
 * Letter rule of MLLMU-Bench: the first character of the stripped answer, upper-cased, if it is a key of an option; else null, which
 * counts as wrong. So "A dentist" chooses A and "The answer is B" chooses nothing.
 */
export function choiceLetter(answer: string, keys: readonly string[]): string | null {
  const first = answer.trim().slice(0, 1).toUpperCase()
  return keys.includes(first) ? first : null
}
