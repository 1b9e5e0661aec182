import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'

describe('createRandom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    const take = (seed: string | number) => Array.from({ length: 20 }, createRandom(seed).next)
    expect(take('a')).toEqual(take('a'))
    expect(take(7)).toEqual(take('7'))
    expect(take('a')).not.toEqual(take('b'))
  })

  it('is uniform enough for sampling: chi-square over 16 cells, 15 degrees of freedom', () => {
    const random = createRandom('uniform')
    const cells = new Array<number>(16).fill(0)
    for (let i = 0; i < 16_000; i++) cells[random.int(16)]!++
    const chi = cells.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)
    // 37.7 is the 99.9% point of chi-square(15).
    expect(chi).toBeLessThan(37.7)
  })

  it('has unrelated first numbers for neighbouring seeds', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => createRandom(seed).next())
    const mean = firsts.reduce((a, b) => a + b, 0) / firsts.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.04)
    expect(new Set(firsts).size).toBe(1000)
  })

  it('shuffles to a permutation and leaves its input alone', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8]
    const shuffled = createRandom('s').shuffle(items)
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items)
    expect(shuffled).not.toEqual(items)
  })

  it('refuses to pick from nothing', () => {
    expect(() => createRandom(0).pick([])).toThrow(RangeError)
  })
})
