import { describe, expect, it } from 'vitest'
import { adaptLabels, guardPrompt, headsOf, scoredHeads, shortestScored, verdictHeads } from './adapter.ts'

const labelled = (...names: string[]) => ({ id2label: Object.fromEntries(names.map((name, i) => [i, name])) })

describe('sequence classifiers by their label names', () => {
  it('our own: two labels, each by itself', () => {
    const adapter = adaptLabels({ ...labelled('harm', 'private'), problem_type: 'multi_label_classification' })
    expect(headsOf([0, Math.log(3)], adapter)).toEqual({ harm: 0.5, private: expect.closeTo(0.75) as number })
  })

  it("the paper's: one nameless label whose sigmoid is P(harmless)", () => {
    for (const config of [{}, labelled('LABEL_0')])
      expect(headsOf([Math.log(3)], adaptLabels(config))).toEqual({ harm: expect.closeTo(0.25) as number })
  })

  it.each([
    [['safe', 'unsafe'], [0, Math.log(3)], 0.75],
    [['unsafe', 'safe'], [0, Math.log(3)], 0.25],
    [['neutral', 'toxic'], [0, 0], 0.5],
    [['SAFE', 'INJECTION'], [0, 0], 0.5],
    [['non-toxic', 'toxic'], [Math.log(3), 0], 0.25],
    [['harmless', 'spam', 'violence'], [0, 0, 0], 1 / 3],
    [['ok', 'spam'], [0, Math.log(3)], 0.75],
  ])('%j share one probability', (names, logits, harm) => {
    expect(headsOf(logits, adaptLabels(labelled(...names)))['harm']).toBeCloseTo(harm)
  })

  it('labels of harm without a harmless one count by their largest', () => {
    const adapter = adaptLabels(labelled('toxic', 'severe_toxic', 'obscene', 'threat', 'insult', 'identity_hate'))
    expect(headsOf([-2, -3, -4, 1, -2, -9], adapter)['harm']).toBeCloseTo(1 / (1 + Math.exp(-1)))
  })

  it('names the labels that say nothing', () => {
    expect(() => adaptLabels(labelled('cat', 'dog'))).toThrow(/labels are cat, dog; allowed are/)
  })
})

describe('guard LLMs', () => {
  it('are read by the log-probabilities of two words', () => {
    expect(verdictHeads([-1, -1])).toEqual({ harm: 0.5 })
    expect(verdictHeads([Math.log(0.3), Math.log(0.1)])['harm']).toBeCloseTo(0.75)
  })

  it('see the question and the answer', () => {
    expect(guardPrompt('an answer', 'a question')).toMatch(/a question[\s\S]*an answer[\s\S]*Answer:$/)
  })
})

describe('texts shorter than anything harmful', () => {
  it('are not scored by the head that never saw one', () => {
    const shortest = shortestScored({ shortest_scored: { harm: 2 } })
    const heads = { harm: 0.9, private: 0.2 }
    for (const text of ['non-binary', ' slsoymtcyis\n'])
      expect(scoredHeads(heads, text, shortest)).toEqual({ private: 0.2 })
    for (const text of ['top left', '逃税']) expect(scoredHeads(heads, text, shortest)).toEqual(heads)
  })

  it('are scored where a detector says nothing of them', () => {
    for (const config of [{}, { shortest_scored: 4 }, { shortest_scored: { harm: 'four' } }])
      expect(scoredHeads({ harm: 0.9 }, 'word', shortestScored(config))).toEqual({ harm: 0.9 })
  })
})
