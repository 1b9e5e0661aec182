import { describe, expect, it } from 'vitest'
import { betaCdf, betaQuantile, logGamma, studentQuantile } from './beta.ts'

describe('logGamma', () => {
  it('is ln (n - 1)! at whole numbers', () => {
    let factorial = 1
    for (let n = 1; n <= 15; n++) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 12)
      factorial *= n
    }
  })
  it('is ln √π at a half, and reflects below', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14)
    // scipy.special.gammaln
    expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 13)
    expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 13)
    // Γ(x) is 1/x where x is next to nothing.
    expect(logGamma(1e-12)).toBeCloseTo(-Math.log(1e-12), 11)
    // Γ(x + 1) = x Γ(x), across .5.
    for (const x of [0.05, 0.3, 0.49, 0.51, 0.7]) expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 13)
  })
})

describe('betaCdf', () => {
  it('has closed forms', () => {
    for (const x of [0.001, 0.2, 0.5, 0.83, 0.999]) {
      expect(betaCdf(x, 1, 4.5)).toBeCloseTo(1 - (1 - x) ** 4.5, 13)
      expect(betaCdf(x, 2.5, 1)).toBeCloseTo(x ** 2.5, 13)
      // The arcsine law.
      expect(betaCdf(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12)
      expect(betaCdf(x, 3, 7) + betaCdf(1 - x, 7, 3)).toBeCloseTo(1, 13)
    }
    // P(at least 2 of 4) at .4
    expect(betaCdf(0.4, 2, 3)).toBeCloseTo(1 - 0.6 ** 4 - 4 * 0.4 * 0.6 ** 3, 13)
  })
  it('is a half in the middle of a symmetric one, however narrow', () => {
    for (const a of [0.3, 1, 40, 1000]) expect(betaCdf(0.5, a, a)).toBeCloseTo(0.5, 9)
  })
  it('is 0 and 1 at the ends and beyond, and refuses what is no beta', () => {
    expect([-1, 0, 1, 2].map((x) => betaCdf(x, 2, 3))).toEqual([0, 0, 1, 1])
    for (const [a, b] of [
      [0, 1],
      [1, 0],
      [-1, 1],
      [Number.NaN, 1],
    ] as const)
      expect(() => betaCdf(0.5, a, b)).toThrow(RangeError)
  })
})

describe('betaQuantile', () => {
  it('undoes betaCdf, in both tails', () => {
    for (const [a, b] of [
      [0.2, 0.3],
      [0.5, 8],
      [1, 1],
      [3, 2],
      [90, 4],
      [500, 500],
    ] as const)
      for (const p of [1e-6, 0.025, 0.31, 0.5, 0.975]) expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 10)
  })
  it('gives small quantiles to their own digits', () => {
    // x^.5 = p
    expect(betaQuantile(1e-5, 0.5, 1) / 1e-10).toBeCloseTo(1, 10)
  })
  it('has closed forms where one parameter is 1', () => {
    for (const p of [0.025, 0.31, 0.5, 0.975])
      for (const a of [0.5, 3, 24, 700]) {
        expect(betaQuantile(p, a, 1) / p ** (1 / a)).toBeCloseTo(1, 13)
        expect(betaQuantile(p, 1, a) / -Math.expm1(Math.log1p(-p) / a)).toBeCloseTo(1, 11)
      }
  })
  it('finds the ends of intervals in a handful of steps: there are thousands in a report', () => {
    const log1p = Math.log1p
    let asked = 0
    // Twice a step: for the distribution and for its density.
    Math.log1p = (x) => {
      asked++
      return log1p(x)
    }
    try {
      for (const [a, b] of [
        [0.5, 8],
        [3, 2],
        [90, 4],
        [500, 500],
        [1, 24],
        [48.5, 12.3],
      ] as const)
        for (const p of [0.025, 0.975]) {
          asked = 0
          betaQuantile(p, a, b)
          expect(asked, `${p}, ${a}, ${b}`).toBeLessThanOrEqual(40)
        }
    } finally {
      Math.log1p = log1p
    }
  })
  it('ends at 0 and 1, and takes nothing beyond for a probability', () => {
    expect(betaQuantile(0, 2, 3)).toBe(0)
    expect(betaQuantile(1, 2, 3)).toBe(1)
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => betaQuantile(p, 2, 3)).toThrow(RangeError)
  })
})

describe('studentQuantile', () => {
  it('has closed forms for 1 and 2 degrees of freedom', () => {
    for (const p of [0.6, 0.9, 0.975, 0.9999]) {
      expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 11)
      expect(studentQuantile(p, 2) / ((2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p))))).toBeCloseTo(1, 11)
    }
  })
  it('is odd about a half, and becomes the normal one', () => {
    expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 15)
    expect(studentQuantile(0.3, 1)).toBeCloseTo(Math.tan(-0.2 * Math.PI), 13)
    expect(studentQuantile(0.025, 7.5)).toBe(-studentQuantile(0.975, 7.5))
    expect(studentQuantile(0.975, 1e7)).toBeCloseTo(1.959963984540054, 6)
  })
})
