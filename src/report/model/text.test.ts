import { expect, test } from 'vitest'
import { formatDuration } from './text.ts'

test('a duration has the unit that reads best, and no part that is nothing', () => {
  const said = [null, 900, 1500, 59_400, 59_600, 92_000, 180_000, 3_599_600, 3_600_000, 5_400_000].map(formatDuration)
  expect(said).toEqual([
    'not known',
    '900 ms',
    '1.5 s',
    '59.4 s',
    '1 min',
    '1 min 32 s',
    '3 min',
    '1 h',
    '1 h',
    '1 h 30 min',
  ])
})
