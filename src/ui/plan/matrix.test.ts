import { expect, test } from 'vitest'
import { run } from '../../report/testing/fixture.ts'
import { planMatrix } from './matrix.ts'

const estimate = (answers: number, exact = true) => ({
  title: `of ${answers}`,
  answers,
  exact,
  questions: answers,
  items: 1,
})
/** Half a second for each of 60 answers. */
const earlier = run({
  config: { ...run().config, model: 'quick' },
  status: 'done',
  sampleCount: 60,
  sittings: [{ from: '2026-01-02T03:00:00.000Z', to: '2026-01-02T03:00:30.000Z' }],
})

test('a plan is counted in runs, answers and time: of each model, and of all', () => {
  expect(planMatrix([estimate(120), estimate(30)], ['quick'], [earlier])).toEqual({
    runs: [{ model: 'quick', answers: [120, 30], ms: 75_000 }],
    answers: 150,
    exact: true,
    ms: 75_000,
    unknown: 0,
  })
})

test('the time of a model that never ran here is not known, and no part of the sum', () => {
  const plan = planMatrix([estimate(120), estimate(30, false)], ['new', 'quick', 'other'], [earlier])
  expect(plan.runs.map(({ ms }) => ms)).toEqual([null, 75_000, null])
  expect(plan).toMatchObject({ answers: 450, exact: false, ms: 75_000, unknown: 2 })
  expect(planMatrix([estimate(1)], ['new'], []).ms).toBeNull()
})
