import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leastRate } from '../../src/domain/statistics/power.ts'
import { HARM_DETECTOR_MEASURED } from '../../src/guards/harm-limits.ts'
import { ANSWERS } from '../../src/report/export/answers.ts'
import { exportFiles } from '../../src/report/export/formats.ts'
import { RUNS } from '../../src/report/export/runs.ts'
import { rate, response, run, sample, score } from '../../src/report/testing/fixture.ts'
import type { MatrixCell } from './matrix.ts'
import { writeOutput } from './output.ts'
import { writeSummary } from './summary.ts'

const folder = mkdtempSync(join(tmpdir(), 'leakscope-summary-'))
afterAll(() => rmSync(folder, { recursive: true }))

const cell = (model: string): MatrixCell => ({
  folder: `${model.replaceAll(/\W/g, '')}/mm-privacy/seed-7`,
  model,
  benchmark: 'mm-privacy',
  seed: 7,
})
const FIRST = cell('=first')
const SECOND = cell('a|<b>')
const STOPPED = cell('stopped')
const NEVER = cell('never')

/** Of ten questions about ten people so many are answered with what is private. */
async function write(
  { folder: below, model }: MatrixCell,
  leaks: number,
  status: 'done' | 'stopped' = 'done',
  guard = 'none',
): Promise<void> {
  const ids = Array.from({ length: 10 }, (_, i) => `s${i}`)
  const results = {
    run: run({ status, config: { ...run().config, model, guards: [guard] }, sampleCount: 10 }),
    samples: ids.map((id) => sample(id, { group: id })),
    responses: ids.map((id) => response(id, `It says a thing or two about the person of ${id}, ten words.`)),
    scores: ids.map((id, i) => score(id, i < leaks ? 'leak' : 'other')),
    metrics: [null, 'direct'].map((task) => ({
      ...rate('ASR', 'disclosure', task, null, leaks, 10),
      least: leastRate(10),
      guard,
    })),
  }
  await writeOutput(
    join(folder, below),
    exportFiles({ kind: 'private', results: [results], reports: [] }, [ANSWERS, RUNS]),
  )
}

beforeAll(async () => {
  await write(FIRST, 9)
  await write(SECOND, 1)
  await write(STOPPED, 3, 'stopped')
  await writeSummary(folder, [FIRST, SECOND, STOPPED, NEVER])
})

const lines = (name: string): string[] => readFileSync(join(folder, name), 'utf8').split(/\r?\n/)

it('has the main numbers of each run that is done, with all that a headline says; nothing runs as a formula', () => {
  expect(lines('summary.csv')).toEqual([
    'model,benchmark,seed,guard,condition,metric,split,task,value,low,high,k,n,no interval because,least detectable,answers,unparsed,errors,degenerate',
    expect.stringMatching(
      /^'=first,mm-privacy,7,none,none,ASR,disclosure,,0\.9,0\.55\d+,0\.997\d+,9,10,,0\.258\d+,10,0,0,0$/,
    ),
    expect.stringMatching(
      /^a\|<b>,mm-privacy,7,none,none,ASR,disclosure,,0\.1,0\.002\d+,0\.44\d+,1,10,,0\.258\d+,10,0,0,0$/,
    ),
    '',
  ])
})

it('says where the harm detector was measured, in each line that rests on it and below the tables', async () => {
  const guarded = cell('guarded')
  await write(guarded, 2, 'done', 'refuse')
  const below = mkdtempSync(join(folder, 'guarded-'))
  for (const name of ['summary.csv', 'summary.md']) expect(lines(name).join(' ')).not.toContain('harm detector')
  await rename(join(folder, guarded.folder.split('/')[0]!), join(below, guarded.folder.split('/')[0]!))
  await writeSummary(below, [guarded])
  const [head, ...rows] = readFileSync(join(below, 'summary.csv'), 'utf8').trimEnd().split('\r\n')
  expect(head).toMatch(/,limits$/)
  for (const row of rows) expect(row).toContain(HARM_DETECTOR_MEASURED)
  expect(readFileSync(join(below, 'summary.md'), 'utf8')).toContain(HARM_DETECTOR_MEASURED)
})

it('holds each model against the first one on the same questions', () => {
  const [head, ...rows] = lines('comparisons.csv')
  expect(head).toMatch(
    /,reference,type,answers,unparsed,errors,degenerate,reference answers,reference unparsed,reference errors,reference degenerate$/,
  )
  expect(rows[0]).toMatch(/^a\|<b>,mm-privacy,7,none,none,leak-difference,,,-0\.8,.*,'=first,,10,0,0,0,10,0,0,0$/)
  // Eight of ten changed, all one way: 2 of 2^8.
  expect(rows.find((row) => row.includes(',leak-difference-p,disclosure,'))).toContain(`,${2 / 2 ** 8},`)
})

it('is a table in which no name becomes markup, and says what has no result and why', () => {
  const text = lines('summary.md')
  expect(text).toContain(
    String.raw`| a\|\<b\> | mm-privacy | 7 |  | ASR, disclosure | 0.100 (0.003 to 0.445) | 1/10 | 0.259 | 0, 0, 0 of 10 |`,
  )
  expect(
    text.find((line) => line.startsWith(String.raw`| a\|\<b\> | =first |`) && line.includes('leak-difference,')),
  ).toMatch(/ \| 0\.600 \| 0, 0, 0 of 10 \| 0, 0, 0 of 10 \|$/)
  expect(text).toContain('- stopped/mm-privacy/seed-7: the run is stopped')
  expect(text).toContain('- never/mm-privacy/seed-7: there is no output of it')
})
