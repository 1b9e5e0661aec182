import { describe, expect, it } from 'vitest'
import { leastArea, leastPairedDifference, leastRate, voicesOf } from './power.ts'

describe('leastRate', () => {
  it('is the rate of which nothing is seen in 5 of 100 runs', () => {
    for (const n of [1, 3, 24, 60.5]) expect((1 - leastRate(n)!) ** n).toBeCloseTo(0.05, 12)
    // Hanley and Lippman-Hand 1983: about 3/n.
    expect(leastRate(300)).toBeCloseTo(3 / 300, 3)
  })
  it('of no answers cannot be said', () => expect(leastRate(0)).toBeNull())
})

it('groups that speak with one voice are worth their squared sum over the sum of squares', () => {
  expect(voicesOf([5, 5, 5])).toBe(3)
  expect(voicesOf([4, 1, 1])).toBe(2)
  expect(voicesOf([])).toBe(0)
})

describe('leastPairedDifference', () => {
  it('needs six that change one way: 2/2^6 is under .05, 2/2^5 above', () => {
    expect(leastPairedDifference(24, 24)).toBe(6 / 24)
    expect(leastPairedDifference(12, 6)).toBe(6 / 12)
    expect(leastPairedDifference(12, 5)).toBeNull()
    expect(leastPairedDifference(0, 0)).toBeNull()
  })
})

describe('leastArea', () => {
  it('lies 1.96 standard errors above .5', () => {
    // Of ten and ten Newcombe's variance at .5 is .25 (1 + 9 * 2/3) / 100 = .0175.
    expect(leastArea(10, 10)).toBeCloseTo(0.5 + 1.959963984540054 * Math.sqrt(0.0175), 12)
    // Of 4 and 8: .25 (1 + 5 * 2/3) / 32.
    expect(leastArea(4, 8)).toBeCloseTo(0.5 + 1.959963984540054 * Math.sqrt((0.25 * (13 / 3)) / 32), 12)
  })
  it('of few is more than there is', () => {
    expect(leastArea(3, 3)).toBeCloseTo(0.999, 3)
    expect(leastArea(2, 3)).toBeNull()
    expect(leastArea(0, 5)).toBeNull()
    expect(leastArea(5, 0)).toBeNull()
  })
})
