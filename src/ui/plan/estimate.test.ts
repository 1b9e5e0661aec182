import { expect, test } from 'vitest'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { benchmarkById } from '../../benchmarks/by-id.ts'
import type { ShardListing } from '../../run/index.ts'
import { demoConfigs } from '../demo.ts'
import { estimateSamples } from './estimate.ts'

const benchmark = benchmarkById(BENCHMARKS, 'mm-privacy')
const shards: ShardListing[] = benchmark.meta.shippedShards.map((id) => ({
  id,
  benchmark: 'mm-privacy',
  name: id,
  rows: 10,
  bytes: 1,
  licence: 'CC0-1.0',
  imported: false,
}))
const [config] = demoConfigs()
const all = { ...config!, shards: [], limit: null }
const rows = 10 * shards.length

test('rows times tasks, twice when the escape clause is tried both ways, cut by the limit', () => {
  expect(estimateSamples(all, [benchmark], shards)).toBe(rows * 5)
  expect(
    estimateSamples({ ...all, generation: { ...all.generation, escapeClause: 'both' } }, [benchmark], shards),
  ).toBe(rows * 10)
  expect(estimateSamples({ ...all, limit: 7 }, [benchmark], shards)).toBe(7)
})

test('chosen tasks alone are counted', () => {
  expect(estimateSamples({ ...all, tasks: ['direct', 'caption'] }, [benchmark], shards)).toBe(rows * 2)
})

test('an unknown shard or benchmark gives no number', () => {
  expect(estimateSamples(all, [benchmark], [])).toBeNull()
  expect(estimateSamples({ ...all, benchmarks: ['nothing'] }, [benchmark], shards)).toBeNull()
})
