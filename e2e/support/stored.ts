/** @file What really lies in the app's database, read past the app: digests of all rows, whoever they belong to. */
import type { Page } from '@playwright/test'
import { sign } from './signs.ts'

export interface Rows {
  readonly count: number
  /** SHA-256 (hex) over the rows in the order of their keys. */
  readonly digest: string
}

export interface StoredShard {
  readonly id: string
  readonly sha256: string
  /** As its manifest says. */
  readonly rows: number
  /** What the keys of its rows begin with. */
  readonly under: string
}

export interface Stored {
  readonly version: number
  readonly shards: readonly StoredShard[]
  /** Keys of items and pictures begin with these, named by a shard or not. */
  readonly items: Readonly<Record<string, Rows>>
  /** SHA-256 (hex) of each picture by its id; null where its bytes are gone. */
  readonly pictures: Readonly<Record<string, Readonly<Record<string, string | null>>>>
  readonly runs: readonly { readonly id: string; readonly status: string; readonly sampleCount: number }[]
  /** By run. */
  readonly samples: Readonly<Record<string, Rows>>
  /** By run; the keys are `sample guard`. */
  readonly responses: Readonly<Record<string, Rows & { readonly keys: readonly string[] }>>
  /** By run and scorer. */
  readonly scores: Readonly<Record<string, Readonly<Record<string, Rows>>>>
}

/** @param page any page of the origin. */
export async function stored(page: Page): Promise<Stored> {
  const found = await page.evaluate(async () => {
    const hash = async (bytes: BufferSource): Promise<string> =>
      Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('')
    const result = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(new Error(String(request.error))))
      })
    const database = await result(indexedDB.open('leakscope'))
    const names = [...database.objectStoreNames]
    const transaction = names.length === 0 ? null : database.transaction(names)
    const all = async <Row>(name: string): Promise<Row[]> =>
      transaction === null || !names.includes(name)
        ? []
        : ((await result(transaction.objectStore(name).getAll())) as Row[])
    const [shards, items, images, packs, runs, samples, responses, scores] = await Promise.all([
      all<{ id: string; sha256: string; rows: number; rowsUnder?: string }>('shards'),
      all<{ shardId: string }>('items'),
      all<{
        shardId: string
        imageId: string
        bytes?: ArrayBuffer
        blob?: Blob
        pack?: number
        from?: number
        length?: number
      }>('images'),
      all<{ shardId: string; pack: number; bytes: ArrayBuffer }>('packs'),
      all<{ id: string; status: string; sampleCount: number }>('runs'),
      all<{ runId: string }>('samples'),
      all<{ runId: string; sampleId: string; guard: string }>('responses'),
      all<{ runId: string; scorer: string }>('scores'),
    ])
    database.close()
    const rowsOf = async (rows: readonly unknown[]) => ({
      count: rows.length,
      digest: await hash(new TextEncoder().encode(JSON.stringify(rows))),
    })
    const by = async <Row, Value>(
      rows: readonly Row[],
      key: (row: Row) => string,
      value: (group: Row[]) => Promise<Value>,
    ): Promise<Record<string, Value>> => {
      const groups = new Map<string, Row[]>()
      for (const row of rows) {
        const group = groups.get(key(row)) ?? []
        group.push(row)
        groups.set(key(row), group)
      }
      const entries: [string, Value][] = []
      for (const [name, group] of groups) entries.push([name, await value(group)])
      return Object.fromEntries(entries)
    }
    const packOf = new Map(packs.map((pack) => [`${pack.shardId} ${pack.pack}`, pack.bytes]))
    const bytesOf = async ({ shardId, bytes, blob, pack, from = 0, length = 0 }: (typeof images)[number]) => {
      if (bytes !== undefined) return bytes
      if (blob !== undefined) return blob.arrayBuffer().catch(() => null)
      return packOf.get(`${shardId} ${pack}`)?.slice(from, from + length) ?? null
    }
    return {
      version: database.version,
      shards: shards.map(({ id, sha256, rows, rowsUnder }) => ({ id, sha256, rows, under: rowsUnder ?? id })),
      items: await by(items, ({ shardId }) => shardId, rowsOf),
      pictures: await by(
        images,
        ({ shardId }) => shardId,
        async (group) =>
          Object.fromEntries(
            await Promise.all(
              group.map(async (image) => {
                const bytes = await bytesOf(image)
                return [image.imageId, bytes === null ? null : await hash(bytes)] as const
              }),
            ),
          ),
      ),
      runs: runs.map(({ id, status, sampleCount }) => ({ id, status, sampleCount })),
      samples: await by(samples, ({ runId }) => runId, rowsOf),
      responses: await by(
        responses,
        ({ runId }) => runId,
        async (group) => ({
          ...(await rowsOf(group)),
          keys: group.map(({ sampleId, guard }) => `${sampleId} ${guard}`),
        }),
      ),
      scores: await by(
        scores,
        ({ runId }) => runId,
        (group) => by(group, ({ scorer }) => scorer, rowsOf),
      ),
    }
  })
  sign()
  return found
}

/** Rows that nothing names: of no shard, of no run. */
export function orphans({ shards, items, pictures, runs, samples, responses, scores }: Stored): string[] {
  const named = new Set(shards.map(({ under }) => under))
  const known = new Set(runs.map(({ id }) => id))
  return [
    ...Object.keys({ ...items, ...pictures })
      .filter((key) => !named.has(key))
      .map((key) => `rows of no shard under ${key}`),
    ...Object.keys({ ...samples, ...responses, ...scores })
      .filter((id) => !known.has(id))
      .map((id) => `rows of no run ${id}`),
  ]
}

/** What a file in the origin's private file system is. */
export interface StoredFile {
  /** `folder/file`, both decoded. */
  readonly path: string
  readonly sha256: string
}

/** Every file of the models that are kept, read past the app. */
export function storedFiles(page: Page): Promise<StoredFile[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const models = await root.getDirectoryHandle('models', { create: true })
    const files: { path: string; sha256: string }[] = []
    for await (const model of models.values()) {
      if (model.kind !== 'directory') continue
      for await (const entry of model.values()) {
        if (entry.kind !== 'file') continue
        const bytes = await (await entry.getFile()).arrayBuffer()
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
        files.push({
          path: `${decodeURIComponent(model.name)}/${decodeURIComponent(entry.name)}`,
          sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
        })
      }
    }
    return files
  })
}
