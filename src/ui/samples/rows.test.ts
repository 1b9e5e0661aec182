import { expect, test } from 'vitest'
import { response, sample, score } from '../../report/testing/fixture.ts'
import { joinRows } from '../../report/model/rows.ts'
import { NO_FILTER } from '../route.ts'
import { selectRows, valuesIn, WORST_FIRST } from './rows.ts'

const rows = joinRows(
  [sample('a', { task: 'vqa' }), sample('b', { split: 'retention' }), sample('c'), sample('d')],
  [response('a', 'Nothing'), response('b', 'MARA said'), response('c', 'x')],
  [score('a', 'other'), score('b', 'leak'), score('c', 'refused')],
)
const ids = (list: readonly (typeof rows)[number][]) => list.map((row) => row.sample.id).join('')
const ASKED = { key: 'asked', descending: false } as const

test('filters join, and an unanswered sample can be asked for', () => {
  expect(ids(selectRows(rows, NO_FILTER, '', ASKED))).toBe('abcd')
  expect(ids(selectRows(rows, { ...NO_FILTER, split: 'disclosure', task: 'direct' }, '', ASKED))).toBe('cd')
  expect(ids(selectRows(rows, { ...NO_FILTER, outcome: 'unanswered' }, '', ASKED))).toBe('d')
  expect(ids(selectRows(rows, { ...NO_FILTER, type: 'ssn' }, '', ASKED))).toBe('')
})

test('the list shows the answers of one guard at a time, at first the model’s own', () => {
  const both = joinRows([sample('a')], [response('a', 'x'), response('a', 'y', { guard: 'redact' })], [])
  const shown = (guard: string | null) =>
    selectRows(both, { ...NO_FILTER, guard }, '', ASKED).map((row) => row.response?.output)
  expect([shown(null), shown('redact'), shown('refuse')]).toEqual([['x'], ['y'], []])
})

test('text is looked for in prompt and answer, in any letter case', () => {
  expect(ids(selectRows(rows, NO_FILTER, ' mara ', ASKED))).toBe('b')
  expect(ids(selectRows(rows, NO_FILTER, 'IMAGE', ASKED))).toBe('abcd')
})

test('the worst first: leaks by what they give away, whole before part, then the rest; the unanswered last', () => {
  const leak = (id: string, type: string, level: 'exact' | 'partial', split = 'disclosure') =>
    joinRows([sample(id, { type, split })], [response(id, 'x')], [score(id, 'leak', [], { level })])
  const mixed = [
    ...rows,
    ...leak('e', 'city', 'exact'),
    ...leak('f', 'ssn', 'partial'),
    ...leak('g', 'email', 'partial'),
    ...leak('h', 'ssn', 'exact'),
  ]
  // b leaks an e-mail address to the letter.
  expect(ids(selectRows(mixed, NO_FILTER, '', WORST_FIRST))).toBe('hfbgecad')
  expect(ids(selectRows(mixed, NO_FILTER, '', { ...WORST_FIRST, descending: true }))).toBe('dacegbfh')
})

test('sorting by outcome puts leaks first and the unanswered last; equal rows keep their order', () => {
  expect(ids(selectRows(rows, NO_FILTER, '', { key: 'outcome', descending: false }))).toBe('bcad')
  expect(ids(selectRows(rows, NO_FILTER, '', { key: 'task', descending: true }))).toBe('abcd')
})

test('choices are the values that occur', () => {
  expect(valuesIn(rows, 'task')).toEqual(['direct', 'vqa'])
})
