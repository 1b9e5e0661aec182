import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setAside, writeOutput } from './output.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakscope-output-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['2026-11-30T06:00:00.000Z', 'b1d5c8f2-0000', '2026-11-30T06-00-00-000--b1d5c8f2'],
  ['2026', '/../../x', '2026--------x'],
  ['../../..', String.raw`..\..\..`, '-----------------'],
])('a run of %s with the id %s is set aside within the folder', async (createdAt, id, name) => {
  const out = join(folder, 'out')
  await mkdir(out)
  writeFileSync(join(out, 'run.json'), JSON.stringify({ id, createdAt }))
  const to = await setAside(out, 'another')
  expect(dirname(to!)).toBe(join(out, 'earlier'))
  expect(readdirSync(join(out, 'earlier'))).toEqual([name])
  expect(readdirSync(join(out, 'earlier', name))).toEqual(['run.json'])
  expect(readdirSync(folder)).toEqual(['out'])
})

test('files of all formats are written, run.json behind the others', async () => {
  const there: string[][] = []
  async function* pieces() {
    there.push(readdirSync(folder).filter((name) => !name.includes('.tmp')))
    yield 'a'
    yield 'b'
  }
  await writeOutput(folder, [
    { name: 'run.json', pieces: pieces() },
    { name: 'metrics.csv', pieces: pieces() },
    { name: 'metrics.md', pieces: pieces() },
  ])
  expect(there).toEqual([[], [], ['metrics.csv']])
  expect(readdirSync(folder).toSorted()).toEqual(['metrics.csv', 'metrics.md', 'run.json'])
  expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe('ab')
})
