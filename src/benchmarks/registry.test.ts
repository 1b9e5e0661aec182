import { expect, it } from 'vitest'
import { LeakscopeError } from '../domain/errors.ts'
import { BENCHMARKS, benchmarkById } from './registry.ts'

it('has unique, versioned benchmarks', () => {
  const ids = BENCHMARKS.map(({ meta }) => meta.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { meta } of BENCHMARKS) expect(meta.version).toMatch(/^\d+\.\d+\.\d+$/)
})

it('finds one by its id, or says which there are', () => {
  expect(benchmarkById('mm-privacy').meta.id).toBe('mm-privacy')
  expect(() => benchmarkById('nope')).toThrow(LeakscopeError)
  expect(() => benchmarkById('nope')).toThrow(/unknown benchmark "nope"; allowed are mm-privacy/)
})
