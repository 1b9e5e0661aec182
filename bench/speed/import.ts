/**
 * @file Importing a shard of 500 MB through the product's own intake and store, in the built app, against a
 * bare idb write of the same bytes: the pictures lie in memory and are put, row by row, in transactions of 8
 * MB. Several times in turn, each in a browser of its own: how fast a write is depends on what the disk has still
 * to do.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { ensureBuilt } from '../../scripts/build.mjs'
import { GIVEN_BUILD, openApp } from '../../scripts/lib/browser.ts'
import { quantile } from '../../src/domain/statistics/quantile.ts'
import { writeZip } from '../intake/archive.ts'
import { watchImport } from '../intake/watched-import.ts'
import type { Row } from './run.ts'

const MB = 2 ** 20
const BYTES = Number(process.env['LEAKSCOPE_BENCH_IMPORT_MB'] ?? 500) * MB
/** As MM-SafetyBench's own, 100 KB on average. */
const PICTURE = 100 * 1024
const FLOOR = 0.8
/** What the import may hold above the page at rest, whatever the size of the shard. */
const MEMORY_MB = 256
const ROUNDS = 4

export async function importing(): Promise<Row> {
  const { pictures, rounds, ratio, above } = await measureImport()
  const each = rounds.map(({ bareMs, importMs }) => `${seconds(bareMs)} and ${seconds(importMs)}`).join('; ')
  return {
    work: `import of a ${BYTES / MB} MB shard against a bare idb write of the same bytes`,
    ratio,
    floor: `>= ${FLOOR}, memory bounded`,
    holds: ratio >= FLOOR && above <= MEMORY_MB * MB,
    detail: `${pictures} pictures: bare and import with unzipping, checks, hashes and manifest took ${each}, the median of whose ratios stands here; all processes at most ${(above / MB).toFixed(0)} MB above rest (${MEMORY_MB} allowed). The bare write has a row for each picture, the import one for each MB`,
  }
}

export interface MeasuredImport {
  readonly bytes: number
  readonly pictures: number
  /** The two in turn, each pair in a browser of its own, every other one with the bare write first. */
  readonly rounds: readonly { readonly bareMs: number; readonly importMs: number }[]
  /** Median over the rounds of bare over import. */
  readonly ratio: number
  /** Bytes that all processes together held above the page at rest, at most, in any round. */
  readonly above: number
  /** The same of the page's processes alone. */
  readonly aboveInPage: number
}

export async function measureImport(): Promise<MeasuredImport> {
  if (GIVEN_BUILD === null) ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-import-'))
  const pictures = Math.round(BYTES / PICTURE)
  const rounds: { bareMs: number; importMs: number; above: number; aboveInPage: number }[] = []
  try {
    const picked = await writeZip(join(folder, 'zip'), BYTES, pictures)
    for (let round = 0; round < ROUNDS; round++) {
      const profile = join(folder, `profile-${round}`)
      rounds.push(await measureRound(profile, picked, pictures, round % 2 === 1))
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const most = (of: 'above' | 'aboveInPage') => Math.max(...rounds.map((round) => round[of]))
  const ratios = rounds.map(({ bareMs, importMs }) => bareMs / importMs).toSorted((a, b) => a - b)
  const ratio = quantile(ratios, 0.5)
  return { bytes: BYTES, pictures, rounds, ratio, above: most('above'), aboveInPage: most('aboveInPage') }
}

async function measureRound(profile: string, picked: string, pictures: number, bareFirst: boolean) {
  const { page, close } = await openApp(profile)
  page.setDefaultTimeout(0)
  const bare = () => settled(() => bareWrite(page, pictures))
  try {
    const before = bareFirst ? await bare() : null
    const { ms, above, aboveInPage } = await settled(() => watchImport(page, picked))
    return { bareMs: before ?? (await bare()), importMs: ms, above, aboveInPage }
  } finally {
    await close()
  }
}

/** Does it when the disk has nothing left to do from before. */
function settled<T>(work: () => Promise<T>): Promise<T> {
  execFileSync('sync')
  return work()
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** @returns Milliseconds; making the bytes is not counted. */
function bareWrite(page: Page, pictures: number): Promise<number> {
  return page.evaluate(
    async ({ count, size, batchBytes }) => {
      const noise = new Uint8Array(size + count)
      for (let i = 0; i < noise.length; i += 65_536) crypto.getRandomValues(noise.subarray(i, i + 65_536))
      const opening = indexedDB.open('bare', 1)
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows', { keyPath: 'id' }))
      const database = await new Promise<IDBDatabase>((resolve) => {
        opening.addEventListener('success', () => resolve(opening.result))
      })
      let inside = 0
      const each = Math.floor(batchBytes / size)
      for (let from = 0; from < count; from += each) {
        const batch = Array.from({ length: Math.min(each, count - from) }, (_, i) =>
          noise.slice(from + i, from + i + size),
        )
        const start = performance.now()
        const last = from + each >= count
        const transaction = database.transaction('rows', 'readwrite', { durability: last ? 'strict' : 'relaxed' })
        batch.forEach((bytes, i) => transaction.objectStore('rows').add({ id: from + i, bytes: bytes.buffer }))
        await new Promise<void>((resolve, reject) => {
          transaction.addEventListener('complete', () => resolve())
          transaction.addEventListener('abort', () => reject(transaction.error))
        })
        inside += performance.now() - start
      }
      database.close()
      return inside
    },
    { count: pictures, size: PICTURE, batchBytes: 8 * MB },
  )
}
