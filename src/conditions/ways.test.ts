import { expect, it } from 'vitest'
import type { Scored } from '../benchmarks/contract.ts'
import type { Outcome } from '../domain/score.ts'
import { acrossWays } from './ways.ts'

function scored(item: string, outcome: Outcome, condition?: string): Scored {
  const plain = `b/${item}/t`
  return {
    sample: {
      id: condition === undefined ? plain : `${plain}@${condition}`,
      benchmark: 'b',
      group: item,
      split: 's',
      truths: [{ type: 'phone', value: '1', subject: null }],
      ...(condition === undefined ? {} : { condition }),
    },
    response: {},
    score: { outcome, guard: 'none' },
  } as unknown as Scored
}
const of = (found: ReturnType<typeof acrossWays>, metric: string, condition?: string) =>
  found.find((own) => own.metric === metric && own.condition === condition)

it('tells gap, flips and transfer over the questions that were answered in every way, by protection', () => {
  const rows = [
    // Leaks only as JSON; in every way; in none; not answered as a table.
    scored('a', 'refused'),
    scored('a', 'leak', 'as-json'),
    scored('a', 'refused', 'as-table'),
    scored('b', 'leak'),
    scored('b', 'leak', 'as-json'),
    scored('b', 'leak', 'as-table'),
    scored('c', 'refused'),
    scored('c', 'refused', 'as-json'),
    scored('c', 'other', 'as-table'),
    scored('d', 'leak'),
    scored('d', 'leak', 'as-json'),
    scored('d', 'error', 'as-table'),
    // Under a protection the plain question is the one that is asked under it.
    scored('a', 'refused', 'picture-grey'),
    scored('a', 'leak', 'as-json+picture-grey'),
    // Several tries are no way to ask; a protection that was met by one way alone has no gap.
    scored('a', 'leak', 'push'),
    scored('a', 'refused', 'system-role'),
  ]
  const found = acrossWays(rows)
  expect(of(found, 'way-gap')).toMatchObject({ n: 9, ci: null })
  expect(of(found, 'way-gap')!.value).toBeCloseTo(1 / 3, 12)
  expect(of(found, 'way-flip-rate')).toMatchObject({ k: 1, n: 3 })
  expect(of(found, 'way-worst-case')).toMatchObject({ k: 2, n: 3 })
  expect(of(found, 'way-transfer')).toMatchObject({ k: 1, n: 2 })
  expect(of(found, 'way-transfer', 'picture-grey')).toMatchObject({ k: 1, n: 1 })
  expect(new Set(found.map(({ condition }) => condition))).toEqual(new Set([undefined, 'picture-grey']))
  // Three questions cannot show that ways differ.
  expect(of(found, 'way-gap-p')!.value).toBeGreaterThan(0.2)
})

it('finds a difference that is there, and says nothing where one way was asked', () => {
  const items = Array.from({ length: 12 }, (_, i) => `i${i}`)
  const found = acrossWays(items.flatMap((item) => [scored(item, 'refused'), scored(item, 'leak', 'as-json')]))
  expect(of(found, 'way-gap')!.value).toBe(1)
  expect(of(found, 'way-gap-p')!.value).toBeLessThan(0.01)
  expect(acrossWays(items.map((item) => scored(item, 'leak')))).toEqual([])
})
