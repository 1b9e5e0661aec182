import { describe, expect, it } from 'vitest'
import { balancedAccuracy, tprAtFpr } from './roc.ts'

describe('roc', () => {
  it('takes equal scores of both classes at one threshold', () => {
    // From 2 on half of the positives and nobody else; from 1 on everybody.
    expect(tprAtFpr([1, 2], [1], 0.5)).toBe(0.5)
    expect(tprAtFpr([1, 2], [1], 1.1)).toBe(1)
    expect(balancedAccuracy([1, 2], [1])).toBe(0.75)
  })

  it('sorts both classes, and goes on after the last of either', () => {
    // By threshold: 9 (0, 1/3), 8 (1/3, 1/3), 7 (2/3, 1/3), 5 (2/3, 2/3), 4 (1, 2/3), 1 (1, 1).
    expect(tprAtFpr([4, 8, 7], [5, 1, 9], 0.5)).toBeCloseTo(2 / 3, 12)
    expect(balancedAccuracy([4, 8, 7], [5, 1, 9])).toBeCloseTo((2 / 3 + 2 / 3) / 2, 12)
    expect(balancedAccuracy([1, 2], [3])).toBe(0.5)
    expect(tprAtFpr([1], [2], 1.1)).toBe(1)
  })

  it('finds nobody where the first threshold already alarms too often, and is no worse than a coin', () => {
    expect(tprAtFpr([1], [2], 0.05)).toBe(0)
    expect(balancedAccuracy([1], [2])).toBe(0.5)
  })

  it('wants a rate of false alarms below the limit, not at it', () => {
    expect(tprAtFpr([3, 1], [2, 0], 0.5)).toBe(0.5)
    expect(tprAtFpr([3, 1], [2, 0], 0.51)).toBe(1)
  })

  it('needs both classes and real numbers', () => {
    for (const of of [(p: number[], n: number[]) => tprAtFpr(p, n, 0.05), balancedAccuracy]) {
      expect(of([], [1])).toBeNull()
      expect(of([1], [])).toBeNull()
      expect(() => of([Number.NaN], [1])).toThrow(RangeError)
    }
  })
})
