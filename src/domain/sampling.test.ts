import { describe, expect, it } from 'vitest'
import { mmPrivacy } from '../benchmarks/mm-privacy/index.ts'
import type { Sample } from './sample.ts'
import { limitSamples } from './sampling.ts'
import { inventedItems } from '../benchmarks/testing/items.ts'

const plan = (escapeClause: 'on' | 'both' = 'on') =>
  mmPrivacy.plan(inventedItems(5), { generation: { maxNewTokens: null, escapeClause }, seed: 1 })
const counts = (samples: readonly Sample[], key: (s: Sample) => string) => {
  const table = new Map<string, number>()
  for (const s of samples) table.set(key(s), (table.get(key(s)) ?? 0) + 1)
  return [...table.values()]
}
const spread = (values: readonly number[], levels: number) =>
  Math.max(...values) - (values.length < levels ? 0 : Math.min(...values))

describe('limitSamples', { timeout: 60_000 }, () => {
  const samples = plan()

  it('takes exactly so many, without repeats, in their order', () => {
    for (const limit of [0, 1, 7, 30, 100, samples.length, samples.length + 5]) {
      const chosen = limitSamples(samples, limit, 1)
      expect(chosen).toHaveLength(Math.min(limit, samples.length))
      const places = chosen.map((s) => samples.indexOf(s))
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
    }
  })

  it.each([1, 2, 3])('spreads evenly over splits, tasks, types and their cells (seed %i)', (seed) => {
    for (let limit = 1; limit <= 130; limit++) {
      const chosen = limitSamples(samples, limit, seed)
      expect(
        spread(
          counts(chosen, (s) => s.split),
          2,
        ),
        `splits at ${limit}`,
      ).toBeLessThanOrEqual(1)
      expect(
        spread(
          counts(chosen, (s) => s.task),
          5,
        ),
        `tasks at ${limit}`,
      ).toBeLessThanOrEqual(2)
      expect(
        spread(
          counts(chosen, (s) => s.type),
          3,
        ),
        `types at ${limit}`,
      ).toBeLessThanOrEqual(2)
      expect(
        spread(
          counts(chosen, (s) => `${s.split}${s.task}${s.type}`),
          30,
        ),
        `cells at ${limit}`,
      ).toBeLessThanOrEqual(1)
    }
  })

  it('covers every cell at 30 and asks the same items under every task, of few pictures', () => {
    const chosen = limitSamples(samples, 60, 4)
    expect(counts(chosen, (s) => `${s.split}${s.task}${s.type}`)).toEqual(new Array(30).fill(2))
    expect(counts(chosen, (s) => s.itemId)).toEqual(new Array(12).fill(5))
    expect(new Set(chosen.map(({ imageId }) => imageId)).size).toBe(4)
  })

  it('keeps both sides of the escape clause for an item', () => {
    const chosen = limitSamples(plan('both'), 120, 1)
    expect(counts(chosen, (s) => `${s.itemId}/${s.task}`)).toEqual(new Array(60).fill(2))
  })

  it('is reproducible, and another seed takes others', () => {
    const ids = (seed: number) => limitSamples(samples, 30, seed).map(({ id }) => id)
    expect(ids(1)).toEqual(ids(1))
    expect(ids(1)).not.toEqual(ids(2))
  })

  it('fills up from the rest where a stratum runs out', () => {
    const few = samples.filter(({ type, itemId }) => type !== 'ssn' || itemId === 'disclosure-none-0-ssn')
    const chosen = limitSamples(few, 200, 1)
    expect(chosen).toHaveLength(200)
    expect(chosen.filter(({ type }) => type === 'ssn')).toHaveLength(5)
  })

  it('covers all scenarios early', () => {
    const chosen = limitSamples(samples, 30 * 4, 1)
    expect(counts(chosen, (s) => `${s.split}${s.scenario}`)).toEqual(new Array(8).fill(15))
  })

  it('refuses what is no number of samples', () => expect(() => limitSamples(samples, 1.5, 1)).toThrow(RangeError))
})
