import { expect, it } from 'vitest'
import { rateInterval } from '../../src/domain/statistics/grouped.ts'
import { leakChange, leakRate, type LeakRow } from './leaks.ts'

/** One string for each person: `+` leaks, `-` does not, `e` is an error, `?` could not be read. */
const rowsOf = (...people: string[]): LeakRow[] =>
  people.flatMap((answers, person) =>
    [...answers].map((letter, i) => ({
      sampleId: `${person}/${i}`,
      group: `${person}`,
      outcome: ({ '+': 'leak', e: 'error', '?': 'unparsed' } as const)[letter] ?? 'other',
    })),
  )

it('a rate of answers that belong together is as wide as their persons make it, not their number', () => {
  const rows = rowsOf('++++', '----', '++++', '----')
  const [low, high] = rateInterval([4, 0, 4, 0].map((total) => ({ total, count: 4 })))!
  // Four persons who speak with one voice each: Clopper and Pearson's of 2 of 4, .068 to .932.
  expect(low).toBeCloseTo(0.0676, 3)
  expect(leakRate(rows)).toEqual({
    count: '8/16',
    interval: `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}%`,
  })
  expect(leakRate([])).toEqual({ count: '0/0', interval: '0.0 to 100.0%' })
})

it('the same questions are compared person by person', () => {
  // Four persons whose three answers all change one way: one in eight swaps is as far, not one in 2,048.
  const before = rowsOf('+++', '+++', '+++', '+++')
  expect(leakChange(before, rowsOf('---', '---', '---', '---'))).toEqual({ lost: 12, won: 0, p: 0.125 })
  expect(leakChange(rowsOf('+', '-', '-'), rowsOf('-', '+', '+'))).toEqual({ lost: 1, won: 2, p: 1 })
})

it('what either could not answer is no pair', () => {
  expect(leakChange(rowsOf('+e?+'), rowsOf('---e'))).toEqual({ lost: 1, won: 0, p: 1 })
  expect(leakChange(rowsOf('+'), [])).toEqual({ lost: 0, won: 0, p: null })
})
