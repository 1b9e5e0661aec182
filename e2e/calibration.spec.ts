/**
 * @file A broken evaluator fails calibration: faults between the real engine and the runner, in a build made
 * for this test, are each caught by what a control is known to do. Faults of the scorer are in
 * bench/calibration.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, type Page } from '@playwright/test'
import { judge, type Judgement } from '../src/calibration/check.ts'
import { readControls } from '../scripts/lib/calibration-plan.ts'
import { serve } from '../scripts/serve.mjs'
import type { Calibration } from '../src/report/export/calibration.ts'
import { buildFaulty, setFault } from './harness/faulty/build.ts'
import type { Fault } from './harness/faulty/faults.ts'
import { drive, exported, smallConfig } from './support/audit.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

const MODEL = 'control-reader'
const ROOT = fileURLToPath(new URL('..', import.meta.url))

let folder: string
let server: Awaited<ReturnType<typeof serve>>

test.describe.configure({ timeout: patient(600_000) })
test.beforeAll(async () => {
  test.setTimeout(patient(180_000))
  folder = await buildFaulty()
  server = await serve({ root: folder })
})
test.afterAll(() => server.close())

/**
 * All twelve disclosure forms of the demo, one question each, under the one task that is not probed: what the
 * reader's known.json says of them.
 */
async function calibrate(page: Page, fault: Fault | null): Promise<Judgement[]> {
  await setFault(folder, fault)
  await page.goto(server.url)
  await page.waitForFunction(() => globalThis.leakscope !== undefined)
  const config = { ...smallConfig(MODEL, 12), splits: ['disclosure'], tasks: ['vqa'] }
  const { finished } = await drive(page, {
    config: { ...config, generation: { ...config.generation, maxNewTokens: null } },
  })
  const run = await finished
  expect(`${run.status} ${run.failure ?? ''}`.trim()).toBe('done')
  const [control] = await readControls([MODEL])
  const usual = control!.known.filter(({ shard, split }) => shard === null && split === 'disclosure')
  return judge(usual, (await exported(page, run.id)).run.metrics)
}

const verdictOn = (judgements: readonly Judgement[], task: string) =>
  judgements.find((row) => row.metric === 'ASR' && row.task === task && row.type === null)?.verdict

test('the engine as it is passes', async ({ page }) => {
  const judgements = await calibrate(page, null)
  expect(verdictOn(judgements, 'vqa')).toBe('holds')
  expect(judgements.filter(({ verdict }) => verdict === 'fails')).toEqual([])
})

for (const fault of ['wrong chat template', 'images swapped'] as const)
  // A fault that `npm test` tries goes through the command, below.
  test(`${fault}: the reader gives it away`, { tag: '@long' }, async ({ page }) => {
    expect(verdictOn(await calibrate(page, fault), 'vqa')).toBe('fails')
  })

test('last token dropped: npm run calibrate says which numbers fail, and ends with 1', async () => {
  await setFault(folder, 'last token dropped')
  const out = mkdtempSync(join(tmpdir(), 'leakscope-calibrate-'))
  try {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['scripts/calibrate.mjs', '--model', MODEL, '--shard', 'mm-privacy-foreign', '--limit', '8', '--out', out],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, LEAKSCOPE_DIST: folder } },
    )
    expect(stdout).toMatch(/mm-privacy-foreign +distractor-rate .* fails$/m)
    expect(status).toBe(1)
    const { counts, rows } = JSON.parse(readFileSync(join(out, 'calibration.json'), 'utf8')) as Calibration
    expect(counts.fails).toBe(rows.filter(({ verdict }) => verdict === 'fails').length)
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('The evaluator fails calibration')
  } finally {
    rmSync(out, { recursive: true, force: true, maxRetries: 5 })
  }
})
