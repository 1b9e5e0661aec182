import { describe, expect, it } from 'vitest'
import { clopperPearson, differenceInterval, meanInterval, rateInterval, sumByGroup } from './grouped.ts'

/** One string for each group, one letter for each observation: `+` is a hit, `-` a loss. */
const groups = (...patterns: string[]) =>
  sumByGroup(
    patterns.flatMap((pattern, group) =>
      [...pattern].map((letter) => ({ group: String(group), value: letter === '+' ? 1 : 0 })),
    ),
  )
const valued = (...values: number[]) => values.map((total) => ({ total, count: 1 }))
const width = (interval: readonly [number, number] | null) => interval![1] - interval![0]

describe('clopperPearson', () => {
  it('is exact at the ends: 1 - (a/2)^(1/n)', () => {
    expect(clopperPearson(0, 10)![0]).toBe(0)
    expect(clopperPearson(0, 10)![1]).toBeCloseTo(1 - 0.025 ** (1 / 10), 12)
    expect(clopperPearson(10, 10)![0]).toBeCloseTo(0.025 ** (1 / 10), 12)
    expect(clopperPearson(10, 10)![1]).toBe(1)
  })
  it('says nothing of nothing, and refuses what is no rate', () => {
    expect(clopperPearson(0, 0)).toBeNull()
    expect(() => clopperPearson(3, 2)).toThrow(RangeError)
    expect(() => clopperPearson(-1, 2)).toThrow(RangeError)
    expect(() => clopperPearson(Number.NaN, 2)).toThrow(RangeError)
  })
})

describe('rateInterval', () => {
  it('is the exact one where every observation is its own group', () => {
    expect(rateInterval(groups('+', '-', '+', '-', '-'))).toEqual(clopperPearson(2, 5))
    expect(rateInterval([])).toBeNull()
  })

  it('of a rate of 0 or 1 counts groups, not answers', () => {
    expect(rateInterval(groups('---', '---', '---', '---'))).toEqual(clopperPearson(0, 4))
    expect(rateInterval(groups('+++', '+++'))).toEqual(clopperPearson(2, 2))
    // Sizes 4, 1, 1: effectively 6^2 / 18 = 2 trials.
    expect(rateInterval(groups('----', '-', '-'))).toEqual(clopperPearson(0, 2))
  })

  it('takes groups that always speak with one voice for one trial each', () => {
    expect(rateInterval(groups('+++', '---', '+++', '---', '+++', '---', '+++', '---'))).toEqual(clopperPearson(4, 8))
  })

  it('of a single group is that of one trial', () =>
    expect(rateInterval(groups('+-+-'))).toEqual(clopperPearson(0.5, 1)))

  it('is no wider than of one trial for each group, and no narrower than of independent trials', () => {
    for (const patterns of [
      ['++--', '+-+-', '-+-+'],
      ['+++-', '----', '+---', '--++', '----', '-+--'],
    ]) {
      const hits = patterns.join('').replaceAll('-', '').length
      const trials = patterns.join('').length
      const own = width(rateInterval(groups(...patterns)))
      expect(own).toBeGreaterThanOrEqual(width(clopperPearson(hits, trials)))
      expect(own).toBeLessThanOrEqual(width(clopperPearson((hits / trials) * patterns.length, patterns.length)) + 1e-12)
    }
  })

  it('does not trust a design effect that two groups alone tell of', () => {
    // All hits of 20 groups of 5 are in two groups: those of a design effect of 1 would do for independent trials.
    const few = groups('++---', '++---', ...Array.from({ length: 18 }, () => '-----'))
    expect(rateInterval(few)).toEqual(clopperPearson((4 / 100) * 20, 20))
  })
})

describe('meanInterval', () => {
  it('has a width where all values are the same, and stays within the range', () => {
    const [low, high] = meanInterval(valued(1, 1, 1), [0, 1])!
    expect(high).toBe(1)
    expect(low).toBeLessThan(0.5)
    expect(meanInterval([], [0, 1])).toBeNull()
  })

  it('is Student’s t of the values and two more at either end', () => {
    // scipy.stats.t.interval(.95, 8, np.mean(x), stats.sem(x)) of x = [.2, .4, .4, .3, .7, 0, 0, 1, 1]
    const [low, high] = meanInterval(valued(0.2, 0.4, 0.4, 0.3, 0.7), [0, 1])!
    expect(low).toBeCloseTo(0.15146414328872104, 12)
    expect(high).toBeCloseTo(0.7374247456001678, 12)
  })

  it('scales with the range', () => {
    const [low, high] = meanInterval(valued(0.2, 0.9), [0, 1])!
    const tenfold = meanInterval(valued(2, 9), [0, 10])!
    expect(tenfold[0]).toBeCloseTo(10 * low, 12)
    expect(tenfold[1]).toBeCloseTo(10 * high, 12)
  })

  it('takes groups for what they add: ten alike say no more than one', () => {
    const one = meanInterval(valued(0.1, 0.6, 0.9), [0, 1])!
    const ten = meanInterval(
      [0.1, 0.6, 0.9].map((value) => ({ total: 10 * value, count: 10 })),
      [0, 1],
    )!
    expect(ten[0]).toBeCloseTo(one[0], 12)
    expect(ten[1]).toBeCloseTo(one[1], 12)
  })
})

describe('differenceInterval', () => {
  it('has a width where nothing differs, about 0', () => {
    const [low, high] = differenceInterval(valued(0, 0, 0, 0, 0, 0, 0, 0))!
    expect(low).toBeCloseTo(-high, 12)
    expect(high).toBeGreaterThan(0.1)
  })
  it('changes sides with the sides', () => {
    const [low, high] = differenceInterval(valued(1, 1, 0, 0, -1, 0))!
    const [other, way] = differenceInterval(valued(-1, -1, 0, 0, 1, 0))!
    expect(other).toBeCloseTo(-high, 12)
    expect(way).toBeCloseTo(-low, 12)
  })
})
