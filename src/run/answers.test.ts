import { describe, expect, it } from 'vitest'
import type { Sample, ShardItem } from '../domain/sample.ts'
import { readAnswers } from './answers.ts'
import { evaluate } from './results.ts'
import { tinyBenchmark } from './testing/scripted.ts'

const samples: Sample[] = tinyBenchmark.plan(
  ['i0', 'i1'].map((id): ShardItem => ({
    id,
    split: 'all',
    scenario: null,
    type: 'email',
    group: id,
    prompt: id,
    imageId: null,
    truths: [{ type: 'email', value: `v${id}`, subject: null }],
    distractors: [],
  })),
  { generation: { maxNewTokens: null, escapeClause: 'on' }, seed: 1 },
)

const read = (text: string) => readAnswers(text, 'answers.jsonl', samples, 'r', '2026-11-21T00:00:00.000Z')

describe('answers made elsewhere', () => {
  it('become responses that the scorer scores; what has no line has no response', () => {
    const responses = read('{"sampleId":"tiny/i0/direct","output":"vi0","model":"mine"}\n\n')
    expect(responses).toHaveLength(1)
    expect(evaluate([tinyBenchmark], samples, responses).scores).toMatchObject([
      { sampleId: 'tiny/i0/direct', outcome: 'leak' },
    ])
  })

  it.each([
    [
      '\n{"sampleId":"tiny/i9/direct","output":""}',
      'answers.jsonl, line 2: sampleId "tiny/i9/direct" is not planned; ids look like "tiny/i0/direct"',
    ],
    ['{"sampleId":"tiny/i0/direct"}', 'answers.jsonl, line 1: output is not as it must be'],
    ['{"sampleId":"tiny/i0/direct","output":5}', 'answers.jsonl, line 1: output is not as it must be'],
    ['[]', 'line 1: sampleId is not as it must be'],
    ['what', 'line 1: not JSON'],
    [
      '{"sampleId":"tiny/i0/direct","output":""}\n{"sampleId":"tiny/i0/direct","output":""}',
      'line 2: sampleId "tiny/i0/direct" was already answered in line 1',
    ],
  ])('%j is refused', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})
