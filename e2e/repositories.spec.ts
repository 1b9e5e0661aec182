/**
 * @file The benchmarks' repositories as cloned (bench/intake/repositories.ts), imported in the app and by the
 * command line's `--shard`, as a folder, as a zip of it and file by file: every count is the one that was
 * kept while they were built, and what is not used is named. `node scripts/test-repositories.mjs` does the
 * same in the published sizes, and with FigStep's own clone.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { repositories, writeRepository, type Repository } from '../bench/intake/repositories.ts'
import { pickShard } from '../scripts/lib/drive.ts'
import { zipped } from '../src/intake/seeds.ts'
import type { ImportPreview } from '../workers/intake/types.ts'
import { openApp } from './support/app.ts'
import { FOLDER } from './support/audit.ts'
import { openImport, pickFolder } from './support/plan.ts'
import { rowsOf } from './support/stores.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

const STORES = ['items', 'images'] as const

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PUBLISHED = process.env['LEAKSCOPE_REPOSITORIES'] === 'published'
/** A clone of ThuCCSLab/FigStep, whose counts are those of its own lists. */
const FIGSTEP = process.env['LEAKSCOPE_FIGSTEP'] ?? ''
const BENCHMARKS = ['mm-privacy', 'mllmu-bench', 'inadvertent-memorization', 'mm-safetybench', 'mllmguard']

test.describe.configure({ timeout: PUBLISHED ? 3_600_000 : 240_000 })

let folder: string
let all: Record<string, Repository>
const cloneOf = (name: string): string => join(folder, name.replaceAll(' ', '-'), 'clone')
const zipOf = (name: string): string => join(folder, name.replaceAll(' ', '-'), 'clone.zip')
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leakscope-repositories-'))
  all = await repositories(PUBLISHED ? 'published' : 'small', process.env['LEAKSCOPE_PYTHON'])
  for (const [name, repository] of Object.entries(all)) {
    mkdirSync(cloneOf(name), { recursive: true })
    writeRepository(repository, cloneOf(name))
    const { file } = await zipped(repository.files)
    writeFileSync(zipOf(name), new Uint8Array(await file.arrayBuffer()))
  }
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** bench/intake/repositories.test.ts holds every count of each of them, and one is imported by `npm test`. */
const IN_NPM_TEST = 'FigStep'
for (const [which, details] of [
  [IN_NPM_TEST, {}],
  ['the others', { tag: '@long' }],
] as const)
  test(`in the app: the folder, the zip, and files by hand: ${which}`, details, async ({ page }) => {
    const those = Object.entries(all).filter(([name]) => (name === IN_NPM_TEST) === (which === IN_NPM_TEST))
    expect(those.length).toBeGreaterThan(0)
    await openApp(page)
    for (const [name, repository] of those) {
      await test.step(name, async () => {
        const { rows, pictures, rejected, unused, files, told, byHand } = repository
        const whole = `${rows}, with ${pictures} pictures; ${rejected} rejected`
        const dialog = await openImport(page)
        await pickFolder(page, dialog, cloneOf(name))
        const preview = dialog.getByRole('region', { name: 'Preview' })
        await expect(preview.getByText(whole)).toBeVisible()
        await expect(
          preview.getByText(`${unused} of ${Object.keys(files).length} files are not needed and are left out.`),
        ).toBeVisible()
        for (const words of told) await expect(preview.getByText(words).first()).toBeVisible()
        if (rejected > 0) await expect(preview.getByText(`${rejected} rejected row`)).toBeVisible()

        await dialog.getByLabel('Or pick files').setInputFiles(zipOf(name))
        await expect(preview.getByText(/^.*clone\.zip\//).first()).toBeVisible()
        await expect(preview.getByText(whole)).toBeVisible()
        expect(await importPreviewed(page, dialog)).toEqual({ rows, pictures })

        const again = await openImport(page)
        await again.getByLabel('Or pick files').setInputFiles(byHand.files.map((path) => join(cloneOf(name), path)))
        if (typeof byHand.gives === 'number') {
          await expect(again.getByText(new RegExp(`^${byHand.gives}, with \\d+ pictures`))).toBeVisible()
          expect((await importPreviewed(page, again)).rows).toBe(byHand.gives)
        } else {
          await expect(again.getByRole('alert')).toContainText(byHand.gives)
          await again.getByRole('button', { name: 'Close' }).click()
        }
      })
    }
  })

test('by --shard: the folders of all, in one audit @long', async () => {
  const given = Object.entries(all).map(([name, repository]) => ({ path: cloneOf(name), repository }))
  const out = join(folder, 'out')
  const config = join(folder, 'short.json')
  // What is answered is another test's matter.
  writeFileSync(config, JSON.stringify({ generation: { maxNewTokens: 4 } }))
  const shards = given.flatMap(({ path }) => ['--shard', path])
  // Of FigStep-Pro's questions, 604 tokens with their joined pictures, this seed draws none: the tiny model takes 512.
  const run = ['--out', out, '--config', config, '--model', FOLDER, '--device', 'wasm', '--limit', '1', '--seed', '1']
  const stderr = await audit([...run, '--benchmark', BENCHMARKS.join(','), ...shards])
  const imports = JSON.parse(readFileSync(join(out, 'imports.json'), 'utf8')) as (ImportPreview & { path: string })[]
  expect(imports.map(({ path, rows }) => [path, rows])).toEqual(
    given.map(({ path, repository }) => [path, repository.rows]),
  )
  for (const [at, { repository }] of given.entries()) {
    const { pictures, rejected, notes } = imports[at]!
    expect([pictures, rejected.length]).toEqual([repository.pictures, repository.rejected])
    for (const words of repository.told) expect(notes.join('\n')).toMatch(words)
    // What the file says, the command says too.
    for (const note of notes) expect(stderr).toContain(note)
  }
  const written = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { status: string; shards: unknown[] }
  expect(written, stderr).toMatchObject({ status: 'done' })
  expect(written.shards).toHaveLength(given.length)
})

test('by --shard: zips and single files, as the command hands them to the app @long', async ({ page }) => {
  await openApp(page)
  for (const [name, { rows, pictures, rejected, byFile }] of Object.entries(all)) {
    await test.step(name, async () => {
      const { preview } = await pickShard(page, zipOf(name))
      expect([preview.rows, preview.pictures, preview.rejected.length]).toEqual([rows, pictures, rejected])
      for (const [path, expected] of Object.entries(byFile)) {
        const before = await rowsOf(page, STORES)
        expect((await pickShard(page, join(cloneOf(name), path))).preview.rows).toBe(expected)
        expect((await rowsOf(page, STORES)).items - before.items).toBe(expected)
      }
    })
  }
})

test('FigStep’s own clone: each of its lines twice, with its own pictures, and its Pro set', async ({ page }) => {
  test.skip(FIGSTEP === '', 'no clone was given')
  const lines = (name: string): number =>
    readFileSync(join(FIGSTEP, 'data/question', name), 'utf8')
      .trimEnd()
      .split('\n').length - 1
  await openApp(page)
  const dialog = await openImport(page)
  await pickFolder(page, dialog, FIGSTEP)
  const [questions, pro] = [lines('safebench.csv'), lines('SafeBench-Tiny.csv')]
  await expect(dialog.getByText(`${2 * questions + pro}, with ${questions + pro} pictures; 0 rejected`)).toBeVisible()
  await expect(dialog.getByText('drawn here')).toBeHidden()
  expect(await importPreviewed(page, dialog)).toEqual({ rows: 2 * questions + pro, pictures: questions + pro })
  const out = join(folder, 'out-figstep')
  const args = ['--out', out, '--model', FOLDER, '--device', 'wasm', '--limit', '1', '--benchmark', 'mm-safetybench']
  await audit([...args, '--shard', join(FIGSTEP, 'data/question/SafeBench-Tiny.csv')])
  const [tiny] = JSON.parse(readFileSync(join(out, 'imports.json'), 'utf8')) as ImportPreview[]
  expect(tiny).toMatchObject({ rows: 2 * pro, pictures: pro, rejected: [] })
  // The pictures beside its folder are found.
  expect(tiny!.notes.join('\n')).not.toContain('drawn here')
})

/** @returns what came into the store. */
async function importPreviewed(page: Page, dialog: Locator): Promise<{ rows: number; pictures: number }> {
  const before = await rowsOf(page, STORES)
  const unknown = dialog.getByLabel(/scored for refusal only/)
  if (await unknown.isVisible()) await unknown.check()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog).toBeHidden({ timeout: PUBLISHED ? 1_800_000 : 60_000 })
  const after = await rowsOf(page, STORES)
  return { rows: after.items - before.items, pictures: after.images - before.images }
}

function audit(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts', 'audit.mjs'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('error', reject)
    // 1: answers of a model of random weights are worth nothing, which is said in the end.
    child.on('close', (code) =>
      code === 0 || code === 1 ? resolve(stderr) : reject(new Error(`${basename(args[1]!)}: ${stderr}`)),
    )
  })
}
