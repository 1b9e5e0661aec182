/**
 * @file What the private kind of export holds is all that the numbers were made of: read back, it gives the
 * same ones to the last bit.
 */
import { describe, expect, test } from 'vitest'
import { allMetrics } from '../../src/guards/run-metrics.ts'
import { verdictScore } from '../../src/guards/judge-scores.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { Response } from '../../src/domain/response.ts'
import type { Sample } from '../../src/domain/sample.ts'
import type { Score } from '../../src/domain/score.ts'
import type { Scored } from '../../src/benchmarks/contract.ts'
import { privateLines, type PrivateRow } from '../../src/report/export/evidence.ts'
import type { RunJson } from '../../src/report/export/export.ts'
import { answerLines } from '../../src/report/export/answers.ts'
import { runsJson } from '../../src/report/export/runs.ts'
import { inventedRun } from './invented-run.ts'

const input = await inventedRun(40)
const run = JSON.parse(runsJson([input])) as RunJson
const rows = [...privateLines(input)].map((line) => JSON.parse(line, finite) as PrivateRow)

function finite(_: string, value: unknown): unknown {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value
}

function sampleOf(row: PrivateRow): Sample {
  const { sampleId: id, benchmark, itemId, group, split, scenario, task, type, escapeClause, imageId, asked } = row
  return { id, benchmark, itemId, group, split, scenario, task, type, escapeClause, imageId, ...asked }
}

function responseOf(row: PrivateRow): Response {
  const { sampleId, guard, prompt: renderedPrompt, output, finish, guarded, timings, error, at, given } = row
  const { continuationLogProbs, continuationTokens } = row
  return {
    runId: run.id,
    sampleId,
    guard,
    renderedPrompt,
    output,
    finish,
    guarded,
    timings,
    error,
    at,
    continuationLogProbs,
    continuationTokens,
    ...given,
    hidden: given.hidden?.map((text) => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)) ?? null,
  }
}

function scoreOf(row: PrivateRow): Score {
  const { sampleId, guard, outcome, spans, told } = row
  const { values, ...scores } = row.scores!
  return {
    runId: run.id,
    sampleId,
    guard,
    outcome: outcome!,
    spans,
    ...scores,
    ...told,
    ...(values === null ? {} : { values }),
  }
}

const scored = rows.map((row): Scored => ({ sample: sampleOf(row), response: responseOf(row), score: scoreOf(row) }))
const verdicts = rows.flatMap((row) =>
  Object.entries(row.judged).map(([judge, harmful]) => verdictScore(judge, responseOf(row), harmful)),
)

describe('from the private files alone', () => {
  test('the numbers are the same to the last bit', () => {
    const again = allMetrics(BENCHMARKS, scored, { scores: verdicts, cards: run.judges })
    expect(JSON.parse(JSON.stringify(again))).toEqual(run.metrics)
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
