import { expect, test } from 'vitest'
import { windowOf } from './window.ts'

test('a list of 100,000 rows has a few dozen at a time, and its ends are reached', () => {
  expect(windowOf(0, 560, 44, 100_000)).toEqual({ first: 0, last: 21 })
  expect(windowOf(44 * 50_000, 560, 44, 100_000)).toEqual({ first: 49_992, last: 50_021 })
  expect(windowOf(44 * 100_000 - 560, 560, 44, 100_000).last).toBe(100_000)
})

test('a list that has become shorter than the scroll position is no error', () => {
  expect(windowOf(44 * 500, 560, 44, 3)).toEqual({ first: 3, last: 3 })
  expect(windowOf(0, 560, 44, 0)).toEqual({ first: 0, last: 0 })
})
