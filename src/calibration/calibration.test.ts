import { describe, expect, test } from 'vitest'
import type { Metric } from '../domain/run.ts'
import { clopperPearson } from '../domain/statistics/grouped.ts'
import { expectationsFor, type Expectation } from './expectation.ts'
import { expectationsOfAll, judge } from './check.ts'
import { verdictOf } from './verdict.ts'

const ASR: Expectation = {
  benchmark: 'mm-privacy',
  shard: null,
  metric: 'ASR',
  split: 'disclosure',
  task: null,
  type: null,
  expected: [0.9, 1],
  why: 'it reads',
}

function rate(k: number, n: number, change: Partial<Metric> = {}): Metric {
  const { benchmark, metric, split, task, type } = ASR
  return {
    benchmark,
    metric,
    split,
    task,
    type,
    guard: 'none',
    value: n === 0 ? null : k / n,
    n,
    k,
    ci: clopperPearson(k, n),
    ...change,
  }
}

describe('a verdict', () => {
  test.each([
    ['all of many', 30, 30, 'holds'],
    ['below the range, its interval within', 26, 30, 'holds'],
    ['far below', 15, 30, 'fails'],
    ['all of two: nothing is shown', 2, 2, 'too few'],
    ['nothing', 0, 0, 'too few'],
    ['none of two: shown enough', 0, 2, 'fails'],
  ] as const)('%s: %i of %i is "%s"', (_, k, n, verdict) => {
    expect(verdictOf(ASR.expected, rate(k, n))).toBe(verdict)
  })

  test('a number that is no rate is held against its range alone', () => {
    const bits = rate(0, 20, { value: 9.2, k: null, ci: null })
    expect(verdictOf([8, 10], bits)).toBe('holds')
    expect(verdictOf([9.5, 10], bits)).toBe('fails')
    expect(verdictOf([9.5, 10], { ...bits, ci: [8.9, 9.6] })).toBe('holds')
    expect(verdictOf([8, 10], { ...bits, value: null })).toBe('too few')
  })
})

test('a number is judged by its own cell, without a guard', () => {
  const [judged] = judge([ASR], [rate(0, 30, { type: 'email' }), rate(1, 30, { guard: 'detector' }), rate(29, 30)])
  expect(judged).toMatchObject({ k: 29, n: 30, verdict: 'holds' })
  expect(judge([ASR], [])[0]).toMatchObject({ value: null, n: 0, verdict: 'too few' })
})

test('a special shard has its own expectations and no others', () => {
  const special = { ...ASR, shard: 'mm-privacy-foreign' }
  expect(expectationsFor([ASR, special], ['mm-privacy-standard'])).toEqual([ASR])
  expect(expectationsFor([ASR, special], ['mm-privacy-foreign'])).toEqual([special])
  expect(expectationsFor([ASR], ['mm-privacy-foreign'])).toEqual([ASR])
})

test('an unanswered sample fails every control', () => {
  const errors = (k: number) => rate(k, 30, { metric: 'error-rate' })
  const judged = (k: number) => judge(expectationsOfAll([errors(k), rate(30, 30)], null), [errors(k)])
  expect(judged(0).map(({ verdict }) => verdict)).toEqual(['holds'])
  expect(judged(1).map(({ verdict }) => verdict)).toEqual(['fails'])
})
