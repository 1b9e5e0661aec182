import { expect, test } from 'vitest'
import { annotationOf, NOTHING, tallyOf } from './tally.ts'

test('tallies of all tests in a report are summed, and the longest silence is the longest', () => {
  const of = (...tallies: readonly Parameters<typeof annotationOf>[0][]) => ({
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
