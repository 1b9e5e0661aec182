import { expect, it } from 'vitest'
import { discoveriesOf } from './discoveries.ts'
import { createRandom } from './random.ts'
import type { Metric } from './run.ts'

const metric = (name: string, value: number | null): Metric => ({
  benchmark: 'b',
  metric: name,
  split: null,
  task: null,
  type: null,
  guard: 'none',
  value,
  n: 10,
  k: null,
  ci: null,
})

it('counts tests of difference alone, once, and those that survive', () => {
  const metrics = [
    metric('task-gap-p', 0.001),
    metric('escape-effect-p', 0.02),
    metric('guard-leak-mcnemar', 0.04),
    metric('safety-effect-p[unsafe]', 0.5),
    metric('probe-p', 0.001),
    metric('ASR', 0.001),
    metric('drop-p', null),
  ]
  const found = discoveriesOf(metrics)!
  // .001 * 4 / 1, .02 * 4 / 2, .04 * 4 / 3, .5
  expect([...found.adjusted.values()].map((p) => Number(p.toFixed(6)))).toEqual([0.004, 0.04, 0.053333, 0.5])
  expect(found).toMatchObject({ tests: 4, byChance: 0.2, below: 3, survive: 2 })
  expect(found.adjusted.get(metrics[0]!)).toBeCloseTo(0.004, 12)
  expect(discoveriesOf([metric('ASR', 0.5)])).toBeNull()
})

it('of forty that do not differ, as many as said fall below .05, and hardly any survive', () => {
  const random = createRandom('discoveries')
  const runs = Array.from({ length: 200 }, () =>
    discoveriesOf(Array.from({ length: 40 }, (_, i) => metric(`x${i}-p`, random.next())))!,
  )
  const mean = (of: (found: (typeof runs)[number]) => number) =>
    runs.reduce((sum, found) => sum + of(found), 0) / runs.length
  expect(mean(({ below }) => below)).toBeGreaterThan(1.6)
  expect(mean(({ below }) => below)).toBeLessThan(2.4)
  expect(runs[0]!.byChance).toBeCloseTo(2, 12)
  // Where nothing differs any survivor is a false one: in at most 5% of the runs, up to three deviations.
  expect(mean(({ survive }) => Number(survive > 0))).toBeLessThan(0.1)
})
