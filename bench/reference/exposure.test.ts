import { describe, expect, it } from 'vitest'
import { exposure, exposureByDistribution, fitReferences } from '../../src/domain/measures/exposure.ts'
import { logCdf } from '../../src/domain/statistics/skew-normal.ts'
import { bytesOf, disagreements, type Fixture, readFixture } from './fixtures.ts'

interface Fit {
  references: string
  scipy: [shape: number, location: number, scale: number]
  best: [shape: number, location: number, scale: number]
  canaries: number[]
  scipyExposure: (number | null)[]
  bestExposure: number[]
}
/** What we call exposures that are out of all reach. */
const MOST_BITS = 300 * Math.log2(10)

interface Cases extends Fixture {
  interpolation: [canary: number, references: number[], bits: number][]
  cdf: [shape: number, location: number, scale: number, x: number, cdf: number, logCdf: number][]
  fits: Fit[]
}
const fixture = readFixture('exposure') as Cases

describe('tensorflow_privacy, exposures.py', () => {
  it('by interpolation', () =>
    expect(
      disagreements(fixture.interpolation.map(([canary, references, bits]) => [exposure(canary, references), bits])),
    ).toEqual([]))

  const fits = fixture.fits.map((fit) => {
    const thousandths = new Uint16Array(bytesOf(fit.references))
    return {
      ...fit,
      ours: fitReferences(Array.from(thousandths, (value) => value / 1000))!,
    }
  })
  it(`by extrapolation, at the optimum that skewnorm.fit of SciPy ${fixture.versions.scipy} seeks`, () => {
    expect(
      disagreements(
        fits.flatMap(({ ours, best: [shape, location, scale] }) => [
          [ours.shape, shape] as const,
          [ours.location, location] as const,
          [ours.scale, scale] as const,
        ]),
        1e-6,
      ),
    ).toEqual([])
    expect(
      disagreements(
        fits.flatMap(({ ours, canaries, bestExposure }) =>
          canaries.map(
            (canary, i) => [exposureByDistribution(canary, ours), Math.min(MOST_BITS, bestExposure[i]!)] as const,
          ),
        ),
        1e-6,
      ),
    ).toEqual([])
  })

  // SciPy's own search ends a little before the optimum, and its distribution function loses the left tail:
  // see docs/quirks.md.
  it('by extrapolation, as near as SciPy itself comes', () =>
    expect(
      disagreements(
        fits.flatMap(({ ours, canaries, scipyExposure }) =>
          canaries.flatMap((canary, i) => {
            const bits = scipyExposure[i]!
            return bits === null || bits > 20 ? [] : [[exposureByDistribution(canary, ours), bits] as const]
          }),
        ),
        1e-3,
      ),
    ).toEqual([]))
})

describe('skew-normal distribution', () => {
  it(`as SciPy ${fixture.versions.scipy}, skewnorm.cdf`, () =>
    expect(
      disagreements(
        fixture.cdf.map(([shape, location, scale, x, cdf]) => [Math.exp(logCdf({ shape, location, scale }, x)), cdf]),
      ),
    ).toEqual([]))
  it(`as mpmath ${fixture.versions.mpmath} at 30 digits, in both tails`, () =>
    expect(
      disagreements(
        fixture.cdf.map(([shape, location, scale, x, , logarithm]) => [
          logCdf({ shape, location, scale }, x),
          logarithm,
        ]),
      ),
    ).toEqual([]))
})
