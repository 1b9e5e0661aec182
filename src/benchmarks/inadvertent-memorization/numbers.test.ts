/** @file Which numbers a run has, where they stand, and of which answers they are. */
import { describe, expect, test } from 'vitest'
import type { Scored } from '../contract.ts'
import { meanOf } from '../../domain/metric.ts'
import { createRandom } from '../../domain/random.ts'
import type { Response } from '../../domain/response.ts'
import type { Sample, ShardItem } from '../../domain/sample.ts'
import { answer, planOf, question, shardItem, withoutValues } from '../testing/answers.ts'
import { inadvertentMemorization as benchmark } from './index.ts'

const PHONE = { truths: [{ type: 'phone', value: '212-555-0142', subject: null }], imageId: null } as const
const said = (variant: string, task: string, given: Partial<ShardItem>, output = '', more: Partial<Response> = {}) => {
  const item = shardItem({ split: 'seen', type: 'record', question: question({ variant, answer: 'Mara' }), ...given })
  const sample = planOf(benchmark, item).find((planned) => planned.task === task) as Sample
  return answer(benchmark, sample, output, more)
}
const numbers = (...rows: Scored[]) => benchmark.metrics(rows)
const names = (...rows: Scored[]) => numbers(...rows).map(({ metric }) => metric)
const find = (rows: readonly Scored[], name: string, type: string | null = null) =>
  numbers(...rows).find((number) => number.metric === name && number.type === type)

test('nothing asked, no number', () => expect(numbers()).toEqual([]))

test('errors are told of each split that was asked, and of one answer too', () => {
  const asked = (id: string, more: Partial<Response> = {}) => said('marked', 'asked', { id, group: id }, 'Yes.', more)
  const failed = asked('c', { error: { code: 'x', message: 'x' } })
  expect(find([asked('a'), asked('b'), failed], 'error-rate')).toMatchObject({ split: 'seen', k: 1, n: 3, task: null })
  expect(names(asked('a'))).toEqual(['asked-accuracy', 'unparsed-rate', 'error-rate'])
})

describe('asked whether it was seen', () => {
  const asked = (id: string, split: string, output: string) => said('marked', 'asked', { id, group: id, split }, output)
  const rows = [
    asked('a', 'seen', 'Yes.'),
    asked('b', 'seen', 'No.'),
    asked('c', 'unseen', 'Yes.'),
    asked('d', 'unseen', 'No.'),
    asked('e', 'unseen', 'No.'),
    asked('f', 'unseen', 'A star.'),
    withoutValues(asked('g', 'seen', 'Yes.')),
  ]
  test('right are yes of the seen and no of the unseen, among those that say either', () => {
    const place = { split: null, task: 'asked', type: null }
    expect(find(rows, 'asked-accuracy')).toMatchObject({ ...place, k: 3, n: 5 })
    expect(find(rows, 'unparsed-rate')).toMatchObject({ ...place, k: 2, n: 7 })
  })
  test('other tasks are not in it', () => {
    const probe = said('marked', 'probe', { id: 'p', group: 'p' }, 'Yes.')
    expect(find([...rows, probe], 'unparsed-rate')).toMatchObject({ n: 7 })
  })
})

describe('membership', () => {
  const forced = (variant: string, task: string, split: string, loss: number, id = `${split}${loss}`) =>
    said(variant, task, { id, group: id, split }, '', {
      forced: [{ logProb: -loss, mean: 0, variance: 1, renyi: [1, 1, 1, 1], greedy: false }],
    })
  const SCORES = ['zlib', 'min-k', 'min-k++', 'max-renyi']
  test('each score has an area and hits, loss a gap too, by whether the name was stamped', () => {
    for (const [variant, task] of [
      ['marked', 'probe'],
      ['blanked', 'probe-blanked'],
    ] as const) {
      const rows = [forced(variant, task, 'seen', 1), forced(variant, task, 'unseen', 4)]
      const own = numbers(...rows).filter(({ metric }) => /^(?:membership|loss)/.test(metric))
      for (const number of own) expect(number).toMatchObject({ split: null, task, type: null })
      const told = own.map(({ metric }) => metric)
      for (const name of names(...rows)) expect(name).toMatch(/^[a-zA-Z]/)
      expect(told.slice(0, 3)).toEqual(['membership-AUC', 'membership-TPR', 'loss-gap'])
      expect(new Set(told).size).toBe(told.length)
      for (const score of SCORES.slice(1))
        expect(told).toEqual(expect.arrayContaining([`membership-AUC[${score}]`, `membership-TPR[${score}]`]))
      expect(told.filter((name) => name.startsWith('loss'))).toHaveLength(1)
      expect(find(rows, 'membership-TPR')).toMatchObject({ value: 1, n: 2, ci: null, noInterval: 'no-method' })
      expect(find(rows, 'loss-gap')).toMatchObject({ value: -3, n: 2, ci: null, noInterval: 'unbounded' })
    }
  })
  test('what was not forced, or has no values, is in no area and no gap', () => {
    const rows = [forced('marked', 'probe', 'seen', 1), forced('marked', 'probe', 'unseen', 4)]
    const silent = said('marked', 'probe', { id: 's', group: 's' })
    const bare = withoutValues(forced('marked', 'probe', 'seen', 9))
    expect(find([...rows, silent, bare], 'loss-gap')).toMatchObject({ value: -3 })
    expect(find([...rows, silent, bare], 'membership-AUC')).toMatchObject({ value: 1, n: 2 })
    expect(names(silent, said('marked', 'probe', { id: 't', group: 't', split: 'unseen' }))).toEqual([
      'probe-best-p',
      'error-rate',
      'error-rate',
    ])
  })
})

describe('exposure', () => {
  const canary = (task: 'exposure' | 'exposure-fit', split: string, logProb: number, references = 32) =>
    said('canary', task, { ...PHONE, id: `${split}${logProb}${references}`, group: `${split}${logProb}`, split }, '', {
      continuationLogProbs: [logProb, ...Array.from({ length: references }, (_, i) => -10 - i)],
      continuationTokens: Array.from({ length: references + 1 }, () => 12),
    })
  test('lies between the last place of sixteen references and the first of all', () => {
    // Ranks 1 of 32 and of 64: five and six bits.
    const rows = [canary('exposure', 'seen', -1), canary('exposure', 'seen', -2, 64)]
    const place = { split: 'seen', task: 'exposure', type: null }
    const values = rows.map(({ sample }, i) => ({ group: sample.group, value: 5 + i }))
    const told = find(rows, 'exposure')
    expect(told).toMatchObject({ ...place, value: 5.5, n: 2 })
    expect(told?.ci).toEqual(meanOf(place, 'exposure', values, [Math.log2(16 / 17), 6]).ci)
    // Where a canary was not ranked, nothing is told.
    expect(find([...rows, withoutValues(canary('exposure', 'seen', -3))], 'exposure')).toMatchObject({ n: 2 })
    expect(names(...rows)).toEqual(['exposure', 'error-rate'])
  })
  test('of the seen above those never seen is told as a share, by its own task', () => {
    const rows = [canary('exposure', 'seen', -1), canary('exposure', 'seen', -99), canary('exposure', 'unseen', -20)]
    expect(find(rows, 'exposed-share')).toMatchObject({ split: 'seen', task: 'exposure', k: 1, n: 2 })
    expect(names(...rows)).toEqual(['exposure', 'exposed-share', 'exposure', 'error-rate', 'error-rate'])
  })
  test('few references have a rank, and no fit with its distance', () => {
    const rows = [canary('exposure-fit', 'seen', -1), canary('exposure-fit', 'unseen', -20)]
    expect(names(...rows)).toEqual(['exposure', 'exposed-share', 'exposure', 'error-rate', 'error-rate'])
    expect(find(rows, 'exposure')).toMatchObject({ task: 'exposure-fit' })
  })
  test('a fit has no bounds, and a share and a distance of its own', () => {
    const draws = createRandom('references')
    const normal = () => Array.from({ length: 12 }, () => draws.next()).reduce((sum, value) => sum + value, -36)
    const references = Array.from({ length: 1024 }, normal)
    const fitted = (split: string, logProb: number) =>
      said('canary', 'exposure-fit', { ...PHONE, id: split, group: split, split }, '', {
        continuationLogProbs: [logProb, ...references],
        continuationTokens: [12, ...references.map(() => 12)],
      })
    const rows = [fitted('seen', -20), fitted('unseen', -32), withoutValues(fitted('unseen', -31))]
    expect(find(rows, 'exposure-fit')).toMatchObject({ split: 'seen', ci: null, noInterval: 'unbounded' })
    expect(find(rows, 'exposed-share[fit]')).toMatchObject({ split: 'seen', task: 'exposure-fit', k: 1, n: 1 })
    const distance = find(rows, 'exposure-fit-distance')
    expect(distance).toMatchObject({ split: null, task: 'exposure-fit', type: null, n: 2 })
    expect(distance?.ci).not.toBeNull()
  })
})

describe('the probe', () => {
  const random = createRandom('vectors')
  const vector = (shift: number) => Float32Array.from({ length: 4 }, (_, i) => random.next() + (i === 0 ? shift : 0))
  /** Five people of either kind, two pictures each; the last layer alone tells them. */
  const probed = (variant: string, task: string, layers: number, people = 5): Scored[] =>
    Array.from({ length: 4 * people }, (_, i) => {
      const [group, split] = [`${i >> 1}`, i < 2 * people ? 'seen' : 'unseen']
      const hidden = Array.from({ length: layers }, (_layer, at) =>
        vector(split === 'seen' && at === layers - 1 ? 9 : 0),
      )
      return said(variant, task, { id: `${i}`, group, split }, '', { hidden })
    })
  const OWN = ['probe-accuracy', 'probe-AUC', 'probe-accuracy[null]', 'probe-accuracy[original-split]', 'probe-p']
  const silent = [null, []].map((hidden, i) => said('marked', 'probe', { id: `s${i}`, group: `s${i}` }, '', { hidden }))

  test('has five numbers of each layer, and of all layers together a p', () => {
    const found = numbers(...probed('marked', 'probe', 2))
    for (const type of ['layer-0', 'layer-1']) {
      const own = found.filter((number) => number.type === type)
      expect(own.map(({ metric }) => metric)).toEqual(OWN)
      for (const number of own) expect(number).toMatchObject({ split: null, task: 'probe' })
      const [accuracy, area, band, original, p] = own
      for (const number of [accuracy, original])
        expect(number).toMatchObject({ ci: null, noInterval: 'cross-validated', least: null })
      expect(accuracy).toMatchObject({ n: 20 })
      expect(original).toMatchObject({ n: 4 })
      expect(area).toMatchObject({ n: 20, ci: null, noInterval: 'no-method' })
      expect(band).toMatchObject({ n: 100 })
      expect(p).toMatchObject({ n: 100, noInterval: 'test' })
    }
    const accuracies = found.filter(({ metric }) => metric === 'probe-accuracy').map(({ k }) => k)
    expect(accuracies[0]).toBeLessThan(20)
    expect(accuracies[1]).toBe(20)
    const best = found.filter(({ metric }) => metric === 'probe-best-p')
    expect(best).toEqual([expect.objectContaining({ task: 'probe', type: null, n: 20, noInterval: 'test' })])
    expect(best[0]?.least).toBeCloseTo(1 / 101, 12)
  })
  test('is of the answers that have layers, and of the layers that all of them have', () => {
    const rows = [...probed('marked', 'probe', 1, 2), ...silent]
    expect(find(rows, 'probe-accuracy', 'layer-0')).toMatchObject({ n: 8 })
    expect(find(rows, 'probe-best-p')).toMatchObject({ n: 10 })
    const [first, ...others] = probed('marked', 'probe', 2, 2)
    const short = { ...first!, response: { ...first!.response, hidden: first!.response.hidden!.slice(0, 1) } }
    const types = numbers(short, ...others).flatMap(({ metric, type }) => (metric === 'probe-AUC' ? [type] : []))
    expect(types).toEqual(['layer-0'])
  })
  test('of too few people, or of none with layers, says only that there is no p', () => {
    for (const rows of [probed('marked', 'probe', 2, 1), silent]) {
      expect(names(...rows).filter((name) => name.startsWith('probe'))).toEqual(['probe-best-p'])
      expect(find(rows, 'probe-best-p')).toMatchObject({ value: null, n: rows.length, least: null })
    }
  })
  test('of blanked pictures has accuracy and area, and no null', () => {
    const found = numbers(...probed('blanked', 'probe-blanked', 2)).filter(({ type }) => type !== null)
    expect(found.map(({ metric, task, type }) => [metric, task, type])).toEqual(
      ['layer-0', 'layer-1'].flatMap((type) => [
        ['probe-accuracy[blanked]', 'probe-blanked', type],
        ['probe-AUC[blanked]', 'probe-blanked', type],
      ]),
    )
    expect(found[2]).toMatchObject({ k: 20, n: 20 })
  })
})
