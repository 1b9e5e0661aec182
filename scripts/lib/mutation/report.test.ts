import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../install.mjs'
import { NAMED } from './named.ts'
import { countsOf, documentOf, type Equivalent, rowOf, scoreOf, TIMEOUT_MS } from './report.ts'
import { scopes } from './scope.ts'

const source = 'const a = 1\nif (a <\n  b) c()\n'
const at = (line: number, column: number, endLine: number, endColumn: number) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
})
const mutants = [
  { mutatorName: 'NumericLiteral', replacement: '2', status: 'Survived', location: at(1, 11, 1, 12) },
  { mutatorName: 'NumericLiteral', replacement: '0', status: 'NoCoverage', location: at(1, 11, 1, 12) },
  { mutatorName: 'EqualityOperator', replacement: 'a <= b', status: 'Killed', location: at(2, 5, 3, 4) },
  { mutatorName: 'ConditionalExpression', replacement: 'true', status: 'Timeout', location: at(2, 5, 3, 4) },
  { mutatorName: 'ConditionalExpression', replacement: 'false', status: 'Survived', location: at(2, 5, 3, 4) },
  { mutatorName: 'StringLiteral', replacement: '""', status: 'Ignored', location: at(1, 1, 1, 2) },
]
const measured = { sha256: 'now', timeoutMs: TIMEOUT_MS, ...countsOf({ source, mutants }) }
const known: Equivalent = { file: 'f', line: 'const a = 1', original: '1', mutant: '2', reason: 'a is not read' }

it('counts what lived, except where the list says that nothing can tell it', () => {
  const row = rowOf('f', measured, [known], 'now')
  expect(row).toMatchObject({ mutants: 5, killed: 2, equivalent: 1, changed: false })
  expect(rowOf('f', measured, [known], 'later').changed).toBe(true)
  expect(row.survivors).toEqual([
    { at: 1, line: 'const a = 1', original: '1', mutant: '0' },
    { at: 2, line: 'if (a <', original: 'a < b', mutant: 'false' },
  ])
  expect(scoreOf(row)).toBe(0.5)
  expect(scoreOf({ mutants: 1, killed: 0, equivalent: 1 })).toBe(1)
})

it('knows an equivalent mutant by its file and its line', () => {
  for (const other of [{ file: 'g' }, { line: 'const a = 2' }, { mutant: '3' }, { original: '2' }])
    expect(rowOf('f', measured, [{ ...known, ...other }], 'now').equivalent).toBe(0)
})

it('writes table, equivalents with their reasons, survivors, and what was not run', () => {
  const named = [
    { says: 'a is b', file: 'src/f', seenBy: 'a test' },
    { says: 'b is c', file: 'src/f', seenBy: null },
  ]
  const text = documentOf([rowOf('src/f', measured, [known], 'later')], ['src/g'], [known], named)
  expect(text).toContain('| a is b | `f` | a test |')
  expect(text).toContain('| b is c | `f` | **none** |')
  expect(text).toContain('| `f` | 5 | 2 | 0 | 3 | 40.0% | changed since |')
  const { timeoutMs: _, ...hurried } = measured
  const early = documentOf([rowOf('src/f', hurried, [known], 'now')], [], [], [])
  expect(early).toContain('| `f` | 5 | 2 | 0 | 3 | 40.0% | yes, hurried |')
  expect(text).toContain('- `f`: ``1`` for ``2``: a is not read')
  expect(text).toContain('- `f:2`: ``a < b`` for ``false``')
  expect(text).toContain('Not run yet: `g`.')
})

it('each named fault can be put into the code as it is, once', () => {
  expect(new Set(NAMED.map(({ says }) => says)).size).toBe(NAMED.length)
  const files = new Set(scopes().map(({ file }) => file))
  for (const { says, file, from } of NAMED) {
    expect(files.has(file), file).toBe(true)
    expect(readFileSync(join(ROOT, file), 'utf8').split(from), says).toHaveLength(2)
  }
})

it('every file under mutation has tests of its own', () => {
  expect(scopes().length).toBeGreaterThan(50)
  for (const { file, tests } of scopes()) {
    expect(existsSync(join(ROOT, file)), file).toBe(true)
    expect(tests.length, file).toBeGreaterThan(0)
    for (const test of tests) expect(existsSync(join(ROOT, test)), test).toBe(true)
  }
})
