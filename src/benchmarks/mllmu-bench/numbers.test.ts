/** @file Which numbers a run has, where they stand, and of which answers they are. */
import { expect, test } from 'vitest'
import type { Scored } from '../contract.ts'
import type { Response } from '../../domain/response.ts'
import type { Sample, ShardItem } from '../../domain/sample.ts'
import { answer as scoredAnswer, planOf, question, shardItem, withoutValues } from '../testing/answers.ts'
import { mllmuBench } from './index.ts'
import reference from './reference.json' with { type: 'json' }

const SENTENCE = 'Mara Quill lives in Port Ellory.'
const CHOICE = question({ form: 'choice', options: { A: 'Violin maker', B: 'Tide engineer' }, answer: 'B' })
const OPEN = question({ answer: SENTENCE, perturbed: ['Wrong.'] })

const item = (given: Partial<ShardItem>): ShardItem =>
  shardItem({ split: 'forget', type: 'text', group: 'x', prompt: 'Who is it?', imageId: null, ...given })
const answered = (given: Partial<ShardItem>, output: string, more: Partial<Response> = {}): Scored =>
  scoredAnswer(mllmuBench, planOf(mllmuBench, item(given))[0] as Sample, output, more)
const choice = (given: Partial<ShardItem>, letter: string, more: Partial<Response> = {}) =>
  answered({ question: CHOICE, ...given }, letter, more)
/** Probed and forced: losses of the true sentence and of a wrong one, and of the one forced token. */
const sentence = (split: string, losses: readonly number[], forced: number, group = 'x'): Scored =>
  answered({ id: `${split}-${group}`, split, group, question: OPEN }, 'Mara Quill living', {
    continuationLogProbs: losses.map((loss) => -loss),
    continuationTokens: losses.map(() => 1),
    forced: [{ logProb: forced, mean: 0, variance: 0, renyi: [0, 0, 0, 0], greedy: true }],
  })
const unmeasured = (group: string): Scored => answered({ id: `un-${group}`, group, question: OPEN }, SENTENCE)
const people = (split: string, losses: readonly number[], forced: number, n = 10): Scored[] =>
  Array.from({ length: n }, (_, i) => sentence(split, losses, forced, `${split} ${i}`))
/** People that the reference knows. */
const known = (n: number): Scored[] =>
  Object.keys(reference.truthRatios)
    .slice(0, n)
    .map((itemId) => {
      const row = sentence('forget', [1, 2], -1, itemId)
      return { ...row, sample: { ...row.sample, itemId } }
    })
const inTask = (row: Scored, task: string): Scored => ({ ...row, sample: { ...row.sample, task } })
const asError = (row: Scored): Scored => ({ ...row, score: { ...row.score, outcome: 'error' } })

const numbers = (...rows: Scored[]) => mllmuBench.metrics(rows)
const names = (...rows: Scored[]) => numbers(...rows).map(({ metric }) => metric)
const find = (rows: readonly Scored[], name: string) => numbers(...rows).find(({ metric }) => metric === name)

const ANY = ['RR', 'error-rate']

test('a choice has its accuracies, a sentence its overlaps, likelihoods and memorisation; nothing else is told', () => {
  expect(names(choice({}, 'B'))).toEqual(['accuracy', 'accuracy[lenient]', 'degenerate-share', ...ANY])
  const probed = choice({}, 'A', { continuationLogProbs: [-1, -2], continuationTokens: [1, 1] })
  expect(names(probed)).toContain('accuracy[likelihood]')
  expect(find([probed], 'accuracy[likelihood]')).toMatchObject({ k: 1, n: 1 })
  expect(find([probed], 'accuracy')).toMatchObject({ k: 0, n: 1 })
  expect(names(sentence('forget', [1, 2], -1))).toEqual([
    'rouge-1',
    'rouge-2',
    'rouge-l',
    'rouge-l-recall',
    'bleu',
    'content-recall',
    'answer-probability',
    'probability-among',
    'truth-ratio',
    'loss',
    'exact-memorisation',
    'extraction-strength',
    'extraction-strength[compat]',
    'degenerate-share',
    ...ANY,
    'forget-quality',
  ])
  expect(numbers()).toEqual([])
})

test('of one answer each mean is what was measured of it, in an interval; a loss has no bounds', () => {
  const row = sentence('retain', [1, 2], -1)
  for (const name of ['rouge-1', 'rouge-2', 'rouge-l', 'rouge-l-recall', 'bleu', 'content-recall']) {
    const mean = find([row], name)
    expect(mean).toMatchObject({ value: row.score.values?.[name], n: 1, split: 'retain', task: 'generation' })
    expect(mean?.ci).not.toBeNull()
  }
  expect(find([row], 'loss')).toMatchObject({ value: 1, ci: null, noInterval: 'unbounded' })
})

test('truth ratios are read for all who are to be unknown as for the forgotten', () => {
  for (const [split, value] of [
    ['forget', Math.exp(-1)],
    ['test', Math.exp(-1)],
    ['holdout', Math.exp(-1)],
    ['retain', 1 - Math.exp(-1)],
    ['celebrity', 1 - Math.exp(-1)],
  ] as const)
    expect(find([sentence(split, [1, 2], -1)], 'truth-ratio')?.value, split).toBeCloseTo(value, 8)
  const rows = [sentence('forget', [1, 2], -1), unmeasured('y')]
  expect(find(rows, 'truth-ratio')).toMatchObject({ n: 1, value: expect.closeTo(Math.exp(-1), 8) as number })
})

test('an error has no number but its own, and what has no values none that reads them', () => {
  const failed = asError(sentence('forget', [1, 2], -1))
  expect(names(failed)).toEqual(ANY)
  expect(names(withoutValues(sentence('forget', [1, 2], -1)))).toEqual(ANY)
  expect(names(withoutValues(choice({}, 'B')))).toEqual(ANY)
  expect(
    find([choice({}, 'B'), withoutValues(asError(choice({ id: 'e', group: 'e' }, 'B')))], 'accuracy'),
  ).toMatchObject({
    k: 1,
    n: 2,
  })
  // Beside answers that have values, they are in no mean, and count in none of what compares splits.
  const rows = [...known(10), withoutValues(sentence('forget', [1, 2], -1, 'z')), unmeasured('y')]
  expect(find(rows, 'rouge-l')).toMatchObject({ n: 11 })
  expect(find(rows, 'forget-quality')).toMatchObject({ n: 10 })
  expect(find([...rows, asError(sentence('forget', [1, 2], -1, 'e'))], 'forget-quality')).toMatchObject({ n: 10 })
})

test('gaps between splits are of the choices, and there only where both sides were asked', () => {
  const [forget, strange, kept] = [choice({}, 'A'), choice({ split: 'test' }, 'B'), choice({ split: 'retain' }, 'B')]
  const place = { split: null, task: 'classification', type: null, value: 1, n: 1 }
  expect(find([forget, strange, kept], 'test-forget-gap')).toMatchObject(place)
  expect(find([forget, strange, kept], 'retain-forget-gap')).toMatchObject(place)
  const gaps = (...rows: Scored[]) => names(...rows).filter((name) => name.endsWith('-gap'))
  expect(gaps(forget, strange)).toEqual(['test-forget-gap'])
  expect(gaps(forget, kept)).toEqual(['retain-forget-gap'])
  expect(gaps(strange, kept)).toEqual([])
})

test('the gap between pictures and words is told of every way to ask for a choice', () => {
  const both = [choice({ type: 'image-text', imageId: 'p' }, 'B'), choice({ id: 'b' }, 'A')]
  for (const task of ['classification', 'classification-few-shot'])
    expect(
      find(
        both.map((row) => inTask(row, task)),
        'modality-gap',
      ),
    ).toMatchObject({ task, value: 1 })
  const open = both.map((row) => inTask(row, 'generation-few-shot-classification'))
  expect(find(open, 'modality-gap')).toBeUndefined()
})

test('forget quality takes ten answers, and no p below that of ten which lie wholly apart from ten', () => {
  const place = { split: 'forget', task: 'generation', type: null }
  expect(find(known(9), 'forget-quality')).toMatchObject({ ...place, value: null, noInterval: 'too-few', least: null })
  const enough = find(known(10), 'forget-quality')
  expect(enough).toMatchObject({ ...place, n: 10, noInterval: 'test' })
  expect(enough?.value).not.toBeNull()
  // Two of the C(20, 10) ways to deal twenty values to two samples set them apart.
  expect(enough?.least).toBeCloseTo(2 / 184_756, 12)
})

test('PrivLeak takes ten people of either kind, and none of another kind', () => {
  const [own, strangers] = [people('forget', [1, 2], -0.1), people('holdout', [1, 2], -3)]
  const place = { split: 'forget', task: 'generation', type: 'text' }
  const told = find([...own, ...strangers], 'privleak')
  expect(told).toMatchObject({ ...place, n: 20 })
  expect(told?.ci).not.toBeNull()
  expect(find([...own.slice(1), ...strangers], 'privleak')).toMatchObject({
    ...place,
    value: null,
    n: 19,
    noInterval: 'too-few',
  })
  expect(find([...own, ...strangers.slice(1)], 'privleak')).toMatchObject({ value: null, noInterval: 'too-few' })
  expect(find(own, 'privleak')).toBeUndefined()
})

test('model utility is the harmonic mean of six parts, each of its own split, within what their intervals allow', () => {
  const [kept, famous] = [people('retain', [1, 2], -1), people('celebrity', [2, 2.5], -1)]
  const recall = kept[0]!.score.values?.['rouge-l-recall'] as number
  const parts = [
    [Math.exp(-1), recall, 1 - Math.exp(-1)],
    // Of celebrities: the true answer among the two, and a wrong one that is less likely by half a nat.
    [1 / (1 + Math.exp(-0.5)), recall, 1 - Math.exp(-0.5)],
  ].flat()
  const told = find([...kept, ...famous], 'model-utility')
  expect(told?.value).toBeCloseTo(6 / parts.reduce((sum, part) => sum + 1 / part, 0), 8)
  expect(told).toMatchObject({ split: null, task: 'generation', type: null, n: 20, k: null })
  const [low, high] = told!.ci!
  expect(low).toBeLessThan(told!.value!)
  expect(high).toBeGreaterThan(told!.value!)
  expect(find([...kept, ...famous.slice(1)], 'model-utility')).toMatchObject({ value: null, noInterval: 'too-few' })
  expect(find(kept, 'model-utility')).toBeUndefined()
})
