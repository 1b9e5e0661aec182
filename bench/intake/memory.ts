/**
 * @file `npx tsx bench/intake/memory.ts [MEGABYTES] [PICTURES] [PYTHON]`: imports a zip of so many pictures (20,000) and, where PYTHON has pyarrow, a parquet
 * file, each of so many megabytes (300), in the built app; says what memory Chromium's processes took for it at most, together and each.
 */
import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Uint8ArrayReader, TextReader, ZipWriter } from '@zip.js/zip.js'
import { SCENARIOS } from '../../src/audit/benchmarks/mm-safetybench/meta.ts'
import { CRANE } from '../../src/intake/importers/seeds.ts'
import { PNG } from '../../src/intake/testing.ts'
import { ensureBuilt } from '../../scripts/build.mjs'
import { GIVEN_BUILD, openApp } from '../../scripts/lib/browser.ts'

const MB = 2 ** 20
const [megabytes = '300', pictures = '20000', python = ''] = process.argv.slice(2)
const PICTURES = Number(pictures)
const zipBytes = Number(megabytes) * MB

const folder = mkdtempSync(join(tmpdir(), 'leakscope-intake-'))
try {
  if (GIVEN_BUILD === null) ensureBuilt()
  await measure('zip', await writeZip(join(folder, 'zip')))
  if (python !== '') await measure('parquet', writeParquet(join(folder, 'forget_5')))
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** MM-SafetyBench's layout: SD pictures, of noise, spread over the scenarios. */
async function writeZip(into: string): Promise<string> {
  mkdirSync(into)
  const path = join(into, 'data.zip')
  const zip = new ZipWriter(Writable.toWeb(createWriteStream(path)) as WritableStream, {
    useWebWorkers: false,
    level: 0,
  })
  const each = Math.ceil(PICTURES / SCENARIOS.length)
  for (const { id } of SCENARIOS) {
    const questions = Object.fromEntries(Array.from({ length: each }, (_, n) => [n, CRANE]))
    await zip.add(`data/processed_questions/${id}.json`, new TextReader(JSON.stringify(questions)))
    for (let n = 0; n < each; n++) {
      const picture = Buffer.concat([PNG, randomBytes(Math.round(zipBytes / PICTURES))])
      await zip.add(`data/imgs/${id}/SD/${n}.jpg`, new Uint8ArrayReader(picture))
    }
  }
  await zip.close()
  return into
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

/** What all processes below this one hold, shared pages counted once (Linux: `Pss`), and by Chromium's kinds of processes. */
function memory(): { readonly all: number; readonly each: ReadonlyMap<string, number> } {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === process.pid || isBelow(parent))
  }
  const each = new Map<string, number>()
  let all = 0
  for (const pid of [...parents.keys()].filter(isBelow)) {
    try {
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const kind =
        /--utility-sub-type=(?:\w+\.)*(\w+)/.exec(command)?.[1] ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser'
      const bytes = Number(pss ?? 0) * 1024
      each.set(kind, (each.get(kind) ?? 0) + bytes)
      all += bytes
    } catch {
      // It ended meanwhile.
    }
  }
  return { all, each }
}
