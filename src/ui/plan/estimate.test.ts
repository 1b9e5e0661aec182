import { expect, test } from 'vitest'
import type { Benchmark } from '../../benchmarks/contract.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { benchmarkById } from '../../benchmarks/by-id.ts'
import type { RunConfig } from '../../domain/run.ts'
import type { ShardListing } from '../../run/index.ts'
import { demoConfigs } from '../demo.ts'
import { answersLine, estimateEach } from './estimate.ts'

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

function answers(...given: [RunConfig, readonly Benchmark[], readonly ShardListing[]]): number | null {
  return estimateEach(...given, [])?.reduce((sum, estimate) => sum + estimate.answers, 0) ?? null
}

test('rows times tasks, twice when the escape clause is tried both ways, cut by the limit', () => {
  expect(answers(all, [benchmark], shards)).toBe(rows * 5)
  expect(answers({ ...all, generation: { ...all.generation, escapeClause: 'both' } }, [benchmark], shards)).toBe(
    rows * 10,
  )
  expect(answers({ ...all, limit: 7 }, [benchmark], shards)).toBe(7)
})

test('chosen tasks alone are counted', () => {
  expect(answers({ ...all, tasks: ['direct', 'caption'] }, [benchmark], shards)).toBe(rows * 2)
})

test('an unknown shard or benchmark gives no number', () => {
  expect(answers(all, [benchmark], [])).toBeNull()
  expect(answers({ ...all, benchmarks: ['nothing'] }, [benchmark], shards)).toBeNull()
})

test('what was counted in a plan is said as it is, anything else as an estimate', () => {
  expect(answersLine(estimateEach(all, [benchmark], shards, [{ answers: 350, questions: 350 }]))).toBe('350 answers')
  expect(answersLine(estimateEach({ ...all, limit: 7 }, [benchmark], shards, [null]))).toMatch(/^About 7 answers;/)
  expect(answersLine(null)).toBe('Number of answers not known')
})
