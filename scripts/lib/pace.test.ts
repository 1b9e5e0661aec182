import { expect, it } from 'vitest'
import type { RunJson } from '../../src/report/export/export.ts'
import type { PrivateRow } from '../../src/report/export/evidence.ts'
import { paceOf, partsWithin, type Cost } from './pace.ts'

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds).toISOString()

/** Answers that ended at these seconds, each about a picture of its own. */
function trial(ends: readonly number[], status: RunJson['status'] = 'done') {
  const rows = ends.map((end, i) => ({ sampleId: `s${i}`, imageId: `p${i}`, itemId: `i${i}`, at: at(end) }))
  return { run: { status, createdAt: at(0) } as RunJson, rows: rows as unknown as PrivateRow[] }
}

it('is the time from answer to answer, with its interval, and what went before the first', () => {
  // Gaps 1, 3, 1, 3, 1, 3: mean 2, variance 6/5, half an interval t(5; .975) = 2.5706 times sqrt(1.2 / 6).
  const { seconds, load, measured } = paceOf(trial([10, 11, 14, 15, 18, 19, 22]), 'trial')
  expect(measured).toBe(6)
  expect(load).toBe(8)
  expect(seconds[0]).toBe(2)
  expect(seconds[1]).toBeCloseTo(2 - 2.5706 * Math.sqrt(0.2), 4)
  expect(seconds[2]).toBeCloseTo(2 + 2.5706 * Math.sqrt(0.2), 4)
})

it('counts an answer behind a guard with the sample that it is of', () => {
  const plain = trial([10, 12, 14, 16, 18, 20, 22])
  const guarded = plain.rows.map((row, i) => ({ ...row, at: at(11 + 2 * i) }))
  expect(paceOf({ ...plain, rows: [...plain.rows, ...guarded] }, 'trial')).toMatchObject({ measured: 6, load: 9 })
})

it('is none of a run that did not end, or of too few pictures', () => {
  expect(() => paceOf(trial([1, 2, 3, 4, 5, 6, 7], 'running'), 'trial')).toThrow(/^trial: its run is running/)
  expect(() => paceOf(trial([1, 2, 3]), 'trial')).toThrow(/^trial: it has answers about 3 pictures; .*raise/)
})

it('deals into the fewest parts that keep within the time, and says where pictures are too few', () => {
  const cost: Cost = { answers: 100, pictures: 10, seconds: [1, 0.5, 2], load: 20, measured: 9 }
  // 20 s to load and 2 s for each answer, at most.
  expect(partsWithin([cost], 220)).toBe(1)
  expect(partsWithin([cost], 219)).toBe(2)
  expect(partsWithin([cost], 40)).toBe(10)
  expect(partsWithin([cost, cost], 240)).toBe(2)
  expect(() => partsWithin([cost], 39)).toThrow(/^--hours: even 10 parts, .* take 40 s each/)
})
