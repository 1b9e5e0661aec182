import { describe, expect, it } from 'vitest'
import { type TaskAnswer, taskGap } from './task-gap.ts'

/** One group for each row; of each task whether its value came out, `.` where it was not asked. */
const answers = (...groups: string[]): TaskAnswer[] =>
  groups.flatMap((row, group) =>
    [...row].flatMap((hit, task) => (hit === '.' ? [] : [{ group: `${group}`, task: `${task}`, hit: hit === '+' }])),
  )

describe('task gap', () => {
  it('is the highest rate minus the lowest, and their deviation', () => {
    const told = taskGap(answers('++--', '+---', '+---', '+---'), 's')!
    // Rates 1, 1/4, 0, 0 around 5/16.
    expect(told.gap.value).toBe(1)
    expect(told.spread.value).toBeCloseTo(Math.sqrt((11 ** 2 + 1 + 5 ** 2 + 5 ** 2) / 4) / 16, 12)
  })

  it('is set against exchanges of the tasks within a group', () => {
    const { gap, spread } = taskGap(answers('+-', '+-', '+-', '+-'), 's')!
    // Of 16 exchanges 2 give a gap of 1, 8 one of 1/2, 6 none: mean 6/16, and 1 in 8 is as large.
    expect(gap.byChance).toBeCloseTo(6 / 16, 1)
    expect(gap.p).toBeCloseTo(1 / 8, 1)
    expect(spread.byChance).toBeCloseTo(gap.byChance / 2, 12)
    expect(spread.p).toBe(gap.p)
  })

  it('exchanges only what a group was asked', () => {
    // Each group knows one task: nothing can be exchanged, and the gap by chance is the gap.
    const { gap } = taskGap(answers('+.', '+.', '.-', '.-'), 's')!
    expect(gap).toEqual({ value: 1, byChance: 1, p: 1 })
  })

  it('exchanges all answers of a group to a task together', () => {
    const twice = (row: string) => answers(row, row).map((answer) => ({ ...answer, group: 'one' }))
    // One group, two items: the gap stays 1 whichever way.
    expect(taskGap(twice('+-'), 's')?.gap).toMatchObject({ value: 1, byChance: 1, p: 1 })
  })

  it('is none of one task, and the same each time', () => {
    expect(taskGap(answers('+', '-'), 's')).toBeNull()
    expect(taskGap([], 's')).toBeNull()
    const own = answers('+-+', '--+', '+--')
    expect(taskGap(own, 's')).toEqual(taskGap(own, 's'))
  })
})
