/** @file docs/table-stakes.md names tests that exist, and that `npm test` runs. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './install.mjs'

const STAKES = 20

const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** A row of the table: what, and the tests that show it. */
const stakes = text('docs/table-stakes.md')
  .split('\n')
  .flatMap((line) => {
    const [, number, what = '', tests = ''] = /^\| (\d+) \| (.+?) \| (.+) \|$/.exec(line) ?? []
    if (number === undefined) return []
    const files = [...tests.matchAll(/`([\w./-]+)`: ((?:“[^”]+”(?:, )?)+)/g)]
    const named = files.flatMap(([, path = '', titles = '']) =>
      [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ path, title })),
    )
    return [{ number: Number(number), what, named }]
  })

/** Calls of `test` or `it`, with the title and what stands between it and the test's own code. */
function testsIn(source: string): { readonly title: string; readonly details: string }[] {
  return [...source.matchAll(/\b(?:test|it)\(\s*(['"`])((?:\\.|(?!\1).)*)\1([^=]*)/g)].map(
    ([, , title = '', details = '']) => ({ title: title.replaceAll("\\'", "'"), details }),
  )
}

describe('table stakes', () => {
  it('are twenty, each with a test', () => {
    expect(stakes.map(({ number }) => number)).toEqual(Array.from({ length: STAKES }, (_, at) => at + 1))
    expect(stakes.filter(({ named }) => named.length === 0)).toEqual([])
  })

  it.each(stakes)('$number. $what: the tests are there, and none is left out of npm test', ({ named }) => {
    for (const { path, title } of named) {
      expect(path).toMatch(/^e2e\/[\w-]+\.spec\.ts$|^(?:src|workers|scripts)\/.+\.test\.tsx?$/)
      expect(existsSync(join(ROOT, path)), path).toBe(true)
      const found = testsIn(text(path)).filter((one) => one.title === title)
      expect(found, `${path}: “${title}”`).toHaveLength(1)
      expect(found[0]!.details, `${path}: “${title}” is long`).not.toContain('@long')
    }
  })
})
