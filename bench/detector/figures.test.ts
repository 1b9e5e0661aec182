import { expect, it } from 'vitest'
import { aucError, figuresOf, shareError } from './figures.ts'

const rows = [
  { p: 0.9, y: true },
  { p: 0.4, y: true },
  { p: 0.6, y: false },
  { p: 0.1, y: false },
]

it('gives the figures of the card', () => {
  expect(figuresOf(rows, 0.5)).toEqual({ auc: 0.75, accuracy: 0.5, precision: 0.5, recall: 0.5, f1: 0.5 })
  expect(figuresOf([{ p: 0.2, y: false }], 0.5)).toEqual({
    auc: null,
    accuracy: 1,
    precision: null,
    recall: null,
    f1: null,
  })
})

it('errors are those of the sources', () => {
  // Hanley and McNeil's own example: an area of .893 on 51 and 58 pictures has a standard error of .032.
  expect(Math.abs(aucError(0.893, 51, 58) - 0.032)).toBeLessThan(0.001)
  expect(shareError(0.5, 100)).toBeCloseTo(0.05)
})
