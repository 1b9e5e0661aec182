import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from './false-discovery.ts'
import { inverseMills, logNormalCdf, logPhi } from './normal.ts'
import { signFlipP } from './sign-flip.ts'

describe('signFlipP', () => {
  it('counts the ways to swap whole groups that reach the difference', () => {
    // ±3 ±3 ±1: 7, 5, 1, 1 and the same below 0.
    expect(signFlipP([3, 3, -1])).toBe(4 / 8)
    expect(signFlipP([3, 3, 1])).toBe(2 / 8)
    expect(signFlipP([-3, -3, -1])).toBe(2 / 8)
    expect(signFlipP([1, 1, 1, 1, 1, 1])).toBe(2 / 64)
    // Groups that do not differ say nothing.
    expect(signFlipP([2, 0, 0, 2])).toBe(2 / 4)
  })
  it('is 1 where nothing differs in sum', () => {
    expect(signFlipP([])).toBe(1)
    expect(signFlipP([0, 0])).toBe(1)
    expect(signFlipP([2, -1, -1])).toBe(1)
    // Half of the ways are +1, half -1.
    expect(signFlipP([1])).toBe(1)
  })
  it('refuses parts of a pair', () => {
    expect(() => signFlipP([1, 0.5])).toThrow(RangeError)
    expect(() => signFlipP([Number.NaN])).toThrow(RangeError)
  })
  it('takes the normal limit only where counting would take too long', () => {
    const p = (won: number, lost: number) => signFlipP([...Array<number>(won).fill(1), ...Array<number>(lost).fill(-1)])
    const limit = (x: number) => 2 * Math.exp(logNormalCdf(-x))
    // 3,300 groups of one pair are counted: P(|Z| >= 99/√3300), continuity corrected.
    expect(p(1700, 1600)).toBeCloseTo(limit(99 / Math.sqrt(3300)), 4)
    expect(Math.abs(p(1700, 1600) - limit(100 / Math.sqrt(3300)))).toBeGreaterThan(1e-3)
    // What does not differ costs nothing: with 5,000 such groups beside them they are counted still.
    const idle = Array<number>(5000).fill(0)
    const counted = [...Array<number>(1700).fill(1), ...Array<number>(1600).fill(-1)]
    expect(signFlipP([...idle, ...counted])).toBe(p(1700, 1600))
    // 5,000 that differ are not.
    expect(p(2550, 2450)).toBeCloseTo(limit(100 / Math.sqrt(5000)), 12)
    expect(p(10_100, 9900)).toBeCloseTo(0.15729920705028513, 12)
    // Of groups of two pairs the deviation is the root of the sum of squares.
    const pairs = signFlipP([...Array<number>(3030).fill(2), ...Array<number>(2970).fill(-2)])
    expect(pairs).toBeCloseTo(2 * Math.exp(logNormalCdf(-120 / Math.sqrt(6000 * 4))), 12)
  })
})

describe('benjaminiHochberg', () => {
  it('steps up', () => {
    // .005 * 4/1, .01 * 4/2, .03 * 4/3, .04 * 4/4
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005])
    ;[0.02, 0.04, 0.04, 0.02].forEach((q, i) => expect(adjusted[i]).toBeCloseTo(q, 12))
    expect(benjaminiHochberg([0.9, 0.95, 1])).toEqual([1, 1, 1])
    expect(benjaminiHochberg([])).toEqual([])
    expect(benjaminiHochberg([0, 1])).toEqual([0, 1])
  })
  it('refuses what is no probability', () => {
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => benjaminiHochberg([0.5, p])).toThrow(RangeError)
  })
})

describe('the normal distribution', () => {
  it('has its density', () => {
    expect(logPhi(0)).toBeCloseTo(-0.9189385332046728, 14)
    expect(logPhi(3) - logPhi(0)).toBeCloseTo(-4.5, 13)
  })
  it('has its distribution function, far into both tails', () => {
    // scipy.special.log_ndtr; the last is ln Φ(6) = -Φ(-6) - ...
    const reference: [number, number][] = [
      [0, Math.log(0.5)],
      [-1, Math.log(0.15865525393145705)],
      [1, Math.log(0.8413447460685429)],
      [-1.959963984540054, Math.log(0.025)],
      [1.959963984540054, Math.log(0.975)],
      [-2.5, Math.log(0.006209665325776132)],
      [2.5, Math.log(0.9937903346742238)],
      [-5, Math.log(2.866515718791939e-7)],
    ]
    for (const [x, expected] of reference) expect(logNormalCdf(x)).toBeCloseTo(expected, 11)
    expect(logNormalCdf(6) / -9.865876450376981e-10).toBeCloseTo(1, 9)
    // ln Φ(-40): -x²/2 - ln(x √2π) + ln(1 - 1/x² + 3/x⁴ - …)
    const tail = (x: number) =>
      -(x * x) / 2 - Math.log(x * Math.sqrt(2 * Math.PI)) + Math.log1p(-1 / x ** 2 + 3 / x ** 4)
    expect(logNormalCdf(-40)).toBeCloseTo(tail(40), 6)
  })
  it('has φ/Φ as the slope of ln Φ', () => {
    // Far left it is −x − 1/x, where both logarithms have lost their last digits.
    expect(inverseMills(-1e6)).toBeCloseTo(1e6 + 1e-6, 9)
    expect(inverseMills(0)).toBeCloseTo(Math.sqrt(2 / Math.PI), 13)
    for (const x of [-30, -3, -2.0001, -1.9999, -1, 0.5, 2, 3]) {
      const step = 1e-5
      const slope = (logNormalCdf(x + step) - logNormalCdf(x - step)) / (2 * step)
      expect(inverseMills(x) / slope).toBeCloseTo(1, 5)
    }
  })
})
