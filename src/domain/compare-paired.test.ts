import { describe, expect, it } from 'vitest'
import { compareScores } from './compare-paired.ts'
import type { Outcome, Score } from './score.ts'

const scores = (outcomes: Record<string, Outcome>): Score[] =>
  Object.entries(outcomes).map(([sampleId, outcome]) => ({
    runId: 'r',
    sampleId,
    guard: 'none',
    scorer: 's@1',
    outcome,
    level: 'none',
    partial: null,
    refused: false,
    fabricated: 0,
    spans: [],
    probe: null,
  }))

describe('compareScores', () => {
  it('pairs by sample, leaving out errors and what only one run has', () => {
    const first = scores({ a: 'leak', b: 'leak', c: 'refused', d: 'other', e: 'error', f: 'leak', h: 'unparsed' })
    const second = scores({ a: 'leak', b: 'refused', c: 'leak', d: 'refused', e: 'leak', g: 'leak', h: 'leak' })
    expect(compareScores(first, second)).toEqual({
      n: 4,
      both: 1,
      onlyFirst: 1,
      onlySecond: 1,
      neither: 1,
      difference: 0,
      p: 1,
      unpaired: 4,
    })
  })

  it('tests the discordant pairs exactly', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `s${i}`)
    const first = scores(Object.fromEntries(ids.map((id, i) => [id, i < 10 ? 'leak' : 'other'])))
    const second = scores(Object.fromEntries(ids.map((id, i) => [id, i === 15 || i === 0 ? 'leak' : 'other'])))
    // statsmodels 0.15.0: mcnemar(9 against 1) = 0.021484375
    const comparison = compareScores(first, second)
    expect(comparison).toMatchObject({ onlyFirst: 9, onlySecond: 1, difference: -0.4 })
    expect(comparison.p).toBeCloseTo(0.021484375, 12)
  })

  it('compares other outcomes, says nothing of nothing, and refuses two scores for one sample', () => {
    expect(compareScores(scores({ a: 'refused' }), scores({ a: 'leak' }), 'refused')).toMatchObject({ onlyFirst: 1 })
    expect(compareScores([], scores({ a: 'leak' }))).toMatchObject({ n: 0, difference: null, p: null, unpaired: 1 })
    expect(() => compareScores([...scores({ a: 'leak' }), ...scores({ a: 'leak' })], [])).toThrow(
      /two scores for sample "a"/,
    )
  })
})
