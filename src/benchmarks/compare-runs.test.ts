import { expect, test } from 'vitest'
import { compareRuns, type AnswerRow } from './compare-runs.ts'

function row(at: number, outcome: AnswerRow['outcome'], more: Partial<AnswerRow> = {}): AnswerRow {
  return {
    sampleId: `s${at}`,
    benchmark: 'mm-privacy',
    itemId: `i${at}`,
    group: `g${at}`,
    split: 'disclosure',
    task: 'direct',
    type: 'email',
    guard: 'none',
    outcome,
    values: {},
    ...more,
  }
}

const LEAKS = Array.from({ length: 12 }, (_, at) => row(at, 'leak'))
const REFUSES = Array.from({ length: 12 }, (_, at) => row(at, at < 2 ? 'leak' : 'refused'))

test('the difference is this run minus the reference, on the questions of both, with its exact test', () => {
  const metrics = compareRuns({ rows: REFUSES, metrics: [] }, { rows: LEAKS, metrics: [] })
  const whole = (name: string) => metrics.find(({ metric, split }) => metric === name && split === null)
  expect(whole('leak-difference')?.value).toBeCloseTo(-10 / 12)
  // McNemar's exact test: ten went over one way, none the other.
  expect(whole('leak-difference-p')?.value).toBeCloseTo(2 / 2 ** 10)
  expect(whole('leak-difference-p')?.n).toBe(10)
})

test('a guard is compared with the reference’s own answers where that ran without; of tries the first stands', () => {
  const guarded = LEAKS.map((one) => ({ ...one, guard: 'redact', outcome: 'other' as const }))
  const again = LEAKS.map((one) => ({ ...one, attempt: 2, outcome: 'refused' as const }))
  const metrics = compareRuns({ rows: [...LEAKS, ...again, ...guarded], metrics: [] }, { rows: LEAKS, metrics: [] })
  const value = (guard: string) =>
    metrics.find((one) => one.metric === 'leak-difference' && one.guard === guard && one.split === null)?.value
  expect([value('none'), value('redact')]).toEqual([0, -1])
  expect(compareRuns({ rows: LEAKS, metrics: [] }, { rows: [], metrics: [] })).toEqual([])
})
