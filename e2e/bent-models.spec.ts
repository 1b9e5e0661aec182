/**
 * @file Bent files of models, as a user would pick them: each is refused, ends its run, or is run, always
 * soon and in one line that says what is wrong; and nothing of it is stored by half. `LEAKSCOPE_BENT` sets
 * how many of each kind of file (1); `LEAKSCOPE_BENT_SEED` repeats them.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { createRandom } from '../src/domain/random.ts'
import type { ErrorCode } from '../src/domain/errors.ts'
import { openApp } from './support/app.ts'
import { FOLDER, smallConfig } from './support/audit.ts'
import { bendFile, KINDS, makeWhole } from './support/bent-model.ts'
import { Bystander } from './support/bystander.ts'
import { keptOffline } from './support/killable.ts'
import { countingProxy } from './support/counting-proxy.ts'
import { orphans, stored } from './support/stored.ts'

const EACH = Number(process.env['LEAKSCOPE_BENT'] ?? 1)
const SEED = process.env['LEAKSCOPE_BENT_SEED'] ?? 'test'
const LONGEST_LINE = 900
const FINE = { code: null, message: '' }

/** What a model's files may be refused for. */
const CODES: ReadonlySet<ErrorCode | null> = new Set([
  'bad-config',
  'engine-failed',
  'engine-lost',
  'machine-unfit',
  'model-corrupt',
  'model-incomplete',
  'self-check-failed',
  'timeout',
])

// It would be made of every page that is killed, and slow all of them.
test.use({ trace: 'off' })

// In `npm test` e2e/engine.spec.ts and e2e/bad-model.spec.ts have files that are corrupt, cut off and missing.
test('bent files of models are refused or run, soon and in one line, and nothing is stored by half @long', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(300_000 + KINDS.length * EACH * 60_000)
  const scratch = mkdtempSync(join(tmpdir(), 'leakscope-bent-'))
  const proxy = await countingProxy(baseURL ?? '')
  const seen = new Bystander({ seen: proxy.seen, foreign: [] })
  const outcomes = new Map<string, number>()
  const wrong: string[] = []
  try {
    await openApp(page, proxy.url)
    await keptOffline(page)
    // With the script of every worker.
    expect(await attempt(page, FOLDER)).toEqual(FINE)
    const from = seen.mark()
    for (const kind of KINDS) {
      const folder = join(scratch, kind.model)
      const path = makeWhole(kind, folder)
      const whole = Uint8Array.from(readFileSync(path))
      for (let i = 0; i < EACH; i++) {
        const where = `${SEED}/${kind.name}/${i}`
        writeFileSync(path, bendFile(kind.path, whole, createRandom(where)))
        const { code, message } = await seen.wait(where, attempt(page, folder))
        outcomes.set(code ?? 'run', (outcomes.get(code ?? 'run') ?? 0) + 1)
        const fault = code === null ? null : faultOf(code, message)
        if (fault !== null) wrong.push(`${where}: ${fault}`)
      }
    }
    seen.requestsSince(from, 'bent models', ['/shards/index.json'])
    const now = await stored(page)
    for (const what of orphans(now)) seen.complain('half', what)
    for (const { id, status, sampleCount } of now.runs) {
      const answers = now.responses[id]?.count ?? 0
      if (
        now.samples[id]?.count !== sampleCount ||
        (status === 'done' && answers !== sampleCount) ||
        answers > sampleCount
      )
        seen.complain('half', `run ${id} is ${status} with ${answers} answers of ${sampleCount}`)
    }
    // The page is none the worse.
    expect(await attempt(page, FOLDER)).toEqual(FINE)
  } finally {
    test
      .info()
      .annotations.push(
        ...seen.annotations(KINDS.length * EACH),
        { type: 'outcomes', description: JSON.stringify(Object.fromEntries(outcomes)) },
        ...wrong.map((description) => ({ type: 'wrong', description })),
      )
    await proxy.close()
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
  expect(wrong).toEqual([])
  expect(seen.faults).toEqual([])
})

interface Outcome {
  /** Null: the question was answered. */
  readonly code: string | null
  readonly message: string
}

/** Picks the folder and asks one question. */
async function attempt(page: Page, folder: string): Promise<Outcome> {
  const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(true))
  await input.setInputFiles(folder)
  const added = await input.evaluate((element) => globalThis.leakscope!.addModel(element))
  if ('error' in added) return added.error
  const config = { ...smallConfig(added.ok.id, 1), generation: { maxNewTokens: 4, escapeClause: 'on' as const } }
  const ran = await page.evaluate((given) => globalThis.leakscope!.runAudit(given), config)
  if ('error' in ran) return ran.error
  const { status, failureCode, failure } = ran.ok
  return status === 'done' ? FINE : { code: failureCode ?? 'none', message: failure ?? '' }
}

function faultOf(code: string, message: string): string | null {
  if (!CODES.has(code as ErrorCode)) return `has the code ${code}: ${message.slice(0, 300)}`
  if (message.length < 15 || message.includes('\n')) return `says no one line: ${message.slice(0, 300)}`
  return message.length > LONGEST_LINE ? `says too much: ${message.slice(0, 300)}` : null
}
