import { describe, expect, it } from 'vitest'
import { auc } from './auc.ts'
import { kolmogorovTail, ks } from './ks.ts'
import { mcnemar } from './mcnemar.ts'
import { quantile } from './quantile.ts'

describe('mcnemar', () => {
  // statsmodels 0.15.0, mcnemar(table, exact=True).pvalue
  it.each([
    [0, 0, 1],
    [5, 0, 0.0625],
    [1, 9, 0.021484375],
    [3, 3, 1],
    [12, 30, 0.007915897334896727],
    [200, 260, 0.0058839224731039984],
    [0, 1, 1],
  ])('%i against %i', (b, c, p) => {
    expect(mcnemar(b, c)).toBeCloseTo(p, 10)
    expect(mcnemar(c, b)).toBeCloseTo(p, 10)
  })

  it('stays a probability for thousands of pairs', () => {
    expect(mcnemar(5000, 5000)).toBe(1)
    expect(mcnemar(4000, 6000)).toBeGreaterThan(0)
    expect(mcnemar(4000, 6000)).toBeLessThan(1e-80)
  })

  it('refuses counts that are none', () => {
    for (const [b, c] of [
      [-1, 2],
      [2, -1],
      [1.5, 2],
      [2, 1.5],
    ] as const)
      expect(() => mcnemar(b, c)).toThrow(RangeError)
  })
})

it('quantile interpolates as NumPy does', () => {
  // numpy.quantile([1, 2, 4, 8], [0, .25, .5, .9, 1])
  const expected = { 0: 1, 0.25: 1.75, 0.5: 3, 0.9: 6.8, 1: 8 }
  for (const [q, value] of Object.entries(expected)) expect(quantile([1, 2, 4, 8], Number(q))).toBeCloseTo(value, 12)
})

describe('auc', () => {
  // SciPy 1.17.1, mannwhitneyu(positives, negatives).statistic / (n * m)
  it.each([
    [[0.9, 0.8, 0.7, 0.7], [0.7, 0.6, 0.2], 0.9166666666666666],
    [[1, 2, 3], [1, 2, 3], 0.5],
    [[3, 1, 4, 1, 5, 9, 2, 6], [5, 3, 5, 8, 9, 7, 9], 0.22321428571428573],
    [[1, 2], [0], 1],
  ])('%j above %j', (positives, negatives, expected) => {
    expect(auc(positives, negatives)).toBeCloseTo(expected, 14)
    expect(auc(negatives, positives)).toBeCloseTo(1 - expected, 14)
  })

  it('needs both classes and real numbers', () => {
    expect(auc([], [1])).toBeNull()
    expect(auc([1], [])).toBeNull()
    expect(() => auc([Number.NaN], [1])).toThrow(RangeError)
  })
})

describe('ks', () => {
  // SciPy 1.17.1, ks_2samp(a, b, method='exact'); the first two are golden vectors of
  // docs/protocols/measures.md#golden-vectors.
  it.each([
    [[0.1, 0.2, 0.3, 0.4, 0.5], [0.3, 0.5, 0.6, 0.7, 0.9], 0.6, 0.35714285714285715],
    [[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 1], 1, 0.007936507936507936],
    [[1, 2, 3], [1, 2, 3], 0, 1],
    [[0, 1, 2, 3, 4, 5, 6], [2.5, 3.5, 10, 11, 12, 13, 14, 15, 16, 17, 18], 0.8181818181818182, 0.002828054298642534],
  ])('%j against %j', (a, b, d, p) => {
    const result = ks(a, b)
    expect(result?.d).toBeCloseTo(d, 12)
    expect(result?.p).toBeCloseTo(p, 12)
    expect(result?.method).toBe('exact')
  })

  it('counts 300 against 250 exactly', () => {
    const a = Array.from({ length: 300 }, (_, i) => ((i * 7919) % 1009) / 1009)
    const b = Array.from({ length: 250 }, (_, i) => (((i * 104729) % 997) / 997) ** 1.2)
    const result = ks(a, b)
    expect(result?.d).toBeCloseTo(0.082, 12)
    expect(result?.p).toBeCloseTo(0.3010924481161265, 9)
  })

  it('uses the asymptotic distribution for large samples', () => {
    const a = Array.from({ length: 10_006 }, (_, i) => ((i * 7919) % 10007) / 10007)
    const b = Array.from({ length: 9972 }, (_, i) => (((i * 104729) % 9973) / 9973) ** 1.05)
    const result = ks(a, b)
    expect(result?.method).toBe('asymptotic')
    expect(result?.d).toBeCloseTo(0.018145189901702774, 12)
    // SciPy 1.17.1, kstwobign.sf(sqrt(n_e) * D)
    expect(result?.p).toBeCloseTo(0.07458971757547396, 10)
  })

  it('counts exactly up to ten thousand values', () => {
    const line = (n: number) => Array.from({ length: n }, (_, i) => i)
    expect(ks(line(10_000), [-1])?.method).toBe('exact')
    expect(ks([-1], line(10_001))?.method).toBe('asymptotic')
  })

  it('agrees with itself on both sides of the limit', () => {
    const line = (n: number, shift: number) => Array.from({ length: n }, (_, i) => i / n + shift)
    const exact = ks(line(3000, 0), line(2500, 0.02))
    const ratio = kolmogorovTail(Math.sqrt((3000 * 2500) / 5500) * exact!.d) / exact!.p
    expect(exact?.method).toBe('exact')
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.1)
  })

  it('has the tail of the Kolmogorov distribution', () => {
    // SciPy 1.17.1, kstwobign.sf
    const reference = {
      0.3: 0.9999906941986655,
      0.5: 0.9639452436648751,
      1: 0.26999967167735456,
      1.36: 0.049485876755377876,
    }
    for (const [x, p] of Object.entries(reference)) expect(kolmogorovTail(Number(x))).toBeCloseTo(p, 12)
    expect(kolmogorovTail(0)).toBe(1)
  })

  it('needs both samples and real numbers', () => {
    expect(ks([], [1])).toBeNull()
    expect(ks([1], [])).toBeNull()
    expect(() => ks([Number.NaN], [1])).toThrow(RangeError)
  })
})
