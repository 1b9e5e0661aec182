import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from './install.mjs'
import { ADDITIONS, apply, copyCheckout, differenceOf, passes, touchedBy } from './newcomer.mjs'

const scratch = join(ROOT, `.cache/newcomer-unit-${process.pid}`)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Lines that a difference adds by hand. */
const addedBy = (difference: string): number => (difference.match(/^\+(?!\+\+)/gm) ?? []).length

describe('what somebody new adds (docs/newcomer)', () => {
  it('is as long as its page says', () => {
    const page = readFileSync(join(ROOT, 'docs/newcomer/README.md'), 'utf8')
    const told = [...page.matchAll(/^\| \[[^\]]+\]\((\w+)\.diff\)[^|]*\|[^|]*\| (\d+) \|/gm)]
    expect(told.map(([, name]) => name)).toEqual(Object.keys(ADDITIONS))
    for (const [, name = '', lines] of told)
      expect(addedBy(readFileSync(differenceOf(name), 'utf8')), name).toBe(Number(lines))
  })

  it('a measure is a file and its test, and one fixture generator, which makes the fixture', () => {
    const { files, made, tests } = ADDITIONS.measure
    expect(touchedBy(readFileSync(differenceOf('measure'), 'utf8'))).toEqual([...files, ...made].toSorted())
    copyCheckout(scratch, ['src/domain', 'bench/reference', 'vitest.config.ts'])
    expect(apply(scratch, 'measure')).toBe('')
    expect(tests.every((command) => passes(scratch, command))).toBe(true)
  })

  it('an architecture is an adapter and a tiny instance: what this checkout has, taken out and put back', () => {
    const { files } = ADDITIONS.architecture
    expect(touchedBy(readFileSync(differenceOf('architecture'), 'utf8'))).toEqual(files)
    copyCheckout(scratch, files)
    expect(apply(scratch, 'architecture', '-R'), 'node scripts/newcomer.mjs --record architecture').toBe('')
    expect(apply(scratch, 'architecture')).toBe('')
    for (const path of files)
      expect(readFileSync(join(scratch, path), 'utf8')).toBe(readFileSync(join(ROOT, path), 'utf8'))
  })
})
