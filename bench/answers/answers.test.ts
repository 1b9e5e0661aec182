import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isPrivateType } from '../../src/domain/sample.ts'
import { OUTCOMES } from '../../src/domain/score.ts'
import { FUNCTIONS, HALVES, KINDS, LANGUAGES, labelsOf, type Line, readLines } from './lines.ts'
import { makeHalf } from './make.ts'

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
      case 'cloze':
      case 'advice':
        return label === 0 || label === 1
      case 'verdict':
        return label === null || label === 0 || label === 1
      case 'level':
        return [0, 1, 2, 3].includes(label as number)
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

  it('share no wording between the halves', () => {
    const wordings = HALVES.map((half) => new Set(halves[half]?.map(({ wording }) => wording)))
    expect([...wordings[0]!].filter((wording) => wordings[1]!.has(wording))).toEqual([])
    // Nor do two wordings differ in spaces, case or punctuation alone.
    const plain = HALVES.map((half) => {
      const texts = LANGUAGES.map((language) =>
        readFileSync(new URL(`wordings/${half}/${language}.txt`, import.meta.url), 'utf8')
          .split('\n')
          .filter((line) => !line.startsWith('//') && line.replaceAll(/[^\p{L}]/gu, '').length > 24)
          .map((line) =>
            line
              .normalize('NFKC')
              .toLowerCase()
              .replaceAll(/[^\p{L}\p{N}]/gu, ''),
          ),
      )
      return new Set(texts.flat())
    })
    expect([...plain[0]!].filter((text) => plain[1]!.has(text))).toEqual([])
  })

  it('cover every kind in every language, 3,000 and more in each half', () => {
    for (const half of HALVES) {
      const lines = halves[half] ?? []
      expect(lines.length, half).toBeGreaterThan(3000)
      for (const language of LANGUAGES)
        for (const kind of KINDS) {
          const count = lines.filter((line) => line.language === language && line.kind === kind).length
          expect(count, `${half} ${language} ${kind}`).toBeGreaterThanOrEqual(2)
        }
    }
  })

  it('are what make.ts makes', () => {
    for (const half of HALVES) expect(makeHalf(half), half).toEqual(halves[half])
  })
})
