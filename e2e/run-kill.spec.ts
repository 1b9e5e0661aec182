/**
 * @file The browser process killed (SIGKILL) at random moments of a run: after each, resume finishes it with no response lost, none doubled,
 * and the same scores as an uninterrupted run. `LEAKSCOPE_RUN_KILLS` sets how many (2);
 * `LEAKSCOPE_KILL_SEED` repeats a sequence. kill.spec.ts does it at all six stages, and is long.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openApp } from '../scripts/lib/browser.ts'
import { drive, essence, exported, provideModel, smallConfig } from './support/audit.ts'

const KILLS = Number(process.env['LEAKSCOPE_RUN_KILLS'] ?? 2)
const SEED = Number(process.env['LEAKSCOPE_KILL_SEED'] ?? Date.now() % 100_000)
const LIMIT = 12

test('killed at random moments, a run loses no response, doubles none, and scores the same', async () => {
  // Not in the title, which every worker process must find the same.
  test.info().annotations.push({ type: 'seed', description: `LEAKSCOPE_KILL_SEED=${SEED}, ${KILLS} kills` })
  test.setTimeout(300_000 + KILLS * 300_000)
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-kill-'))
  try {
    const whole = await uninterrupted(join(folder, 'whole'))
    const random = generator(SEED)
    for (let round = 0; round < KILLS; round++) {
      const after = Math.round(random() * whole.ms)
      await test.step(`seed ${SEED}, kill ${round + 1}, ${after} ms after the first answer was asked for`, async () => {
        const rows = await killedAndResumed(join(folder, `profile-${round}`), after)
        expect(rows).toEqual(whole.rows)
      })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

async function uninterrupted(profile: string): Promise<{ rows: unknown[]; ms: number }> {
  const app = await openApp(profile)
  try {
    const run = await drive(app.page, { config: smallConfig(await provideModel(app.page), LIMIT) })
    await run.until(({ phase }) => phase === 'running')
    const began = performance.now()
    const { id, status } = await run.finished
    const ms = performance.now() - began
    expect(status).toBe('done')
    const rows = essence(await exported(app.page, id))
    expect(rows).toHaveLength(LIMIT)
    return { rows, ms }
  } finally {
    await app.close()
  }
}

async function killedAndResumed(profile: string, afterMs: number): Promise<unknown[]> {
  const first = await openApp(profile)
  const run = await drive(first.page, { config: smallConfig(await provideModel(first.page), LIMIT) })
  const { runId } = await run.until(({ phase }) => phase === 'running')
  await new Promise((done) => setTimeout(done, afterMs))
  kill(profile)
  await first.close()

  const second = await openApp(profile)
  try {
    const before = await exported(second.page, runId)
    const answered = new Map(before.samples.map((row) => [row.sampleId, row.at]))
    await provideModel(second.page)
    // The run may have ended just before the kill.
    if (before.run.status !== 'done')
      expect((await (await drive(second.page, { resume: runId })).finished).status).toBe('done')
    const after = await exported(second.page, runId)
    expect(after.samples).toHaveLength(LIMIT)
    // What was answered before the kill was not asked again.
    for (const [id, at] of answered) expect(after.samples.find(({ sampleId }) => sampleId === id)?.at).toBe(at)
    return essence(after)
  } finally {
    await second.close()
  }
}

/** Kills the browser's main process, found by its profile; its children die with it. */
function kill(profile: string): void {
  const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  const main = processes.find((line) => line.includes(`--user-data-dir=${profile}`) && !line.includes('--type='))
  const pid = Number(main?.trim().split(/\s+/, 1)[0])
  if (!Number.isInteger(pid)) throw new Error(`No browser with profile ${profile} is running`)
  process.kill(pid, 'SIGKILL')
}

/** mulberry32: small, seeded, good enough to choose moments. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
