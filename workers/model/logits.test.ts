import { describe, expect, it } from 'vitest'
import { logProbOf, rowStatistics } from './logits.ts'

describe('rowStatistics', () => {
  it('knows the uniform distribution', () => {
    const { logSumExp, entropy, argmax } = rowStatistics(new Float32Array(8).fill(3))
    expect(argmax).toBe(0)
    expect(logSumExp).toBeCloseTo(3 + Math.log(8), 12)
    expect(entropy).toBeCloseTo(Math.log(8), 12)
  })

  it('agrees with the definition, far from overflow or not', () => {
    for (const offset of [0, 1000]) {
      const logits = [1, 2, 4].map((x) => x + offset)
      const weights = [1, 2, 4].map((x) => Math.exp(x))
      const sum = weights.reduce((a, b) => a + b)
      const p = weights.map((w) => w / sum)
      const { argmax, entropy } = rowStatistics(Float32Array.from(logits))
      expect(argmax).toBe(2)
      expect(entropy).toBeCloseTo(-p.reduce((a, x) => a + x * Math.log(x), 0), 10)
      expect(logProbOf(Float32Array.from(logits), 1)).toBeCloseTo(Math.log(p[1]!), 10)
    }
  })

  it('takes a forbidden token for probability zero, not NaN', () => {
    const { entropy, logSumExp } = rowStatistics(Float32Array.from([0, -Infinity]))
    expect(entropy).toBe(0)
    expect(logSumExp).toBe(0)
  })
})
