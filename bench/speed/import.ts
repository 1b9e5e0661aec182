/**
 * @file Importing a shard of 500 MB through the product's own intake and store, in the built app, against a
 * bare idb write of the same bytes: the pictures lie in memory and are put, row by row, in transactions of 8
 * MB.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { ensureBuilt } from '../../scripts/build.mjs'
import { GIVEN_BUILD, openApp } from '../../scripts/lib/browser.ts'
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

export async function importing(): Promise<Row> {
  const { pictures, bareMs, importMs, above } = await measureImport()
  const ratio = bareMs / importMs
  return {
    work: `import of a ${BYTES / MB} MB shard against a bare idb write of the same bytes`,
    ratio,
    floor: `>= ${FLOOR}, memory bounded`,
    holds: ratio >= FLOOR && above <= MEMORY_MB * MB,
    detail: `${pictures} pictures: bare ${(bareMs / 1000).toFixed(1)} s, import ${(importMs / 1000).toFixed(1)} s with unzipping, checks, hashes and manifest; all processes at most ${(above / MB).toFixed(0)} MB above rest (${MEMORY_MB} allowed). The bare write has a row for each picture, the import one for each MB`,
  }
}

export interface MeasuredImport {
  readonly bytes: number
  readonly pictures: number
  readonly bareMs: number
  readonly importMs: number
  /** Bytes that all processes together held above the page at rest, at most. */
  readonly above: number
  /** The same of the page's processes alone. */
  readonly aboveInPage: number
}

export async function measureImport(): Promise<MeasuredImport> {
  if (GIVEN_BUILD === null) ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-import-'))
  const { page, close } = await openApp(join(folder, 'profile'))
  page.setDefaultTimeout(0)
  try {
    const pictures = Math.round(BYTES / PICTURE)
    const picked = await writeZip(join(folder, 'zip'), BYTES, pictures)
    const { ms, above, aboveInPage } = await watchImport(page, picked)
    return { bytes: BYTES, pictures, bareMs: await bareWrite(page, pictures), importMs: ms, above, aboveInPage }
  } finally {
    await close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
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
