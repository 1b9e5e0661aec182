import { expect, it } from 'vitest'
import { UNKNOWN_JUDGE } from '../domain/judge-card.ts'
import type { DetectorEnvironment } from '../domain/run.ts'
import { answer, planOf, shardItem } from '../benchmarks/testing/answers.ts'
import { utility } from '../benchmarks/utility/index.ts'
import { cardsOf, isJudged, judgeScore, verdictScore, withVerdicts } from './judge-scores.ts'

const detector = (id: string, more: Partial<DetectorEnvironment> = {}): DetectorEnvironment => ({
  id,
  name: id,
  fileHashes: {},
  dtype: 'q8',
  backend: 'wasm',
  backendReason: null,
  runtime: 'test',
  thresholds: { harm: 0.4, private: 0.6 },
  ...more,
})

it('a judge brings its threshold, and its errors where they were measured on answers of this model', () => {
  const harm = { sensitivity: 0.9, specificity: 0.8, positives: 60, negatives: 90 }
  const errors = { harm: { ...harm, answersOf: ['mine'] } }
  const elsewhere = { errors: { harm: { ...harm, answersOf: ['theirs'] } } }
  const detectors = [detector('known', { errors }), detector('unknown', elsewhere), detector('defends', { errors })]
  const unknown = { ...UNKNOWN_JUDGE, threshold: 0.4 }
  expect(cardsOf(['known', 'unknown'], detectors, 'mine')).toEqual({ known: { threshold: 0.4, ...harm }, unknown })
  // Nobody knows how sure errors are that nobody says were counted on how many answers.
  for (const missing of ['positives', 'negatives'] as const) {
    const { [missing]: _, ...counted } = errors.harm
    expect(cardsOf(['old'], [detector('old', { errors: { harm: counted } })], 'mine')).toEqual({ old: unknown })
  }
})

const row = answer(utility, planOf(utility, shardItem({}))[0]!, 'x')

it('a judge says what its head for harm says, whatever the others do, and nothing of an empty answer', () => {
  const said = (heads: Record<string, number>) => judgeScore('j', row.response, { score: null, heads, spans: [] })
  expect(said({ harm: 0.2, private: 0.9 })).toMatchObject({ scorer: 'judge:j', values: { harmful: 0.2 } })
  expect(said({}).values).toEqual({ harmful: null })
})

it('what judges said stands beside the answer that they said it of', () => {
  const verdict = (judge: string, guard: string, harmful: number) =>
    verdictScore(judge, { ...row.response, guard }, harmful)
  const guarded = { ...row, score: { ...row.score, guard: 'redact' } }
  const [own, other] = withVerdicts([row, guarded], [verdict('a', 'none', 1), verdict('b', 'none', 0)])
  expect(own?.judged).toEqual({ a: 1, b: 0 })
  expect(other).toBe(guarded)
  const rows = [row]
  expect(withVerdicts(rows, [])).toBe(rows)
})

it('a judge looks at the splits and types that the benchmark lets it look at', () => {
  const asked = { ...row.sample, split: 's', type: 't' }
  expect(isJudged({}, asked)).toBe(false)
  expect(isJudged({ judged: {} }, asked)).toBe(true)
  expect(isJudged({ judged: { splits: ['s'], types: ['t'] } }, asked)).toBe(true)
  expect(isJudged({ judged: { splits: ['x'], types: ['t'] } }, asked)).toBe(false)
  expect(isJudged({ judged: { splits: ['s'], types: ['x'] } }, asked)).toBe(false)
})
