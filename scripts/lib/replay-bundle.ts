/** @file Random samples of an audit asked again of the model at hand, in the built app in headless Chromium. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '../../src/domain/random.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import { readExported, readPrivateRow, readRunJson } from '../../src/report/export/read.ts'
import { PLAN } from '../../src/run/registered-plan.ts'
import type { RunSnapshot } from '../../src/run/types.ts'
import { decode, filesIn, type Bytes } from '../../src/verify/bundle.ts'
import { drawn, unlike } from '../../src/verify/replay.ts'
import { readPlan, type Check, type Verdict } from '../../src/verify/verify.ts'
import { ensureBuilt } from '../build.mjs'
import { GIVEN_BUILD, openApp } from './browser.ts'
import { pick, pickShard, unwrap } from './drive.ts'
import { looksLikePath } from './audit-arguments.ts'
import { UsageError } from './exit.ts'
import { progressPrinter } from './progress.ts'

export interface ReplayOptions {
  readonly count: number
  /** The model's folder; null: it ships. */
  readonly model: string | null
  /** Files and folders of data that do not ship. */
  readonly shards: readonly string[]
}

/**
 * The verdict with one check more. @param bundle that was verified.
 * @throws UsageError where model or data are not at hand, or not those of the audit.
 */
export async function replayBundle(bundle: Bytes, verdict: Verdict, options: ReplayOptions): Promise<Verdict> {
  const files = await filesIn(bundle)
  const lines = (name: string) =>
    decode(files.get(name)!)
      .split('\n')
      .filter((line) => line !== '')
  const json = readRunJson(decode(files.get('run.json')!))
  const { run, responses } = readExported(
    json,
    lines('samples.jsonl').map((line) => readPrivateRow(line)),
  )
  const samples = drawn(readPlan(lines(PLAN)).samples, options.count, createRandom(crypto.randomUUID()))
  const own = new Map(responses.filter(({ guard }) => guard === NO_GUARD).map((one) => [one.sampleId, one]))
  if (GIVEN_BUILD === null) ensureBuilt()
  const profile = mkdtempSync(join(tmpdir(), 'leakscope-replay-'))
  const app = await openApp(profile)
  try {
    const { page } = app
    const print = progressPrinter((line) => process.stderr.write(`asking again: ${line}\n`))
    await page.exposeFunction('leakscopeProgress', (snapshot: RunSnapshot) => print(snapshot))
    for (const path of options.shards) if (looksLikePath(path)) await pickShard(page, path)
    const model = options.model === null ? run.config.model : await pick(page, options.model, 'model')
    const known = await page.evaluate(() => globalThis.leakscope!.models())
    if (!known.some(({ id }) => id === model))
      throw new UsageError(`--replay: the model ${model} does not ship; give its folder with --model`)
    const again = unwrap(
      await page.evaluate(
        ([earlier, asked]) =>
          globalThis.leakscope!.replay(
            earlier,
            asked,
            (globalThis as unknown as { leakscopeProgress: (snapshot: RunSnapshot) => void }).leakscopeProgress,
          ),
        [{ ...run, config: { ...run.config, model } }, samples] as const,
      ),
    )
    const now = new Map(again.map((one) => [one.sampleId, one]))
    return withCheck(
      verdict,
      samples.map(({ id }) => [id, unlike(own.get(id)!, now.get(id)!)] as const),
    )
  } finally {
    await app.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function withCheck(verdict: Verdict, found: readonly (readonly [string, string | null])[]): Verdict {
  const other = found.filter(([, difference]) => difference !== null)
  const same = other.length === 0
  const check: Check = {
    what: 'Random samples, asked again, are answered with the same tokens',
    passed: same,
    found: same
      ? `${found.length} of ${found.length}: ${found.map(([id]) => id).join(', ')}`
      : `${other.length} of ${found.length} are not: ${other.map(([id, difference]) => `${id}: ${difference}`).join('; ')}`,
  }
  return { ...verdict, checks: [...verdict.checks, check], ...concluded(verdict, same) }
}

function concluded({ passed, conclusion }: Verdict, same: boolean): Pick<Verdict, 'passed' | 'conclusion'> {
  if (same) return { passed, conclusion: `${conclusion} The model at hand gives the answers that were asked again.` }
  return {
    passed: false,
    conclusion: passed
      ? 'Its numbers are those of its answers, but the model at hand gives others.'
      : `${conclusion} But the model at hand gives other answers.`,
  }
}
