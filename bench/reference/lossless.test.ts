/**
 * @file What the private kind of export holds is all that the numbers were made of: read back, it gives the
 * same ones to the last bit.
 */
import { describe, expect, test } from 'vitest'
import { allMetrics } from '../../src/guards/run-metrics.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { Score } from '../../src/domain/score.ts'
import type { Scored } from '../../src/benchmarks/contract.ts'
import { privateLines } from '../../src/report/export/evidence.ts'
import { readExported, readPrivateRow, readRunJson } from '../../src/report/export/read.ts'
import { answerLines } from '../../src/report/export/answers.ts'
import { runsJson } from '../../src/report/export/runs.ts'
import { inventedRun } from './invented-run.ts'

const input = await inventedRun(40)
const run = readRunJson(runsJson([input]))
const rows = [...privateLines(input)].map((line) => readPrivateRow(line))

const read = readExported(run, rows)
const scoredBy = new Map(read.scores.map((score) => [JSON.stringify([score.sampleId, score.guard]), score]))
const sampleBy = new Map(read.samples.map((sample) => [sample.id, sample]))
const scored = read.responses.map((response): Scored => ({
  sample: sampleBy.get(response.sampleId)!,
  response,
  score: scoredBy.get(JSON.stringify([response.sampleId, response.guard]))!,
}))

describe('from the private files alone', () => {
  test('the numbers are the same to the last bit', () => {
    const again = allMetrics(BENCHMARKS, scored, read.judgements)
    expect(JSON.parse(JSON.stringify(again))).toEqual(run.metrics)
  })

  test('what was read is exported again as the same bytes', () => {
    expect([...privateLines(read)].join('')).toBe([...privateLines(input)].join(''))
    expect(runsJson([read])).toBe(runsJson([input]))
  })

  test('the scorers say the same again', () => {
    const again = scored.map(({ sample, response }) => {
      const benchmark = BENCHMARKS.find(({ meta }) => meta.id === sample.benchmark)!
      return benchmark.score(sample, response)
    })
    expect(again.map(bare)).toEqual(input.scores.map(bare))
  })

  test('the fixture reaches what a run may hold: every benchmark, guards, judges, layers, errors', () => {
    expect(new Set(run.metrics.map(({ benchmark }) => benchmark)).size).toBe(BENCHMARKS.length + 1)
    const names = new Set(run.metrics.map(({ metric }) => metric))
    for (const name of [
      'probe-p',
      'exposure',
      'forget-quality',
      'ASR-judged[gpt]',
      'stream-seen[every 4]',
      'escape-effect',
    ])
      expect(names).toContain(name)
    expect(rows.some(({ error }) => error !== null)).toBe(true)
    expect(Object.keys(run.logged)).toEqual(['mllmu-bench'])
  })
})

/** Absent and null are one in a file. */
function bare(score: Score): unknown {
  return JSON.parse(JSON.stringify({ ...score, control: score.control ?? null }))
}

test('the shareable kind holds nothing of it', () => {
  const text = [...answerLines([input], 'shareable')].join('')
  const keys = new Set(text.split('\n').flatMap((line) => (line === '' ? [] : Object.keys(JSON.parse(line) as object))))
  for (const key of ['asked', 'given', 'told', 'judged', 'streamStops']) expect(keys).not.toContain(key)
  expect(JSON.parse(runsJson([input], 'shareable'))).toMatchObject({ detectors: [], judges: {}, logged: {} })
})
