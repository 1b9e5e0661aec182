import { expect, test } from 'vitest'
import { gradients } from './gradients.ts'

test('four changes at four times in five sizes of batch, each a cosine with its spread', () => {
  expect(gradients.columns).toHaveLength(6)
  expect(gradients.rows).toHaveLength(16)
  for (const [, ...cells] of gradients.rows)
    for (const cell of cells) {
      expect(cell).toMatch(/^-?[01]\.\d\d ± \d\.\d\d$/)
      expect(Math.abs(Number.parseFloat(cell))).toBeLessThanOrEqual(1)
    }
})
