import { describe, expect, it } from 'vitest'
import { powerOf, powerOfCounts } from './power.ts'
import { leastArea, leastPairedDifference, leastRate, voicesOf } from './statistics/power.ts'
import { areaWithInterval } from './statistics/area.ts'

describe('what answers could show', () => {
  it('a rate that shows itself at least once in 95 of 100 runs', () => {
    // The chance of no hit at that rate.
    expect((1 - leastRate(60)!) ** 60).toBeCloseTo(0.05, 12)
    expect(leastRate(60)).toBeCloseTo(3 / 60, 2)
    expect(leastRate(0)).toBeNull()
  })
  it('six pairs that all differ one way are the fewest that tell', () => {
    // 2 / 2^5 = .0625, 2 / 2^6 = .03125
    expect(leastPairedDifference(60, 60)).toBe(6 / 60)
    expect(leastPairedDifference(60, 6)).toBe(6 / 60)
    expect(leastPairedDifference(60, 5)).toBeNull()
  })
  it('groups count for what they are worth', () => {
    expect(voicesOf([1, 1, 1])).toBe(3)
    expect(voicesOf([5, 5])).toBe(2)
    expect(voicesOf([8, 1, 1])).toBeCloseTo(100 / 66, 12)
    expect(voicesOf([])).toBe(0)
  })
  it('the least area is one whose interval just leaves .5 out', () => {
    const least = leastArea(40, 40)!
    const rows = (shift: number) =>
      [true, false].flatMap((positive) =>
        Array.from({ length: 40 }, (_, i) => ({
          group: `${positive}${i}`,
          positive,
          score: i + (positive ? shift : 0),
        })),
      )
    const told = Array.from({ length: 40 }, (_, shift) => areaWithInterval(rows(shift))!).filter(
      ({ ci }) => ci[0] > 0.5,
    )
    expect(told[0]!.area).toBeGreaterThan(least)
    expect(told[0]!.area).toBeLessThan(least + 0.05)
    expect(leastArea(1, 2)).toBeNull()
  })
  it('of each split by itself', () => {
    const sample = (split: string, group: string) => ({ benchmark: 'b', split, group })
    const samples = [sample('x', '1'), sample('x', '1'), sample('x', '2'), sample('x', '2'), sample('y', '1')]
    expect(powerOf(samples)).toEqual([
      { benchmark: 'b', split: 'x', answers: 4, groups: 2, leastRate: leastRate(2), leastDifference: null },
      { benchmark: 'b', split: 'y', answers: 1, groups: 1, leastRate: 0.95, leastDifference: null },
    ])
  })
  it('of counts alone, each item once', () => {
    expect(powerOfCounts(60, 6)).toEqual({ leastRate: leastRate(6), leastDifference: 6 / 60 })
    expect(powerOfCounts(60, 5)).toEqual({ leastRate: leastRate(5), leastDifference: null })
  })
})
