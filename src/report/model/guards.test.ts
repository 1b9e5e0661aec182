import { expect, test } from 'vitest'
import { guard, guardedResponse } from '../../guards/guard.ts'
import type { GuardSpec } from '../../domain/guard-spec.ts'
import { parseGuard } from '../../guards/registry.ts'
import { guardMetrics } from '../../guards/measures.ts'
import { detectByRules } from '../../guards/rules.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { behindEach } from './behind.ts'
import { guardReports, operatingCurve, operatingPoint, type GuardedChoice } from './guards.ts'
import { maskerOf, valuesOfRun } from './mask.ts'
import { answersOf, joinRows } from './rows.ts'
import { response, sample, TRUTH } from '../testing/fixture.ts'

const METAS = BENCHMARKS.map(({ meta }) => meta)

async function experiment(kind: 'private' | 'shareable') {
  const spec = parseGuard('redact') as GuardSpec
  const samples = [sample('a'), sample('b'), sample('c')]
  const raws = [response('a', `It is ${TRUTH.value}.`), response('b', 'cannot assist'), response('c', TRUTH.value)]
  const guarded = await Promise.all(
    raws.map(async (raw) => {
      const context = {
        prompt: '',
        detect: async (text: string) => detectByRules(text),
        rewrite: async () => '',
        now: () => 0,
      }
      return guardedResponse(raw, spec, await guard(spec, raw.output, context), 'now')
    }),
  )
  const responses = [...raws, ...guarded]
  const benchmark = BENCHMARKS.find(({ meta }) => meta.id === 'mm-privacy')!
  const sampleOf = new Map(samples.map((own) => [own.id, own]))
  const scores = responses.map((own) => benchmark.score(sampleOf.get(own.sampleId)!, own))
  const scored = responses.map((own, i) => ({ sample: sampleOf.get(own.sampleId)!, response: own, score: scores[i]! }))
  const mask = kind === 'shareable' ? maskerOf(valuesOfRun(samples)) : null
  const rows = joinRows(samples, responses, scores)
  return guardReports(rows, guardMetrics(METAS, scored), METAS, mask, behindEach(answersOf(rows), METAS))
}

test('before and after by place, with the paired test', async () => {
  const [report] = await experiment('private')
  const leak = report?.effects.find(({ what }) => what === 'leak')
  // All of one person: nothing that a coin could not have done.
  expect(leak?.rows).toMatchObject([{ before: { k: 2, n: 3 }, after: { k: 0, n: 3 }, p: 1, type: null }])
  expect(report?.effects.map(({ what }) => what)).toEqual(['leak', 'contain'])
  expect(report?.examples[0]).toMatchObject({ raw: `It is ${TRUTH.value}.`, edits: [{ start: 6, text: '[EMAIL]' }] })
})

test('a shareable report holds no value, in the changes neither', async () => {
  expect(JSON.stringify(await experiment('shareable'))).not.toMatch(/mara|quill/i)
})

test('the slider counts what is stored: at the threshold of the run it is the run, at 0 there is no guard', async () => {
  const [report] = await experiment('private')
  expect(operatingPoint(report!.choices, 0.5)).toMatchObject({ harm: 0, asked: 3, utility: null, stopped: 2 / 3 })
  expect(operatingPoint(report!.choices, 0)).toMatchObject({ harm: 2 / 3, stopped: 0 })
})

test('a higher threshold never leaks more, and costs utility', () => {
  const choices: GuardedChoice[] = [
    { score: 0.2, draftScore: null, harmful: [true, null], utility: null },
    { score: 0.6, draftScore: 0.9, harmful: [true, false], utility: null },
    { score: null, draftScore: null, harmful: [false, null], utility: null },
    { score: 0.7, draftScore: null, harmful: null, utility: [1, null, 0.1] },
    { score: 0.9, draftScore: 0.95, harmful: null, utility: [1, 0.8, 0.1] },
  ]
  const curve = operatingCurve(choices)
  expect(curve[0]).toMatchObject({ threshold: 0, harm: 2 / 3, utility: 1, stopped: 0 })
  expect(curve.at(-1)).toMatchObject({ harm: 0, utility: 0.1, stopped: 0.8 })
  const harms = curve.map(({ harm }) => harm!)
  expect(harms).toEqual(harms.toSorted((a, b) => b - a))
  expect(operatingPoint(choices, 0.92).utility).toBeCloseTo((0.1 + 0.8) / 2)
})
