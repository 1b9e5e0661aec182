/** `one answer`, `no answers`, `12 answers`: a number with its noun, as one says it. */
export function counted(n: number, noun: string): string {
  return n === 1 ? `one ${noun}` : `${n === 0 ? 'no' : n} ${noun}s`
}
