import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'

describe('canonicalJson', () => {
  it('sorts keys at every depth and drops undefined', () => {
    expect(canonicalJson({ b: 1, a: { d: null, c: [true, 'x'] }, e: undefined })).toBe(
      '{"a":{"c":[true,"x"],"d":null},"b":1}',
    )
  })

  it('does not depend on the order of insertion, also for keys that look like numbers', () => {
    expect(canonicalJson({ z: 1, 10: 2, 9: 3 })).toBe(canonicalJson({ 9: 3, z: 1, 10: 2 }))
    expect(canonicalJson({ 10: 2, 9: 3 })).toBe('{"10":2,"9":3}')
  })

  it('writes minus zero as zero and text as JSON does', () => {
    expect(canonicalJson([-0, 1e21, 'é"\n'])).toBe('[0,1e+21,"é\\"\\n"]')
  })

  it('parses back to the same value', () => {
    const value = { a: [1, 2, { b: '\u2028' }], __proto__x: {}, n: null }
    expect(JSON.parse(canonicalJson(value))).toEqual(value)
  })

  it('refuses what JSON cannot hold', () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    for (const bad of [
      Number.NaN,
      [undefined],
      Array.from({ length: 2 }),
      () => 1,
      1n,
      new Date(0),
      new Map(),
      loop,
      undefined,
    ]) {
      expect(() => canonicalJson(bad)).toThrow(TypeError)
    }
  })

  it('allows the same object twice when it is no cycle', () => {
    const shared = { a: 1 }
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]')
  })
})
