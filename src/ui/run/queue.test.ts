import { expect, test } from 'vitest'
import { queueLeftMs } from './Progress.tsx'

test('what is left of a queue: this run’s rest and the runs behind it at its pace', () => {
  // 60 answers in 30 s: half a second each.
  expect(queueLeftMs({ etaMs: 30_000, done: 60, total: 120 }, 2)).toBe(30_000 + 2 * 60_000)
  expect(queueLeftMs({ etaMs: 30_000, done: 60, total: 120 }, 0)).toBeNull()
  expect(queueLeftMs({ etaMs: null, done: 0, total: 120 }, 2)).toBeNull()
  expect(queueLeftMs({ etaMs: 0, done: 120, total: 120 }, 2)).toBeNull()
})
