import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from './install.mjs'
import { ADDITIONS, apply, copyCheckout, differenceOf, passes, touchedBy } from './newcomer.mjs'

const scratch = join(ROOT, `.cache/newcomer-unit-${process.pid}`)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('what somebody new adds (docs/newcomer)', () => {
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
