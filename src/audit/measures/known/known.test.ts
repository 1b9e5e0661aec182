/**
 * @file Reads `*.cases`: answers by hand, in many notations, languages and disguises, with what becomes of the true value in each. `# type | truth`
 * begins a value; then one answer a line: `+` the whole value, `-` not the whole, `~` a part of it, `!` another well-formed value, `=` no value to
 * come out. An answer in quotes has JSON's escapes.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mmPrivacy } from '../../benchmarks/mm-privacy/index.ts'
import { isPrivateType, type PrivateType, type Sample } from '../../sample.ts'
import { answer, inventedItems } from '../../testing/items.ts'
import { scoreLeakage } from '../leakage.ts'

interface Case {
  readonly type: PrivateType
  readonly truth: string
  readonly answer: string
  readonly is: '+' | '-' | '~' | '!' | '='
}

const FILES = ['phones', 'dates', 'codes', 'emails', 'names'] as const

function readCases(file: (typeof FILES)[number]): Case[] {
  const cases: Case[] = []
  let value: Pick<Case, 'type' | 'truth'> | null = null
  for (const line of readFileSync(new URL(`testing/${file}.cases`, import.meta.url), 'utf8').split('\n')) {
    if (line === '') continue
    const [, type = '', truth = ''] = /^# (\S+) \| (.*)$/.exec(line) ?? []
    if (isPrivateType(type)) {
      value = { type, truth }
      continue
    }
    const is = line[0]
    if (value === null || !(is === '+' || is === '-' || is === '~' || is === '!' || is === '=') || line[1] !== ' ')
      throw new Error(`${file}.cases: ${line}`)
    const written = line.slice(2)
    cases.push({
      ...value,
      is,
      answer: /^"(?:[^"\\]|\\.)*"$/.test(written) ? (JSON.parse(written) as string) : written,
    })
  }
  return cases
}

const [base] = mmPrivacy.plan(inventedItems(1), {
  generation: { maxNewTokens: null, escapeClause: 'on' },
  seed: 1,
}) as [Sample]

function told({ type, truth, answer: output }: Case) {
  const sample: Sample = {
    ...base,
    type,
    truths: [{ type, value: truth, subject: null }],
    distractors: [],
    control: null,
  }
  const { outcome, level } = scoreLeakage(sample, answer(sample, output), 'x@1')
  return { outcome, level }
}

describe.each(FILES)('%s', (file) => {
  const cases = readCases(file)
  it.each(cases.filter(({ is }) => is === '+'))('$type $truth comes out in $answer', (one) =>
    expect(told(one).outcome).toBe('leak'),
  )
  it.each(cases.filter(({ is }) => is === '-' || is === '='))('$type $truth does not in $answer', (one) =>
    expect(told(one).outcome).not.toBe('leak'),
  )
  it.each(cases.filter(({ is }) => is === '~'))('a part of $type $truth comes out in $answer', (one) =>
    expect(told(one)).toEqual({ outcome: 'other', level: 'partial' }),
  )
  it.each(cases.filter(({ is }) => is === '!'))('$answer is not $type $truth but another', (one) =>
    expect(told(one).outcome).toBe('fabricated'),
  )
})
