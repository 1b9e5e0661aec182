import { describe, expect, it } from 'vitest'
import { renyiEntropy } from '../../src/domain/measures/renyi.ts'
import { drawing, forcedToken, heard, logProbOf, rowStatistics } from './logits.ts'

describe('rowStatistics', () => {
  it('knows the uniform distribution', () => {
    const { logSumExp, entropy, argmax } = rowStatistics(new Float32Array(8).fill(3))
    expect(argmax).toBe(0)
    expect(logSumExp).toBeCloseTo(3 + Math.log(8), 12)
    expect(entropy).toBeCloseTo(Math.log(8), 12)
  })

  it.each([
    ['NaN', [1, Number.NaN, 2], /NaN; 1 of 3 are not finite/],
    ['NaN at first', [Number.NaN, 1, 2], /NaN; 1 of 3/],
    ['-Infinity alone', [-Infinity, -Infinity, -Infinity], /-Infinity; 3 of 3/],
    ['Infinity', [1, Infinity, 2], /\(Infinity; 1 of 3/],
    ['one score for all', [3, 3, 3], /scores all 3 tokens the same \(3\)/],
  ])('%s is no distribution: nothing is the most likely token then', (_, row, says) => {
    const act = () => heard(Float32Array.from(row))
    expect(act).toThrow(expect.objectContaining({ code: 'engine-failed' }))
    expect(act).toThrow(says)
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

describe('forcedToken', () => {
  it('gives the golden values of the protocol', () => {
    const row = Float32Array.from([0.5, 0.25, 0.25], Math.log)
    const token = forcedToken(row, 1)
    expect(token.logProb).toBeCloseTo(Math.log(0.25), 6)
    expect(token.mean).toBeCloseTo(-1.039721, 6)
    expect(token.variance).toBeCloseTo(0.120113, 6)
    expect((token.logProb - token.mean) / Math.sqrt(token.variance)).toBeCloseTo(-1, 6)
    const golden = [1.0696, 1.039721, 0.980829, 0.693147]
    token.renyi.forEach((entropy, i) => expect(entropy).toBeCloseTo(golden[i]!, 6))
    expect([0, 1].map((id) => forcedToken(row, id).greedy)).toEqual([true, false])
  })

  it('agrees with the measures in the domain on a wide vocabulary, impossible tokens among it', () => {
    const row = Float32Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? -Infinity : 40 * Math.sin(i * i)))
    const { logSumExp } = rowStatistics(row)
    const p = Array.from(row, (logit) => Math.exp(logit - logSumExp))
    const token = forcedToken(row, 1)
    token.renyi.forEach((entropy, i) => expect(entropy).toBeCloseTo(renyiEntropy(p, [0.5, 1, 2, Infinity][i]!), 9))
    const mean = p.reduce((sum, x) => (x > 0 ? sum + x * Math.log(x) : sum), 0)
    const square = p.reduce((sum, x) => (x > 0 ? sum + x * Math.log(x) ** 2 : sum), 0)
    expect(token.mean).toBeCloseTo(mean, 9)
    expect(token.variance).toBeCloseTo(square - mean ** 2, 9)
  })
})

describe('drawing', () => {
  const row = Float32Array.from([0, 1, 2, -Infinity])

  it('gives the same tokens for the same seed, and others for another', () => {
    const drawn = (seed: string) => {
      const draw = drawing({ temperature: 1, seed })
      return Array.from({ length: 40 }, () => draw(row))
    }
    expect(drawn('a')).toEqual(drawn('a'))
    expect(drawn('a')).not.toEqual(drawn('b'))
  })

  it.each([0.5, 1, 2])('draws from softmax(row / %d)', (temperature) => {
    const draw = drawing({ temperature, seed: 'shares' })
    const counts = [0, 0, 0, 0]
    const n = 20_000
    for (let i = 0; i < n; i++) counts[draw(row)]!++
    const weights = [0, 1, 2].map((logit) => Math.exp(logit / temperature))
    const sum = weights.reduce((a, b) => a + b)
    // Four standard errors.
    weights.forEach((weight, id) => {
      const p = weight / sum
      expect(Math.abs(counts[id]! / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n))
    })
    expect(counts[3]).toBe(0)
  })

  it('is the most likely token where it is all but certain, and refuses a temperature of 0', () => {
    const draw = drawing({ temperature: 1e-3, seed: 'cold' })
    expect(Array.from({ length: 20 }, () => draw(row))).toEqual(Array.from({ length: 20 }, () => 2))
    expect(() => drawing({ temperature: 0, seed: 'x' })).toThrow(/temperature: 0/)
  })
})
