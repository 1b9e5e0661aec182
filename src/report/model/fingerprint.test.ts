import { expect, test } from 'vitest'
import { fingerprintsOf } from './fingerprint.ts'
import type { Rate, RatePanel } from './rates.ts'

const rate = (k: number): Rate => ({
  value: k / 10,
  n: 10,
  k,
  ci: null,
  known: null,
  corrected: null,
  controls: null,
})

function panel(
  guard: string,
  cells: readonly (readonly [task: string | null, type: string | null, k: number])[],
): RatePanel {
  return {
    benchmark: 'b',
    benchmarkTitle: 'B',
    split: 's',
    splitTitle: 'Split',
    plainly: null,
    values: null,
    guard,
    condition: null,
    rows: cells.map(([task, type, k]) => ({
      task,
      type,
      taskTitle: `Task ${task}`,
      typeTitle: `Type ${type}`,
      refusal: null,
      leak: rate(k),
      behind: { answers: 0, unparsed: 0, errors: 0, degenerate: 0 },
    })),
    answered: null,
    behind: { answers: 0, unparsed: 0, errors: 0, degenerate: 0 },
  }
}

test('tasks by types, without a guard first; what was not asked is null, and pooled rows are none of it', () => {
  const plain = panel('none', [
    [null, null, 7],
    ['direct', 'email', 9],
    ['direct', 'phone', 3],
    ['caption', 'email', 5],
  ])
  const guarded = panel('redact', [['direct', 'email', 0]])
  const [found] = fingerprintsOf([guarded, plain])
  expect(found!.types.map(({ id }) => id)).toEqual(['email', 'phone'])
  expect(found!.guards.map(({ guard }) => guard)).toEqual(['none', 'redact'])
  const numbers = found!.guards.map(({ rows }) =>
    rows.map(({ task, cells }) => [task, cells.map((cell) => cell?.k ?? null)]),
  )
  expect(numbers).toEqual([
    [
      ['direct', [9, 3]],
      ['caption', [5, null]],
    ],
    [
      ['direct', [0, null]],
      ['caption', [null, null]],
    ],
  ])
  expect(fingerprintsOf([panel('none', [[null, null, 1]])])).toEqual([])
})
