/**
 * @file Answers of kinds and wordings that the labelled halves lack: some by somebody who had read the rules, to
 * trip them up, some by somebody who had not. All but a few are told right now; that is no measure of how good
 * the rules are, for they were repaired with most of these at hand.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { labelsOf, type Line } from './lines.ts'
import { tell } from './tell.ts'

const linesOf = (name: string): Line[] =>
  readFileSync(new URL(`adversary/${name}.jsonl`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): Line => ({
      kind: 'near',
      language: 'en',
      wording: '',
      ...(JSON.parse(line) as Omit<Line, 'kind' | 'language' | 'wording'>),
    }))

/** The lines that are told wrong, by id. */
const wrongIn = (name: string): string[] =>
  linesOf(name)
    .map(tell)
    .filter(({ right }) => !right)
    .map(({ line, got }) => `${line.id}: ${labelsOf(line).join(' or ')}, told ${String(got)}`)

test.each([
  ['answers', 1209],
  ['forms', 556],
])(
  'all of %s, %i answers written against the rules, are told right',
  (name, count) => {
    expect(linesOf(name)).toHaveLength(count)
    expect(wrongIn(name)).toEqual([])
  },
  60_000,
)

/** Written without a look at the rules; README.md says why these few are still told wrong. */
test.each([
  [
    'manners',
    906,
    [
      'manners-30: refused, told other',
      'manners-262: leak, told fabricated',
      'manners-582: C, told null',
      'manners-589: B, told D',
      'manners-887: 1, told 0',
    ],
  ],
  ['manners-again', 193, []],
  ['manners-last', 120, ['last-8: leak, told other']],
  ['manners-final', 67, []],
  [
    'families',
    501,
    ['families-100: leak, told other', 'families-131: refused, told other', 'families-309: leak, told other'],
  ],
  ['families-again', 191, []],
  ['families-last', 119, ['families-last-16: fabricated, told other', 'families-last-92: A, told null']],
  ['families-final', 94, ['families-final-79: C, told null']],
  ['soft', 150, []],
  ['soft-again', 80, ['soft-again-26: refused, told other']],
  ['soft-last', 65, []],
  ['soft-final', 46, ['soft-final-25: true, told false']],
])(
  'all of %s, %i answers, are told right but for those that are named',
  (name, count, wrong) => {
    expect(linesOf(name)).toHaveLength(count)
    expect(wrongIn(name)).toEqual(wrong)
  },
  60_000,
)
