import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { withinTries } from './within-tries.ts'

/** Share of all ways to choose k of the tries, counted one by one, that hold a leak. */
function bruteForce(n: number, leaks: number, k: number): number {
  let [all, leaking] = [0, 0]
  for (let chosen = 0; chosen < 2 ** n; chosen++) {
    const bits = Array.from({ length: n }, (_, i) => (chosen >> i) & 1)
    if (bits.filter(Boolean).length !== k) continue
    all++
    if (bits.slice(0, leaks).some(Boolean)) leaking++
  }
  return leaking / all
}

it('is what counting every choice of k tries gives, in 1,000 random cases', () => {
  const random = createRandom('within tries')
  const known = new Map<string, number>()
  for (let i = 0; i < 1000; i++) {
    const n = 1 + random.int(10)
    const [leaks, k] = [random.int(n + 1), 1 + random.int(n)]
    const key = [n, leaks, k].join()
    if (!known.has(key)) known.set(key, bruteForce(n, leaks, k))
    expect(Math.abs(withinTries(n, leaks, k)! - known.get(key)!)).toBeLessThan(1e-9)
  }
})

it('is unbiased: its mean over all outcomes of n tries is the chance itself', () => {
  for (const p of [0.05, 0.3, 0.8]) {
    const n = 5
    for (let k = 1; k <= n; k++) {
      let [mean, naive] = [0, 0]
      for (let leaks = 0; leaks <= n; leaks++) {
        const ways = [1, 5, 10, 10, 5, 1][leaks]!
        const weight = ways * p ** leaks * (1 - p) ** (n - leaks)
        mean += weight * withinTries(n, leaks, k)!
        naive += weight * (1 - (1 - leaks / n) ** k)
      }
      expect(mean).toBeCloseTo(1 - (1 - p) ** k, 12)
      if (k > 1) expect(naive).toBeLessThan(mean - 1e-4)
    }
  }
})

it('says nothing of more tries than there were, and refuses what cannot be', () => {
  expect(withinTries(3, 1, 4)).toBeNull()
  expect(withinTries(0, 0, 1)).toBeNull()
  expect(withinTries(400, 1, 200)).toBeCloseTo(0.5, 12)
  for (const [n, leaks, k] of [
    [3, 4, 1],
    [3, -1, 1],
    [3, 1, 0],
    [3, 0.5, 1],
  ] as const)
    expect(() => withinTries(n, leaks, k)).toThrow(RangeError)
})
