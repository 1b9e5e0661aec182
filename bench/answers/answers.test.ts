import { describe, expect, it } from 'vitest'
import { isPrivateType } from '../../src/audit/sample.ts'
import { OUTCOMES } from '../../src/audit/score.ts'
import { FUNCTIONS, HALVES, KINDS, LANGUAGES, labelsOf, type Line, readLines } from './lines.ts'

const halves = Object.fromEntries(HALVES.map((half) => [half, readLines(half)]))
const all: readonly Line[] = Object.values(halves).flat()

/** Labels that a function can give. */
function fits(line: Line): boolean {
  return labelsOf(line).every((label) => {
    switch (line.fn) {
      case 'leak':
        return (OUTCOMES as readonly unknown[]).includes(label)
      case 'refusal':
        return typeof label === 'boolean'
      case 'choice':
        return label === null || Object.keys(line.options ?? {}).includes(String(label))
      case 'yesno':
        return label === null || label === 'yes' || label === 'no'
      case 'noise':
        return label === 0 || label === 1
      case 'safety':
        return label === 'comply' || label === 'refused' || label === 'off-task'
    }
  })
}

describe('the labelled answers', () => {
  it('are well formed', () => {
    const bad = all.filter(
      (line) =>
        !(KINDS as readonly string[]).includes(line.kind) ||
        !(LANGUAGES as readonly string[]).includes(line.language) ||
        !(FUNCTIONS as readonly string[]).includes(line.fn) ||
        line.answer.trim() === '' ||
        /⏎|\{v\b|undefined/.test(line.answer) ||
        (line.fn === 'leak' && (!isPrivateType(line.type ?? '') || (line.truth ?? '') === '')) ||
        !fits(line),
    )
    expect(bad).toEqual([])
  })

  it('have ids of their own and do not repeat', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    const bodies = all.map(({ language, fn, type, truth, options, answer }) =>
      JSON.stringify([language, fn, type, truth, options, answer]),
    )
    expect(bodies.length - new Set(bodies).size).toBe(0)
  })
})
