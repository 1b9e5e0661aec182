import { describe, expect, it } from 'vitest'
import { distanceOfFit } from '../../src/domain/measures/exposure.ts'
import { logNormalCdf, logPhi } from '../../src/domain/statistics/normal.ts'
import { fitSkewNormal, type SkewNormal } from '../../src/domain/statistics/skew-normal.ts'
import { disagreements, type Fixture, readFixture } from './fixtures.ts'

interface Cases extends Fixture {
  /** `likelihood`: mean log-likelihood at which SciPy's own search ended. */
  fits: [seed: number, shape: number, best: [shape: number, location: number, scale: number], likelihood: number][]
  distances: [shape: number, location: number, scale: number, values: number[], d: number][]
}
const fixture = readFixture('skew-normal') as Cases
const REFERENCES = 250

// Seconds of work: more on a busy machine than a test usually has.
describe(`SciPy ${fixture.versions.scipy}`, { timeout: 120_000 }, () => {
  it('skewnorm.fit: at its optimum, and as likely as where its own search ends', () => {
    const fits = fixture.fits.map(([seed, shape, best, likelihood]) => {
      const references = seededReferences(seed, shape)
      const ours = fitSkewNormal(references)!
      return { ours, best, likelihood, reached: meanLogLikelihood(references, ours) }
    })
    expect(fits.length).toBeGreaterThanOrEqual(1000)
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
        fits.map(({ reached, likelihood }) => [reached, likelihood]),
        1e-6,
      ),
    ).toEqual([])
    expect(fits.filter(({ reached, likelihood }) => reached < likelihood - 1e-12)).toEqual([])
  })

  it('kstest against the distribution function', () =>
    expect(
      disagreements(
        fixture.distances.map(([shape, location, scale, values, d]) => [
          distanceOfFit(values, { shape, location, scale }),
          d,
        ]),
      ),
    ).toEqual([]))
})

function meanLogLikelihood(values: readonly number[], { location, scale, shape }: SkewNormal): number {
  const sum = values.reduce((total, value) => {
    const z = (value - location) / scale
    return total + Math.LN2 - Math.log(scale) + logPhi(z) + logNormalCdf(shape * z)
  }, 0)
  return sum / values.length
}

/** As `seeded_references` of make.py makes them, to the last bit. */
function seededReferences(seed: number, shape: number): number[] {
  const next = mulberry32(seed)
  const normal = (): number => {
    let sum = 0
    for (let i = 0; i < 12; i++) sum += next()
    return sum - 6
  }
  const delta = shape / Math.sqrt(1 + shape * shape)
  const rest = Math.sqrt(1 - delta * delta)
  return Array.from({ length: REFERENCES }, () => {
    const half = Math.abs(normal())
    const value = 32 + 4 * (delta * half + rest * normal())
    return Math.floor(value * 1000 + 0.5) / 1000
  })
}

function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
