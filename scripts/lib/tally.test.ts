import { expect, test } from 'vitest'
import { annotationOf, errorsOf, NOTHING, tallyOf } from './tally.ts'

test('tallies of all tests in a report are summed, and the longest silence is the longest', () => {
  const of = (...tallies: readonly Parameters<typeof annotationOf>[0][]) => ({
    title: 'a test',
    tests: [{ annotations: [{ type: 'seed', description: '7' }, ...tallies.map(annotationOf)] }],
  })
  const report = {
    suites: [
      { specs: [of({ ...NOTHING, tries: 3, half: 1, slowestMs: 40 })] },
      { suites: [{ specs: [of(), of({ ...NOTHING, tries: 2, lost: 1, slowestMs: 9 })] }] },
    ],
  }
  expect(tallyOf(report)).toEqual({ ...NOTHING, tries: 5, lost: 1, half: 1, slowestMs: 40 })
  expect(tallyOf({})).toEqual(NOTHING)
})

test('of a test that failed it is said which one, and why', () => {
  const failed = { annotations: [], results: [{ errors: [{ message: 'expected 2, received 3' }] }] }
  const passed = { annotations: [], results: [{ errors: [] }] }
  const report = {
    suites: [{ specs: [{ title: 'two tabs', tests: [failed] }] }, { specs: [{ title: 'one', tests: [passed] }] }],
  }
  expect(errorsOf(report)).toEqual(['two tabs: expected 2, received 3'])
})
