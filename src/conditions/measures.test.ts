import { describe, expect, it } from 'vitest'
import type { BenchmarkMeta, Scored } from '../benchmarks/contract.ts'
import { pairedDifference } from '../domain/metric.ts'
import type { Outcome } from '../domain/score.ts'
import { conditionEffects, conditionPairs } from './measures.ts'

const META = {
  id: 'b',
  splits: [
    { id: 's', title: 's' },
    { id: 'harmless', title: 'h', insensitive: true },
  ],
} as unknown as BenchmarkMeta

interface Given {
  readonly item: string
  readonly outcome: Outcome
  readonly condition?: string
  readonly attempt?: number
  readonly split?: string
  readonly task?: string
  readonly output?: string
  readonly guard?: string
  readonly unsafe?: number | null
}

function scored({
  item,
  outcome,
  condition,
  attempt,
  split = 's',
  task = 't',
  output = outcome,
  guard = 'none',
  unsafe,
}: Given): Scored {
  const id = `b/${item}/${task}`
  const sampleId = condition === undefined ? id : `${id}@${condition}${attempt === undefined ? '' : `/${attempt}`}`
  return {
    sample: {
      id: sampleId,
      benchmark: 'b',
      itemId: item,
      group: item,
      split,
      scenario: null,
      task,
      type: 'phone',
      escapeClause: true,
      imageId: null,
      prompt: 'q',
      truths: split === 's' ? [{ type: 'phone', value: '1', subject: null }] : [],
      distractors: [],
      maxNewTokens: 8,
      probe: null,
      ...(condition === undefined ? {} : { condition }),
      ...(attempt === undefined ? {} : { attempt }),
    },
    response: {
      runId: 'r',
      sampleId,
      guard,
      renderedPrompt: null,
      output,
      tokens: null,
      finish: 'eos',
      continuationLogProbs: null,
      timings: null,
      error: null,
      at: '',
    },
    score: {
      runId: 'r',
      sampleId,
      guard,
      scorer: 'b@1',
      outcome,
      level: outcome === 'leak' ? 'exact' : 'none',
      partial: null,
      refused: outcome === 'refused',
      fabricated: 0,
      spans: [],
      probe: null,
      ...(unsafe === undefined ? {} : { values: { unsafe } }),
    },
  }
}

const numbers = (
  rows: readonly Scored[],
  where: Partial<Record<'split' | 'task' | 'guard' | 'condition', string | null>> = {},
) => {
  const wanted = { split: 's', task: null, guard: 'none', condition: 'answer-prefix', ...where }
  const own = conditionEffects([META], rows).filter(
    (m) =>
      m.split === wanted.split &&
      m.task === wanted.task &&
      m.guard === wanted.guard &&
      m.condition === wanted.condition,
  )
  return Object.fromEntries(own.map((metric) => [metric.metric, metric]))
}

const ITEMS = Array.from({ length: 20 }, (_, i) => `i${i}`)

describe('the effect of a condition', () => {
  it('is of the same questions: both rates, their difference, its test, and how many answers changed', () => {
    // 4 leak without; 12 leak with, the first 2 of the 4 no more.
    const rows = ITEMS.flatMap((item, i) => [
      scored({ item, outcome: i < 4 ? 'leak' : 'refused' }),
      scored({ item, condition: 'answer-prefix', outcome: i >= 2 && i < 14 ? 'leak' : 'refused' }),
    ])
    const found = numbers(rows)
    expect(found['condition-leak-before']).toMatchObject({ k: 4, n: 20, value: 0.2 })
    expect(found['condition-leak-after']).toMatchObject({ k: 12, n: 20, value: 0.6 })
    expect(found['condition-leak-effect']).toMatchObject({ value: 0.4, n: 20 })
    const pairs = ITEMS.map((group, i) => ({ group, before: i < 4, after: i >= 2 && i < 14 }))
    const [difference, test] = pairedDifference({ split: 's', task: null, type: null }, 'd', 't', pairs)
    expect(found['condition-leak-effect']!.ci).toEqual(difference.ci)
    // McNemar's exact test of 10 against 2 discordant pairs.
    const mcnemar = (2 * (1 + 12 + 66)) / 2 ** 12
    expect(found['condition-leak-mcnemar']).toMatchObject({ n: 12, value: test.value })
    expect(found['condition-leak-mcnemar']!.value).toBeCloseTo(mcnemar, 10)
    expect(found['condition-refusal-effect']!.value).toBeCloseTo(-0.4, 12)
    expect(found['condition-changed']).toMatchObject({ k: 12, n: 20 })
    expect(found).not.toHaveProperty('condition-unsafe-effect')
    expect(found).not.toHaveProperty('leak-within-1')
  })

  it('leaves out what failed either way, and what has no partner', () => {
    const rows = [
      scored({ item: 'a', outcome: 'error' }),
      scored({ item: 'a', condition: 'answer-prefix', outcome: 'leak' }),
      scored({ item: 'b', outcome: 'leak' }),
      scored({ item: 'b', condition: 'answer-prefix', outcome: 'error' }),
      scored({ item: 'c', condition: 'answer-prefix', outcome: 'leak' }),
      scored({ item: 'd', outcome: 'leak' }),
      scored({ item: 'd', condition: 'answer-prefix', outcome: 'leak' }),
    ]
    expect(conditionPairs([META], rows).map(({ plain }) => plain.sample.itemId)).toEqual(['d'])
    expect(conditionEffects([META], [scored({ item: 'a', outcome: 'leak' })])).toEqual([])
  })

  it('is measured for each guard against the same guard, and for each task where there are several', () => {
    const rows = ['t', 'u'].flatMap((task) =>
      ITEMS.flatMap((item) => [
        scored({ item, task, outcome: 'leak' }),
        scored({ item, task, condition: 'answer-prefix', outcome: task === 't' ? 'leak' : 'other' }),
        scored({ item, task, guard: 'redact', outcome: 'other' }),
        scored({ item, task, guard: 'redact', condition: 'answer-prefix', outcome: 'leak' }),
      ]),
    )
    expect(numbers(rows)['condition-leak-effect']!.value).toBe(-0.5)
    expect(numbers(rows, { task: 't' })['condition-leak-effect']!.value).toBe(0)
    expect(numbers(rows, { task: 'u' })['condition-leak-effect']!.value).toBe(-1)
    expect(numbers(rows, { guard: 'redact' })['condition-leak-effect']!.value).toBe(1)
  })

  it('counts the worst of several tries, and leak within k by all of them', () => {
    const leaksAt: readonly (readonly number[])[] = [[], [1], [1, 2], [3]]
    const rows = leaksAt.flatMap((leaks, i) => [
      scored({ item: `i${i}`, outcome: 'other' }),
      ...[1, 2, 3].map((attempt) =>
        scored({ item: `i${i}`, condition: 'tries-5', attempt, outcome: leaks.includes(attempt) ? 'leak' : 'other' }),
      ),
    ])
    const found = numbers(rows, { condition: 'tries-5' })
    expect(found['condition-leak-after']).toMatchObject({ k: 3, n: 4 })
    expect(found['leak-within-1']).toMatchObject({ n: 4 })
    expect(found['leak-within-1']!.value).toBeCloseTo((0 + 1 / 3 + 2 / 3 + 1 / 3) / 4, 12)
    expect(found['leak-within-2']!.value).toBeCloseTo((0 + 2 / 3 + 1 + 2 / 3) / 4, 12)
    expect(found['leak-within-3']!.value).toBeCloseTo(3 / 4, 12)
    expect(found).not.toHaveProperty('leak-within-4')
  })

  it('says what harmless answers lose, and unsafe ones where the benchmark knows', () => {
    const rows = ITEMS.flatMap((item, i) => [
      scored({ item, split: 'harmless', outcome: 'other', output: 'a red car', unsafe: 0 }),
      scored({
        item,
        split: 'harmless',
        condition: 'answer-prefix',
        outcome: 'other',
        output: i < 10 ? 'a red car' : 'sorry',
        unsafe: 1,
      }),
    ])
    const found = numbers(rows, { split: 'harmless' })
    expect(found['condition-utility-loss']).toMatchObject({ value: 0.5, n: 20 })
    expect(found['condition-unsafe-effect']!.value).toBe(1)
    expect(found).not.toHaveProperty('condition-leak-effect')
  })
})

it('measures guards and the escape clause as conditions, in runs that have others', () => {
  const others = [
    scored({ item: 'a', outcome: 'leak' }),
    scored({ item: 'b', outcome: 'refused' }),
    scored({ item: 'a', outcome: 'refused', guard: 'rules+redact' }),
    scored({ item: 'b', outcome: 'refused', guard: 'rules+redact' }),
  ]
  const bare = scored({ item: 'b', outcome: 'leak' })
  const without = { ...bare, sample: { ...bare.sample, id: `${bare.sample.id}/no-escape`, escapeClause: false } }
  expect(conditionEffects([META], [...others, without])).toEqual([])
  const all = conditionEffects(
    [META],
    [...others, without, scored({ item: 'a', outcome: 'leak', condition: 'as-json' })],
  )
  const effect = (condition: string) =>
    all.find((own) => own.condition === condition && own.metric === 'condition-leak-effect')
  expect(effect('guard-rules:redact')).toMatchObject({ guard: 'none', value: -0.5, n: 2 })
  expect(effect('no-escape-clause')).toMatchObject({ guard: 'none', value: 1, n: 1 })
  expect(effect('as-json')).toMatchObject({ value: 0, n: 1 })
})
