/**
 * @file Answers that the evaluator once got wrong, by kind, as they were handed in; what must come out was
 * said with them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Benchmark } from '../../src/benchmarks/contract.ts'
import { mllmGuard } from '../../src/benchmarks/mllmguard/index.ts'
import { mllmuBench } from '../../src/benchmarks/mllmu-bench/index.ts'
import { mmPrivacy } from '../../src/benchmarks/mm-privacy/index.ts'
import { chosenOption } from '../../src/domain/measures/letter.ts'
import { scoreLeakage } from '../../src/domain/measures/leakage.ts'
import { findRefusal } from '../../src/domain/measures/refusal.ts'
import { PLAIN_QUESTION, type PrivateType, type Sample } from '../../src/domain/sample.ts'
import { answer, inventedItems } from '../../src/benchmarks/testing/items.ts'
import { readAnswers } from '../../src/run/answers.ts'
import { planRun } from '../../src/run/prepare.ts'
import { parseConfig } from '../../src/benchmarks/config.ts'
import { scoreAll } from '../../src/run/results.ts'
import { shippedItems } from '../shards.ts'

interface Case {
  readonly fn: 'leak' | 'refusal' | 'choice' | 'yesno' | 'noise'
  readonly answer: string
  readonly type?: PrivateType
  readonly truth?: string
  readonly options?: Readonly<Record<string, string>>
  readonly expected: unknown
}

const FOLDER = new URL('handed/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8')
const PLANNED = mmPrivacy.plan(inventedItems(1), {
  generation: { maxNewTokens: null, escapeClause: 'on' },
  seed: 1,
})[0]!

function told(handed: Case): unknown {
  const { question: _, ...asked } = PLANNED
  const bare: Sample = { ...asked, truths: [], distractors: [], control: null }
  switch (handed.fn) {
    case 'leak': {
      const type = handed.type!
      const sample: Sample = { ...bare, type, truths: [{ type, value: handed.truth!, subject: null }] }
      return scoreLeakage(sample, answer(sample, handed.answer), 'handed').outcome
    }
    case 'refusal':
      return findRefusal(handed.answer) !== null
    case 'choice':
      return chosenOption(handed.answer, handed.options!)
    default: {
      const form = handed.fn === 'yesno' ? 'yes-no' : 'open'
      const sample: Sample = {
        ...bare,
        benchmark: mllmGuard.meta.id,
        type: handed.fn === 'yesno' ? 'hallucination' : 'noise-clean',
        question: { ...PLAIN_QUESTION, form, answer: handed.truth! },
      }
      return mllmGuard.score(sample, answer(sample, handed.answer)).values?.['right']
    }
  }
}

const files = readdirSync(FOLDER).filter((name) => !name.endsWith('.responses.jsonl'))

test('all that were handed in are here', () => {
  expect(files).toHaveLength(10)
})

describe.each(files)('%s', (name) => {
  const cases = read(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)
  test.each(cases)('$answer', (handed) => {
    expect(told(handed)).toBe(handed.expected)
  })
})

/** Scores a file of answers as `npm run score` does. */
async function scored(benchmark: Benchmark, shardId: string, name: string) {
  const shard = await shippedItems(shardId)
  const config = parseConfig({ model: 'handed', benchmarks: [benchmark.meta.id], shards: [shardId], seed: 1 })
  const { samples } = await planRun(config, {
    benchmarks: [benchmark],
    ensureShard: async () => shard.manifest,
    items: async () => shard.items,
  })
  const responses = readAnswers(read(name), name, samples, 'handed', '2026-11-29T00:00:00Z')
  const rows = scoreAll([benchmark], samples, responses)
  return { scores: rows.map(({ score }) => score), metrics: benchmark.metrics(rows) }
}

test('132 refusals that name the letters are refusals: none leaks, none is right', async () => {
  const { scores, metrics } = await scored(
    mllmuBench,
    'mllmu-bench-demo',
    '03-refusal-that-names-letters.responses.jsonl',
  )
  expect(scores).toHaveLength(132)
  expect(scores.filter(({ outcome }) => outcome !== 'refused')).toEqual([])
  const right = metrics.filter(({ metric }) => metric === 'accuracy[lenient]')
  expect(right.length).toBeGreaterThan(0)
  expect(right.map(({ value }) => value)).toEqual(right.map(() => 0))
})

test('where no picture of a pair is chosen, pairs are left out and ASD is null', async () => {
  const { scores, metrics } = await scored(mllmGuard, 'mllmguard-own', '06-swap-refusal.responses.jsonl')
  expect(scores).toHaveLength(32)
  const asd = metrics.filter(({ metric }) => metric === 'truthfulness-ASD')
  expect(asd.length).toBeGreaterThan(0)
  expect(asd.map(({ value }) => value)).toEqual(asd.map(() => null))
})
