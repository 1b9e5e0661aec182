import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { groupedInterval, rateInterval } from './grouped.ts'
import { wilson } from './wilson.ts'

/** One string for each group, one letter for each observation: `+` is a hit. */
const rows = (...groups: string[]) =>
  groups.flatMap((pattern, group) => [...pattern].map((letter) => ({ group: String(group), hit: letter === '+' })))
const width = (interval: readonly [number, number] | null) => (interval === null ? null : interval[1] - interval[0])

describe('rateInterval', () => {
  it('is Wilson’s where every observation is its own group', () => {
    expect(rateInterval(rows('+', '-', '+', '-', '-'), 's')).toEqual(wilson(2, 5))
  })

  it('says nothing of nothing', () => expect(rateInterval([], 's')).toBeNull())

  it('has a width where all groups say the same: no narrower than as many independent trials', () => {
    expect(rateInterval(rows('++--', '+-+-', '-+-+'), 's')).toEqual(wilson(6, 12))
  })

  it('takes a group that always speaks with one voice for one trial', () => {
    const [lo, hi] = rateInterval(rows('+++', '---', '+++', '---', '+++', '---', '+++', '---'), 's')!
    const [expectedLo, expectedHi] = wilson(4, 8)!
    expect(lo).toBeLessThanOrEqual(expectedLo)
    expect(hi).toBeGreaterThanOrEqual(expectedHi)
    // All groups weigh the same: the resamples are means of eight coins, whose 95% ends are 1 and 7 of 8.
    expect([lo, hi]).toEqual([0.125, 0.875])
  })

  it('of a rate of 0 or 1 counts groups, not answers', () => {
    expect(rateInterval(rows('---', '---', '---', '---'), 's')).toEqual(wilson(0, 4))
    expect(rateInterval(rows('+++', '+++'), 's')).toEqual(wilson(2, 2))
    // Sizes 4, 1, 1: effectively 6^2 / 18 = 2 trials.
    expect(rateInterval(rows('----', '-', '-'), 's')).toEqual(wilson(0, 2))
  })

  it('of a single group is that of one trial', () => {
    // wilson(0.5, 1): half = z sqrt(1/4 + z^2/4) / (1 + z^2) with z = 1.959963984540054.
    const [lo, hi] = rateInterval(rows('+-+-'), 's')!
    expect(lo).toBeCloseTo(0.05462, 4)
    expect(hi).toBeCloseTo(0.94538, 4)
  })

  it.each([
    [2, 5, 0, 0.5],
    [3, 5, 0, 0.5],
    [3, 5, 0.9, 0.5],
    [5, 5, 0.3, 0.5],
    [10, 2, 0.9, 0.1],
  ])('covers the truth of %i groups of %i, correlation %d, rate %d', (groups, size, correlation, rate) => {
    const random = createRandom(`${groups}/${size}/${correlation}`)
    const said = () => {
      const common = random.next() < rate
      return Array.from({ length: size }, () =>
        (random.next() < Math.sqrt(correlation) ? common : random.next() < rate) ? '+' : '-',
      ).join('')
    }
    let covered = 0
    const runs = 150
    for (let run = 0; run < runs; run++) {
      const [lo, hi] = rateInterval(rows(...Array.from({ length: groups }, said)), String(run))!
      expect(hi - lo).toBeGreaterThan(0)
      if (lo <= rate && rate <= hi) covered++
    }
    // The bootstrap alone: 54% for the first, 76% for the second.
    expect(covered / runs).toBeGreaterThanOrEqual(0.87)
  })
})

describe('groupedInterval', () => {
  const mean = ([total = 0, count = 0]: readonly number[]) => total / count
  const values = (...of: number[]) => of.map((value, group) => ({ group: String(group), values: [value, 1] }))

  it('has a width where groups differ', () => {
    expect(width(groupedInterval(values(1, 2, 4, 8), mean, 's'))).toBeGreaterThan(1)
  })

  it('is null where groups show no spread, which is not certainty', () => {
    expect(groupedInterval(values(0.1, 0.1, 0.1), mean, 's')).toBeNull()
    expect(groupedInterval(values(3), mean, 's')).toBeNull()
  })
})
