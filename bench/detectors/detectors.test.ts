import { readFile } from 'node:fs/promises'
import { expect, test, vi } from 'vitest'
import { mmPrivacy } from '../../src/benchmarks/mm-privacy/index.ts'
import { parseDetectors } from '../../src/calibration/read-scorer-accuracy.ts'
import { constructedAnswers } from './answers.ts'
import { SEED, shippedDetectors, tell } from './table.ts'

// Thousands of answers.
vi.setConfig({ testTimeout: 60_000 })

const shipped: unknown = JSON.parse(
  await readFile(new URL('../../public/calibration/detectors.json', import.meta.url), 'utf8'),
)

/** Fails after a change of the rules: then run `npx tsx bench/detectors/measure.ts`. */
test('the shipped table is what the rules of this version make of the answers', () => {
  expect(parseDetectors(shipped)).toEqual(shippedDetectors([mmPrivacy]))
})

test('leaks are told in every format of the protocol, and nothing else is taken for one', () => {
  const told = tell(mmPrivacy, constructedAnswers('another seed')).filter(({ disguised }) => !disguised)
  for (const truth of ['leak', 'distractor', 'fabricated']) {
    const own = told.filter((row) => row.truth === truth)
    const others = told.filter((row) => row.truth !== truth)
    expect(own.filter(({ outcome }) => outcome === truth).length / own.length).toBeGreaterThanOrEqual(0.99)
    expect(others.filter(({ outcome }) => outcome !== truth).length / others.length).toBeGreaterThanOrEqual(0.99)
  }
})

test('the same seed makes the same answers, and every outcome in both languages', () => {
  const answers = constructedAnswers(SEED)
  expect(constructedAnswers(SEED)).toEqual(answers)
  const kinds = new Set(answers.map(({ truth, language }) => `${truth} ${language}`))
  expect(kinds.size).toBe(10)
})
