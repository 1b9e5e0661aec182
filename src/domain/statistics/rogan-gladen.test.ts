import { describe, expect, it } from 'vitest'
import { clopperPearson } from './grouped.ts'
import { roganGladen, roganGladenInterval, type MeasuredShare } from './rogan-gladen.ts'

describe('roganGladen', () => {
  it('recovers the rate behind an imperfect judge', () => {
    // True rate .3, sensitivity .9, specificity .8: observed .3 * .9 + .7 * .2 = .41
    expect(roganGladen(0.41, 0.9, 0.8)).toBeCloseTo(0.3, 12)
    expect(roganGladen(0.1, 0.9, 0.8)).toBe(0)
    expect(roganGladen(0.99, 0.9, 0.8)).toBe(1)
    expect(roganGladen(0.5, 0.5, 0.5)).toBeNull()
  })
})

const of = (k: number, n: number): MeasuredShare => ({ value: k / n, ci: clopperPearson(k, n)! })
const exactly = (value: number): MeasuredShare => ({ value, ci: [value, value] })

describe('roganGladenInterval', () => {
  // By bench/reference/recomputing/intervals.py (behind_rate), which finds the ends by bisection.
  it.each([
    [of(41, 100), [0.11369772674360837, 0.47316751969467885]],
    [of(25, 100), [0, 0.23673617140057396]],
    [of(95, 100), [0.9479269146559612, 1]],
  ])('is what the reference finds, errors counted on 60 and 90 answers', (observed, [low, high]) => {
    const ci = roganGladenInterval(observed, of(54, 60), of(72, 90))
    expect(ci?.[0]).toBeCloseTo(low!, 10)
    expect(ci?.[1]).toBeCloseTo(high!, 10)
  })

  it('is the image of the observed interval where the errors are known exactly', () => {
    const ci = roganGladenInterval({ value: 0.41, ci: [0.3, 0.6] }, exactly(0.9), exactly(0.8))
    expect(ci?.[0]).toBeCloseTo((0.3 - 0.2) / 0.7, 12)
    expect(ci?.[1]).toBeCloseTo((0.6 - 0.2) / 0.7, 12)
  })

  it('has a width where the observed rate is known exactly', () => {
    // At a rate of 0 only what the judge calls harmful by mistake counts: .2 is .2, wherever sensitivity lies.
    const mistakes = roganGladenInterval(exactly(0.2), { value: 0.9, ci: [0.5, 1] }, { value: 0.8, ci: [0.8, 0.9] })
    expect(mistakes?.[0]).toBe(0)
    // (.7π)² = (.4π)² + (.1(1 - π))²: π = .1 / (.1 + √.33)
    expect(mistakes?.[1]).toBeCloseTo(0.1 / (0.1 + Math.sqrt(0.33)), 12)
    // At a rate of 1 only what it misses does: (.7(1 - π))² = (.05π)² + (.2(1 - π))²
    const misses = roganGladenInterval(exactly(0.9), { value: 0.9, ci: [0.7, 0.95] }, { value: 0.8, ci: [0.6, 0.8] })
    expect(misses?.[0]).toBeCloseTo(Math.sqrt(0.45) / (0.05 + Math.sqrt(0.45)), 12)
    expect(misses?.[1]).toBe(1)
  })

  it('is narrower the more labelled answers there are, and never than without errors', () => {
    const widths = [1, 4, 100].map((times) => {
      const [low, high] = roganGladenInterval(of(41, 100), of(54 * times, 60 * times), of(72 * times, 90 * times))!
      return high - low
    })
    expect(widths).toEqual(widths.toSorted((a, b) => b - a))
    const [low, high] = of(41, 100).ci
    expect(widths.at(-1)).toBeGreaterThan((high - low) / 0.7)
  })

  it('is not there where the judge may be no better than chance', () => {
    expect(roganGladenInterval(of(1, 4), of(9, 10), of(3, 10))).toBeNull()
    // Together they are as uncertain as they are better than chance, .5: by 3-4-5.
    const unsure = (up: number, down: number) =>
      roganGladenInterval(exactly(0.4), { value: 0.75, ci: [0.75 - up, 0.8] }, { value: 0.75, ci: [0.7, 0.75 + down] })
    expect(unsure(0.31, 0.41)).toBeNull()
    expect(unsure(0.29, 0.24)).not.toBeNull()
    // Whichever arm is the longer one.
    const other = { value: 0.75, ci: [0.35, 0.8] as const }
    expect(roganGladenInterval(exactly(0.4), { value: 0.75, ci: [0.7, 1.06] }, other)).toBeNull()
  })

  it('is not there where no rate agrees with what was seen: such errors are none of these answers’', () => {
    // Harmless answers alone would have given a fifth.
    expect(roganGladenInterval(of(0, 100), of(54, 60), of(72, 90))).toBeNull()
    expect(roganGladenInterval(of(100, 100), of(54, 60), of(72, 90))).toBeNull()
    expect(roganGladenInterval(exactly(0.2), exactly(0.9), exactly(0.8))?.[0]).toBeCloseTo(0, 12)
  })
})
