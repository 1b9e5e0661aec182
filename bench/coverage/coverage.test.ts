import { describe, expect, it } from 'vitest'
import { PROCEDURES, type Cell } from './procedures.ts'
import { cover, LEAST_COVERAGE } from './simulate.ts'

/** A few cells of each kind; the whole grid is `npm run test:coverage`. */
const CELLS: readonly Cell[] = [
  { n: 3, unit: 'answers', cluster: 1, correlation: 0, rate: 0.05 },
  { n: 10, unit: 'answers', cluster: 1, correlation: 0, rate: 0.01 },
  { n: 10, unit: 'answers', cluster: 1, correlation: 0, rate: 0.2 },
  { n: 24, unit: 'groups', cluster: 5, correlation: 0.3, rate: 0.05 },
  { n: 24, unit: 'groups', cluster: 5, correlation: 0.8, rate: 0.95 },
]
const TRIALS = 100
/** Of so few trials one cell may lie lower by chance: five deviations below .95. */
const LEAST_OF_ONE = 0.84

describe.each(PROCEDURES)('the 95% interval of $title', (procedure) => {
  it.each(Object.keys(procedure.worlds))('holds the truth: %s', (world) => {
    const found = CELLS.map((cell) => cover(procedure, world, cell, TRIALS).coverage)
    const shares = found.filter((share) => share !== null)
    expect(shares.length).toBeGreaterThan(0)
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThanOrEqual(LEAST_COVERAGE)
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(LEAST_OF_ONE)
  })
})

it('fails where an interval is too narrow', () => {
  const [rate] = PROCEDURES
  const narrow: (typeof PROCEDURES)[number] = {
    ...rate!,
    worlds: {
      halved: (random, cell) => {
        const { ci, truth } = rate!.worlds['beta-binomial']!(random, cell)
        const [low, high] = ci!
        return { ci: [low + (high - low) / 3, high - (high - low) / 3], truth }
      },
    },
  }
  const shares = CELLS.map((cell) => cover(narrow, 'halved', cell, TRIALS).coverage!)
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeLessThan(LEAST_COVERAGE)
})
