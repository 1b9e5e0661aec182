/**
 * @file Answers that somebody wrote to trip the rules up, who had read them: kinds and wordings that the
 * labelled halves lack. All are told right; they are no measure of how good the rules are.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { labelsOf, type Line } from './lines.ts'
import { tell } from './tell.ts'

const LINES = ['answers', 'forms'].flatMap((name) =>
  readFileSync(new URL(`adversary/${name}.jsonl`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): Line => ({
      kind: 'near',
      language: 'en',
      wording: '',
      ...(JSON.parse(line) as Omit<Line, 'kind' | 'language' | 'wording'>),
    })),
)

test('more than a thousand answers written against the rules are told right', () => {
  expect(LINES.length).toBeGreaterThan(1000)
  const wrong = LINES.map(tell)
    .filter(({ right }) => !right)
    .map(({ line, got }) => `${line.fn} ${line.answer}: ${labelsOf(line).join(' or ')}, told ${String(got)}`)
  expect(wrong).toEqual([])
}, 60_000)
