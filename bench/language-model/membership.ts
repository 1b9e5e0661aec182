/**
 * @file Whether a text was in the training: famous public-domain passages, which any web corpus holds, against
 * passages of the same kinds written for this bench (passages.jsonl), by the product's own scores.
 */
import { readFileSync } from 'node:fs'
import { forcedScores, MEMBERSHIP_SCORES } from '../../src/domain/measures/forced.ts'
import { areaWithInterval } from '../../src/domain/statistics/area.ts'
import type { Figure, Part } from './part.ts'

/** Share of the tokens that Min-K% looks at, as published (Shi et al. 2023). */
const K = 0.2
/** All are forced as the answer to this. */
const REQUEST = 'Write a short passage.'

export interface Passage {
  readonly text: string
  readonly known: boolean
}

interface Row {
  readonly known: boolean
  readonly tokens: number
  /** By name; null where there is nothing to measure. */
  readonly scores: Readonly<Record<string, number | null>>
}

/** So many passages of either kind, in pairs: a famous one, and one in its manner. */
export function passages(count: number): Passage[] {
  const lines = readFileSync(new URL('passages.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.slice(0, count).flatMap((line) => {
    const pair = JSON.parse(line) as { readonly known: string; readonly new: string }
    return [
      { text: pair.known, known: true },
      { text: pair.new, known: false },
    ]
  })
}

export const membership: Part<Passage, Row> = {
  id: 'membership',
  items: passages,
  keyOf: ({ text }) => text,
  async ask(model, { text, known }) {
    const { tokens, zlibBytes } = await model.force(REQUEST, text)
    const forced = forcedScores({ forced: tokens, forcedBytes: zlibBytes } as Parameters<typeof forcedScores>[0], K)
    const scores = Object.fromEntries(MEMBERSHIP_SCORES.map((name) => [name, forced[name] ?? null]))
    return { known, tokens: tokens.length, scores }
  },
  figures(rows) {
    const areaOf = (scoreOf: (row: Row) => number | null): Figure => {
      const scored = rows.flatMap((row, i) => {
        const score = scoreOf(row)
        // Low = member, so the area is that of minus the score.
        return score === null ? [] : [{ group: String(i), positive: row.known, score: -score }]
      })
      const { area, ci } = areaWithInterval(scored)!
      return { value: area, ci, n: scored.length }
    }
    return {
      passages: rows.length / 2,
      areas: Object.fromEntries(MEMBERSHIP_SCORES.map((name) => [name, areaOf(({ scores }) => scores[name] ?? null)])),
      // What length alone would give.
      length: areaOf(({ tokens }) => tokens),
    }
  },
}
