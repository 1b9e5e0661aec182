/**
 * @file Models that are broken give no result: each ends the run, or its report has no headline and the
 * command ends with 1. A whole one with a template of strings does.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import type { RunJson } from '../src/report/export/export.ts'
import { breakModel, DTYPE, stringTemplate } from './fixtures/models/broken.ts'
import { openApp } from './support/app.ts'
import { addFolder, drive, exported, smallConfig } from './support/audit.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

test.describe.configure({ timeout: patient(300_000) })

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakscope-broken-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Asked as a benchmark asks, without a limit of the user's own. */
const config = (model: string, limit: number) => ({
  ...smallConfig(model, limit),
  dtype: DTYPE,
  splits: ['retention'],
  generation: { maxNewTokens: null, escapeClause: 'on' as const },
})

/** `npm test` tries one of each kind; `npm run test:e2e` all. */
const LONG = { tag: '@long' }

for (const [name, says, details] of [
  ['NaN scores', /NaN; 1492 of 1492 are not finite/, {}],
  ['scores of minus infinity', /-Infinity; 1492 of 1492 are not finite/, LONG],
  ['one score for all', /scores all 1492 tokens the same/, LONG],
] as const)
  test(`${name}: the run ends before an answer`, details, async ({ page }) => {
    await openApp(page)
    breakModel(name, folder)
    const run = await (await drive(page, { config: config(await addFolder(page, folder), 1) })).finished
    expect(run, name).toMatchObject({ status: 'failed', failureCode: 'engine-failed' })
    expect(run.failure).toMatch(says)
    expect((await exported(page, run.id)).samples).toEqual([])
  })

for (const [name, says, details] of [
  ['an end at once', /answers say nothing|does not speak/, LONG],
  ['one token for ever', /answers say nothing/, LONG],
  ['an end that never comes', /did not come to an end: the end token is all but impossible/, {}],
  ['permuted tokenizer', /the model does not speak/, {}],
  ['wrong vocabulary', /the model does not speak/, LONG],
] as const)
  test(`${name}: there is no headline`, details, async ({ page }) => {
    await openApp(page)
    breakModel(name, folder)
    const run = await (await drive(page, { config: config(await addFolder(page, folder), 1) })).finished
    expect(run, name).toMatchObject({ status: 'done', environment: { selfCheck: { kind: 'none', passed: null } } })
    const { run: json, html } = await exported(page, run.id)
    expect(json.answers.withheld, name).toMatch(says)
    expect(html).toContain('No headline: ')
    expect(html).not.toContain('headline-number"')
    expect(html).toContain('not checked: WASM is the reference backend')
  })

test('a chat template that takes a string is given one: the model reads as the reader does', async ({ page }) => {
  await openApp(page)
  stringTemplate(folder)
  const own = { ...config(await addFolder(page, folder), 2), splits: ['disclosure'], tasks: ['vqa'] }
  const run = await (await drive(page, { config: own })).finished
  expect(run.status).toBe('done')
  const { run: json, samples } = await exported(page, run.id)
  expect(json.answers.withheld).toBeNull()
  for (const { prompt } of samples) expect(prompt).toMatch(/^<\|im_start\|>User:<image>\n[^{]*<end_of_utterance>/)
  expect(samples.map(({ outcome }) => outcome)).toContain('leak')
})

test('the command ends with 1 where there is no result', LONG, () => {
  breakModel('an end at once', join(folder, 'model'))
  const args = ['--out', join(folder, 'out'), '--model', join(folder, 'model'), '--benchmark', 'mm-privacy']
  const script = fileURLToPath(new URL('../scripts/audit.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [script, ...args, '--device', 'wasm', '--limit', '2'], {
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(1)
  expect(stderr).toMatch(/^audit: no result: [^\n]*answers say nothing[^\n]*$/m)
  const run = JSON.parse(readFileSync(join(folder, 'out', 'run.json'), 'utf8')) as RunJson
  expect(run).toMatchObject({ status: 'done', answers: { empty: 2 } })
})
