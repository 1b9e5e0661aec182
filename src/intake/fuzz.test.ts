import { expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'

/** 10,000 of each format: `npm run test:fuzz`. */
test('bent files of each format end in an import or one clear error', async () => {
  for await (const { format, imported, refused, failures } of fuzz({ to: 200 }, 'test')) {
    expect(failures).toEqual([])
    // Bending that breaks everything, or nothing, would test nothing.
    expect([format, imported > 0, refused > 0]).toEqual([format, true, true])
  }
}, 120_000)
