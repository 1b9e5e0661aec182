/** A seeded source of randomness: the same seed gives the same numbers in every engine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number
  /** Uniform whole number in [0, n). */
  int(n: number): number
  /** One element. Throws a RangeError on an empty list. */
  pick<T>(items: readonly T[]): T
  /** A shuffled copy (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[]
}

/** sfc32 (Chris Doty-Humphrey, PractRand), its state filled from the text of the seed. */
export function createRandom(seed: string | number): Random {
  let [a, b, c, d] = seedState(String(seed))

  function next(): number {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 0x1_0000_0000
  }
  // The first outputs still mirror the seed.
  for (let i = 0; i < 12; i++) next()

  const int = (n: number): number => Math.floor(next() * n)
  return {
    next,
    int,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError('pick: the list is empty')
      return items[int(items.length)] as T
    },
    shuffle<T>(items: readonly T[]): T[] {
      const copy = [...items]
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(i + 1)
        const kept = copy[i] as T
        copy[i] = copy[j] as T
        copy[j] = kept
      }
      return copy
    },
  }
}

/** Four 32-bit words of a text: FNV-1a with four offsets, each finished with murmur3's mixer. */
function seedState(text: string): [number, number, number, number] {
  const word = (salt: number): number => {
    let h = 0x811c9dc5 ^ salt
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return h ^ (h >>> 16)
  }
  return [word(0), word(0x9e3779b9), word(0x243f6a88), word(0xb7e15162)]
}
