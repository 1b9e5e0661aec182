import { describe, expect, it } from 'vitest'
import { beneathTheRefusal } from './beneath.ts'

describe('beneathTheRefusal', () => {
  it('ranks the truth among the decoys', () => {
    expect(beneathTheRefusal([-1, -3, -2.5], 3)).toEqual({ rank: 1, candidates: 3, margin: 1.5 })
    expect(beneathTheRefusal([-4, -3, -2.5, -9], 4)).toEqual({ rank: 3, candidates: 4, margin: -1.5 })
  })
  it('gives ties their middle rank, so that a model that knows nothing gets the middle', () => {
    expect(beneathTheRefusal(new Array<number>(33).fill(-5), 33)?.rank).toBe(17)
    expect(beneathTheRefusal([-1, -1, -2], 3)).toEqual({ rank: 1.5, candidates: 3, margin: 0 })
  })
  it('needs one decoy', () => {
    expect(beneathTheRefusal([-2, -1], 2)).toEqual({ rank: 2, candidates: 2, margin: -1 })
  })
  it('says nothing when anything is missing', () => {
    expect(beneathTheRefusal(null, 33)).toBeNull()
    expect(beneathTheRefusal([-1, -2], 3)).toBeNull()
    expect(beneathTheRefusal([-1, Number.NaN, -2], 3)).toBeNull()
    expect(beneathTheRefusal([-1, Number.NEGATIVE_INFINITY, -2], 3)).toBeNull()
    expect(beneathTheRefusal([-1], 1)).toBeNull()
  })
})
