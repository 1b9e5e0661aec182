import { expect, it } from 'vitest'
import type { DetectorEnvironment } from '../run.ts'
import { cardsOf } from './judge.ts'

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
  const harm = { sensitivity: 0.9, specificity: 0.8 }
  const errors = { harm: { ...harm, answersOf: ['mine'] } }
  const elsewhere = { errors: { harm: { ...harm, answersOf: ['theirs'] } } }
  const detectors = [detector('known', { errors }), detector('unknown', elsewhere), detector('defends', { errors })]
  expect(cardsOf(['known', 'unknown'], detectors, 'mine')).toEqual({
    known: { threshold: 0.4, sensitivity: 0.9, specificity: 0.8 },
    unknown: { threshold: 0.4, sensitivity: null, specificity: null },
  })
})
