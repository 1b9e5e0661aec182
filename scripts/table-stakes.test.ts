/** @file docs/table-stakes.md and e2e/README.md name tests that exist, and that `npm test` runs. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './install.mjs'

/** How many rows each page has. */
const PAGES = { 'docs/table-stakes.md': 20, 'e2e/README.md': 12 } as const

const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Rows of a page's table: what, and the tests that show it. */
function rowsOf(page: string) {
  return text(page)
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
}

/** Calls of `test` or `it`, with the title and what stands between it and the test's own code. */
function testsIn(source: string): { readonly title: string; readonly details: string }[] {
  return [...source.matchAll(/\b(?:test|it)\(\s*(['"`])((?:\\.|(?!\1).)*)\1([^=]*)/g)].map(
    ([, , title = '', details = '']) => ({ title: title.replaceAll("\\'", "'"), details }),
  )
}

describe.each(Object.entries(PAGES))('%s', (page, count) => {
  const rows = rowsOf(page)

  it(`has ${count} rows, each with a test`, () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
    expect(rows.filter(({ named }) => named.length === 0)).toEqual([])
  })

  it.each(rows)('$number. $what: the tests are there, and none is left out of npm test', ({ named }) => {
    for (const { path, title } of named) {
      expect(path).toMatch(/^e2e\/[\w-]+\.spec\.ts$|^(?:src|workers|scripts)\/.+\.test\.tsx?$/)
      expect(existsSync(join(ROOT, path)), path).toBe(true)
      const found = testsIn(text(path)).filter((one) => one.title === title)
      expect(found, `${path}: “${title}”`).toHaveLength(1)
      expect(found[0]!.details, `${path}: “${title}” is long`).not.toContain('@long')
    }
  })
})
