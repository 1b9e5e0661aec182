import { expect, it } from 'vitest'
import { LeakscopeError } from '../domain/errors.ts'
import { BENCHMARKS } from './registry.ts'
import { benchmarkById } from './by-id.ts'

it('has unique, versioned benchmarks', () => {
  const ids = BENCHMARKS.map(({ meta }) => meta.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { meta } of BENCHMARKS) expect(meta.version).toMatch(/^\d+\.\d+\.\d+$/)
})

it('finds one by its id, or says which there are', () => {
  expect(benchmarkById(BENCHMARKS, 'mm-privacy').meta.id).toBe('mm-privacy')
  expect(() => benchmarkById(BENCHMARKS, 'nope')).toThrow(LeakscopeError)
  expect(() => benchmarkById(BENCHMARKS, 'nope')).toThrow(/"nope" is unknown; allowed are mm-privacy/)
})
