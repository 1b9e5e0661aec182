import { expect, it } from 'vitest'
import { countPlaywright, countVitest } from './test-counts.mjs'

it('a unit test file that does not load is one failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
    { status: 'passed', assertionResults: [{}, {}] },
  ]
  expect(countVitest({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({ passed: 2, failed: 2 })
})

it('a test that passed at a second try, and an error outside any test, are failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1 }
  expect(countPlaywright({ stats, errors: [{ message: 'no tests found' }] })).toEqual({ passed: 5, failed: 3 })
})
