/** @file Splits token sequences where they part ways, so that what continuations have in common is run once. */

/** Continuations that agree on `tokens`; then some end, the others branch. */
export interface Branch {
  /** At least one token; common to all of `ends` and of `branches`. */
  readonly tokens: readonly number[]
  /** Positions (in the input) of the continuations that end here. */
  readonly ends: readonly number[]
  readonly branches: readonly Branch[]
}

/** @param sequences Non-empty token sequences. Equal ones share all. */
export function branch(sequences: readonly (readonly number[])[]): Branch[] {
  return split(
    sequences,
    sequences.map((_, index) => index),
    0,
  )
}

function split(sequences: readonly (readonly number[])[], members: readonly number[], from: number): Branch[] {
  const groups = new Map<number, number[]>()
  for (const index of members) {
    const token = sequences[index]![from]!
    const group = groups.get(token)
    if (group === undefined) groups.set(token, [index])
    else group.push(index)
  }
  return [...groups.values()].map((group) => {
    let to = from + 1
    const first = sequences[group[0]!]!
    while (group.every((index) => sequences[index]!.length > to && sequences[index]![to] === first[to])) to++
    const ends = group.filter((index) => sequences[index]!.length === to)
    const going = group.filter((index) => sequences[index]!.length > to)
    return { tokens: first.slice(from, to), ends, branches: split(sequences, going, to) }
  })
}
