import { expect, test } from 'vitest'
import { affordable, nullBand } from './labelings.ts'

test('a hundred labelings, of many rows fewer, but never so few that none falls below .05', () => {
  // Five fits, of 40 rows of 6 numbers, 80 passes: 96,000 multiplications a layer.
  expect(affordable(3, 40, 6)).toBe(100)
  // 5 · 160 · 160 · 80 = 10,240,000 a layer; 16 layers take 163,840,000, sixty-one times within 1e10.
  expect(affordable(16, 160, 160)).toBe(61)
  // Wider vectors cost no more: of 160 rows there are 160 coordinates.
  expect(affordable(16, 160, 4096)).toBe(61)
  expect(affordable(16, 160, 80)).toBe(100)
  expect(affordable(16, 320, 160)).toBe(30)
  // 400,000,000 a labeling: twenty-five times within it to the last one.
  expect(affordable(1, 1000, 1000)).toBe(25)
  expect(affordable(8, 160, 160)).toBe(100)
  expect(affordable(16, 1000, 1000)).toBe(20)
})

test('the null’s mean, and what lies between its 2.5th and 97.5th percentile', () => {
  const cell = { split: null, task: 'probe', type: 'layer-0' }
  // 0, 1 … 40 of 40: every percentile of 2.5 is one of them.
  const values = Array.from({ length: 41 }, (_, i) => ((i * 7) % 41) / 40)
  const band = nullBand(cell, values)
  expect(band).toMatchObject({ ...cell, metric: 'probe-accuracy[null]', n: 41, k: null })
  expect(band.value).toBeCloseTo(0.5, 12)
  expect(band.ci?.[0]).toBeCloseTo(1 / 40, 12)
  expect(band.ci?.[1]).toBeCloseTo(39 / 40, 12)
})
