/**
 * @file `npx tsx bench/intake/memory.ts [MEGABYTES] [PICTURES] [PYTHON]`: memory and speed of imports in one run, as
 * the table of docs/speed.md#imports. A zip of so many pictures (20,000) and, where PYTHON has pyarrow, a parquet
 * file, each of so many megabytes (300), in the built app; then the 500 MB of bench/speed/import.ts, four times in
 * turn with a bare write of the same bytes. Each in a browser of its own; memory is that of all its processes above
 * rest. The first two are imported once more in a browser that tidies up all memory each time it tidies up: what it
 * holds then at most is what an import needs, and the rest is what an engine has not given back yet, which is its own
 * choice.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../../scripts/build.mjs'
import { GIVEN_BUILD, openApp } from '../../scripts/lib/browser.ts'
import { measureImport } from '../speed/import.ts'
import { writeZip } from './archive.ts'
import { watchImport } from './watched-import.ts'

const MB = 2 ** 20
/** Of a parquet file's pictures. */
const PICTURE = 300 * 1024
const [megabytes = '300', pictures = '20000', python = ''] = process.argv.slice(2)
const PICTURES = Number(pictures)
const wanted = Number(megabytes) * MB

const folder = mkdtempSync(join(tmpdir(), 'leakscope-intake-'))
try {
  if (GIVEN_BUILD === null) ensureBuilt()
  process.stdout.write(`Load before: ${loadavg()[0]!.toFixed(1)} (times want a quiet machine)\n\n`)
  print('import', 'size', 'memory at most above rest', 'of which the page’s processes', 'needed', 'time')
  print('---', '---', '---', '---', '---', '---')
  await measure(`a zip of ${count(PICTURES)} pictures`, await writeZip(join(folder, 'zip'), wanted, PICTURES))
  if (python !== '')
    await measure(`a parquet file of ${count(Math.round(wanted / PICTURE))} people with pictures`, writeParquet())
  const { bytes, pictures: many, rounds, ratio, above, aboveInPage } = await measureImport()
  const pairs = rounds.map(({ bareMs, importMs }) => `${seconds(importMs)} (bare ${seconds(bareMs)})`).join(', ')
  const times = `${pairs}: ratio ${ratio.toFixed(2)}`
  print(`a zip of ${count(many)} pictures`, `${mb(bytes)} MB`, `${mb(above)} MB`, `${mb(aboveInPage)} MB`, '', times)
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** @returns the folder that holds it. */
function writeParquet(): string {
  const into = join(folder, 'forget_5')
  mkdirSync(into)
  const script = fileURLToPath(new URL('make_parquet.py', import.meta.url))
  execFileSync(python, [script, join(into, 'train.parquet'), `${Math.round(wanted / PICTURE)}`, `${PICTURE}`])
  return into
}

async function measure(what: string, picked: string): Promise<void> {
  const size = readdirSync(picked).reduce((sum, name) => sum + statSync(join(picked, name)).size, 0)
  const { above, aboveInPage, ms } = await importOnce(picked, `${size}`)
  const needed = (await importOnce(picked, `${size}-tidy`, ['--js-flags=--gc-global'])).above
  print(what, `${mb(size)} MB`, `${mb(above)} MB`, `${mb(aboveInPage)} MB`, `${mb(needed)} MB`, seconds(ms))
}

async function importOnce(picked: string, profile: string, args: readonly string[] = []) {
  const { page, close } = await openApp(join(folder, profile), args)
  page.setDefaultTimeout(0)
  try {
    return await watchImport(page, picked)
  } finally {
    await close()
  }
}

function print(...cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

function mb(bytes: number): number {
  return Math.round(bytes / MB)
}

function count(number: number): string {
  return number.toLocaleString('en')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
