import { describe, expect, it } from 'vitest'
import { studentQuantile } from './beta.ts'
import { clopperPearson, differenceInterval, effectiveSize, meanInterval, rateInterval, sumByGroup } from './grouped.ts'

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
  it('leaves a fortieth in either tail of the binomial distribution', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
    const atMost = (k: number, n: number, p: number) =>
      Array.from({ length: k + 1 }, (_, i) => choose(n, i) * p ** i * (1 - p) ** (n - i)).reduce((a, b) => a + b, 0)
    for (const [k, n] of [
      [1, 10],
      [3, 10],
      [7, 8],
      [1, 2],
    ] as const) {
      const [low, high] = clopperPearson(k, n)!
      expect(1 - atMost(k - 1, n, low)).toBeCloseTo(0.025, 12)
      expect(atMost(k, n, high)).toBeCloseTo(0.025, 12)
    }
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

describe('effectiveSize', () => {
  /** 24 groups of 4 answers: eight each with 1, 2 and 3 hits. */
  const totals = [1, 2, 3].flatMap((total) => Array.from({ length: 8 }, () => total))
  const known = totals.map((total) => ({ total, count: 4 }))

  it('is n over the design effect, by the variance between G groups over G - 1, less its price', () => {
    // Deviations of -1, 0, 1 from 2: 16 squares. Linearised variance 24/23 * 16/96²; of independent answers .25/96.
    const designEffect = ((24 / 23) * 16) / 96 ** 2 / (0.25 / 96)
    expect(designEffect).toBeLessThan(1)
    // Fewer answers, so that the effect is above 1: 24 groups of 4 with 0, 2 or 4 hits.
    const spread = totals.map((total) => ({ total: 2 * (total - 1), count: 4 }))
    const effect = ((24 / 23) * 64) / 96 ** 2 / (0.25 / 96)
    expect(effect).toBeCloseTo(2.7826, 4)
    // The squared deviations are worth (Σd²)²/Σd⁴ = 64²/256 = 16 groups.
    const price = (studentQuantile(0.975, 95) / studentQuantile(0.975, 15)) ** 2
    expect(effectiveSize(spread, 0.25)).toBeCloseTo((96 / effect) * price, 10)
    // Below 1 the design effect counts as 1.
    expect(effectiveSize(known, 0.25)).toBeCloseTo(
      96 * (studentQuantile(0.975, 95) / studentQuantile(0.975, 15)) ** 2,
      10,
    )
  })

  it('knows that groups of other sizes weigh otherwise', () => {
    // Two kinds of groups: 12 of 2 with one hit, 12 of 6 with 3 or 5 hits. The mean is (12 + 48)/96 = .625.
    const mixed = [
      ...Array.from({ length: 12 }, () => ({ total: 1, count: 2 })),
      ...[3, 5].flatMap((total) => Array.from({ length: 6 }, () => ({ total, count: 6 }))),
    ]
    const deviations = [
      ...Array<number>(12).fill(1 - 1.25),
      ...Array<number>(6).fill(3 - 3.75),
      ...Array<number>(6).fill(5 - 3.75),
    ]
    const squares = deviations.reduce((sum, d) => sum + d ** 2, 0)
    const fourths = deviations.reduce((sum, d) => sum + d ** 4, 0)
    const variance = 0.625 * 0.375
    const effect = Math.max(1, ((24 / 23) * squares) / 96 ** 2 / (variance / 96))
    const price = (studentQuantile(0.975, 95) / studentQuantile(0.975, squares ** 2 / fourths - 1)) ** 2
    const voices = 96 ** 2 / (12 * 4 + 12 * 36)
    expect(effectiveSize(mixed, variance)).toBeCloseTo(Math.max(voices, (96 / effect) * price), 10)
  })

  it('has no fewer degrees of freedom than one', () => {
    const worth = 1000 * (studentQuantile(0.975, 999) / studentQuantile(0.975, 1)) ** 2
    const halves = [250, 250].map((total) => ({ total, count: 500 }))
    expect(effectiveSize(halves, 0.25)).toBeCloseTo(worth, 8)
    // One group that lies 10 below, ten that lie 1 above: worth (100 + 10)²/(10⁴ + 10) groups, 1.2.
    const one = [40, ...Array<number>(10).fill(51)].map((total) => ({ total, count: 100 }))
    const price = (studentQuantile(0.975, 1099) / studentQuantile(0.975, 1)) ** 2
    expect(effectiveSize(one, 0.25)).toBeCloseTo(1100 * price, 8)
  })

  it('is all answers where each is a group, and one voice for each group where nothing varies', () => {
    expect(effectiveSize(sumByGroup([1, 0, 1].map((value, i) => ({ group: `${i}`, value }))), 0.2)).toBe(3)
    expect(effectiveSize(known, 0)).toBe(24)
    expect(effectiveSize([{ total: 3, count: 7 }], 0.2)).toBe(1)
  })

  it('is no more than there are answers: groups that differ less than chance would have them', () => {
    const even = Array.from({ length: 200 }, (_, i) => ({ total: 5 + (i % 2 === 0 ? 0.1 : -0.1), count: 10 }))
    expect(effectiveSize(even, 0.25)).toBeLessThanOrEqual(2000)
    expect(effectiveSize(even, 0.25)).toBeGreaterThan(1900)
  })
})

describe('meanInterval and differenceInterval over groups of several', () => {
  it('are Student’s t of group totals about the mean, over G - 1, with four or two more groups of average size', () => {
    const sums = [
      { total: 1, count: 1 },
      { total: 0.5, count: 2 },
      { total: 2.4, count: 3 },
    ]
    for (const [interval, low, high, added] of [
      [meanInterval(sums, [0, 1])!, 0, 1, 2],
      [differenceInterval(sums)!, -1, 1, 1],
    ] as const) {
      // Average size: (1 + 4 + 9) / 6.
      const size = 14 / 6
      const ends = Array.from({ length: added }, () => [low, high]).flat()
      const all = [...sums, ...ends.map((end) => ({ total: end * size, count: size }))]
      const weight = all.reduce((sum, { count }) => sum + count, 0)
      const centre = all.reduce((sum, { total }) => sum + total, 0) / weight
      const squares = all.reduce((sum, { total, count }) => sum + (total - centre * count) ** 2, 0)
      const deviation = Math.sqrt((all.length / (all.length - 1)) * squares) / weight
      const half = studentQuantile(0.975, all.length - 1) * deviation
      expect(interval[0]).toBeCloseTo(Math.max(low, centre - half), 12)
      expect(interval[1]).toBeCloseTo(Math.min(high, centre + half), 12)
    }
  })

  it('always have the mean within, also where the added groups draw the centre away', () => {
    const far = Array.from({ length: 400 }, () => ({ total: 1, count: 1 }))
    expect(meanInterval(far, [0, 1])![1]).toBe(1)
    expect(differenceInterval(far)![1]).toBe(1)
    const [low, high] = meanInterval(
      far.map(() => ({ total: 0, count: 1 })),
      [0, 1],
    )!
    expect(low).toBe(0)
    expect(high).toBeGreaterThan(0)
    expect(differenceInterval([])).toBeNull()
  })
})
