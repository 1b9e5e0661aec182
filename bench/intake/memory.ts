/**
 * @file `npx tsx bench/intake/memory.ts [MEGABYTES] [PICTURES] [PYTHON]`: imports a zip of so many pictures
 * (20,000) and, where PYTHON has pyarrow, a parquet file, each of so many megabytes (300), in the built app;
 * says what memory Chromium's processes took for it at most, together and each.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../../scripts/build.mjs'
import { GIVEN_BUILD, openApp } from '../../scripts/lib/browser.ts'
import { writeZip } from './archive.ts'
import { memory } from './resident.ts'

const MB = 2 ** 20
const [megabytes = '300', pictures = '20000', python = ''] = process.argv.slice(2)
const PICTURES = Number(pictures)
const zipBytes = Number(megabytes) * MB

const folder = mkdtempSync(join(tmpdir(), 'leakscope-intake-'))
try {
  if (GIVEN_BUILD === null) ensureBuilt()
  await measure('zip', await writeZip(join(folder, 'zip'), zipBytes, PICTURES))
  if (python !== '') await measure('parquet', writeParquet(join(folder, 'forget_5')))
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function writeParquet(into: string): string {
  mkdirSync(into)
  const rows = Math.round(zipBytes / (300 * 1024))
  const script = fileURLToPath(new URL('make_parquet.py', import.meta.url))
  execFileSync(python, [script, join(into, 'train.parquet'), `${rows}`, `${300 * 1024}`])
  return into
}

async function measure(what: string, picked: string): Promise<void> {
  const size = readdirSync(picked).reduce((sum, name) => sum + statSync(join(picked, name)).size, 0)
  const { page, close } = await openApp(join(folder, `${what}-profile`))
  try {
    const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(true))
    await input.setInputFiles(picked)
    await page.evaluate(() => globalThis.leakscope!.shards())
    const before = memory()
    let peak = before
    const most = new Map(before.each)
    const timer = setInterval(() => {
      const now = memory()
      if (now.all > peak.all) peak = now
      for (const [kind, bytes] of now.each) most.set(kind, Math.max(bytes, most.get(kind) ?? 0))
    }, 250)
    const began = performance.now()
    const result = await input.evaluate((element) => globalThis.leakscope!.importShard(element))
    const took = (performance.now() - began) / 1000
    clearInterval(timer)
    const outcome = 'ok' in result ? `imported as ${result.ok}` : result.error.message
    const each = [...most].map(([kind, bytes]) => `${kind} ${mb(bytes - (before.each.get(kind) ?? 0))}`)
    process.stdout.write(
      `${what}: ${mb(size)} MB, ${outcome}; memory at most ${mb(peak.all - before.all)} MB above the ${mb(before.all)} MB before (${each.join(', ')}); ${took.toFixed(0)} s\n`,
    )
  } finally {
    await close()
  }
}

function mb(bytes: number): number {
  return Math.round(bytes / MB)
}
