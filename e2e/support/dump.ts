/** @file All that a build keeps in a browser, as JSON, and back: what a later build must open unchanged. */
import type { Page } from '@playwright/test'

export interface DumpedStore {
  readonly name: string
  readonly keyPath: string | string[]
  /** With binary values as `{$buffer}`, `{$float32}` or `{$blob, type}` in base64. */
  readonly rows: readonly unknown[]
}

export interface DumpedModel {
  /** As they are called in the origin's private file system. */
  readonly folder: string
  readonly files: readonly {
    readonly name: string
    /** Null for the model's own files, which lie in a folder of fixtures. */
    readonly text: string | null
  }[]
}

export interface Dump {
  readonly version: number
  readonly stores: readonly DumpedStore[]
  readonly models: readonly DumpedModel[]
}

/** Reads the database, image features apart, and the model store, past the app. */
export function dump(page: Page): Promise<Dump> {
  return page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(new Error(String(request.error))))
      })
    const base64 = (bytes: ArrayBufferLike): string =>
      btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))
    const plain = async (value: unknown): Promise<unknown> => {
      if (value instanceof ArrayBuffer) return { $buffer: base64(value) }
      if (value instanceof Float32Array) return { $float32: base64(value.slice().buffer) }
      if (value instanceof Blob) return { $blob: base64(await value.arrayBuffer()), type: value.type }
      if (Array.isArray(value)) return Promise.all(value.map(plain))
      if (typeof value !== 'object' || value === null) return value
      if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error('A value of a kind that no dump knows')
      return Object.fromEntries(
        await Promise.all(Object.entries(value).map(async ([key, inner]) => [key, await plain(inner)] as const)),
      )
    }
    const database = await result(indexedDB.open('leakscope'))
    const transaction = database.transaction([...database.objectStoreNames])
    const read = await Promise.all(
      [...database.objectStoreNames].map(async (name) => {
        const store = transaction.objectStore(name)
        const rows = name.startsWith('feature') ? [] : ((await result(store.getAll())) as unknown[])
        return { name, keyPath: store.keyPath as string | string[], rows }
      }),
    )
    const stores = []
    for (const { rows, ...store } of read) stores.push({ ...store, rows: (await plain(rows)) as unknown[] })
    const root = await navigator.storage.getDirectory()
    const models = []
    for await (const folder of (await root.getDirectoryHandle('models', { create: true })).values()) {
      if (folder.kind !== 'directory') continue
      const files = []
      for await (const entry of folder.values()) {
        if (entry.kind !== 'file') continue
        const ours = entry.name === 'manifest.json' || entry.name.endsWith('~checked')
        files.push({ name: entry.name, text: ours ? await (await entry.getFile()).text() : null })
      }
      models.push({ folder: folder.name, files })
    }
    return { version: database.version, stores, models }
  })
}

/**
 * Puts a dump where nothing is yet. @param page of the origin, without the app. @param files where the
 * models' own files are fetched from, by their names in the model store.
 */
export function restore(page: Page, dumped: Dump, files: string): Promise<void> {
  return page.evaluate(
    async ([{ version, stores, models }, from]) => {
      const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer
      const revived = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(revived)
        if (typeof value !== 'object' || value === null) return value
        const { $buffer: buffer, $float32: floats, $blob: blob, type } = value as Record<string, string | undefined>
        if (buffer !== undefined) return bytesOf(buffer)
        if (floats !== undefined) return new Float32Array(bytesOf(floats))
        if (blob !== undefined) return new Blob([bytesOf(blob)], { type: type ?? '' })
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]))
      }
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('leakscope', version)
        request.addEventListener('upgradeneeded', () => {
          for (const { name, keyPath } of stores) request.result.createObjectStore(name, { keyPath })
        })
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(new Error(String(request.error))))
      })
      const transaction = database.transaction(
        stores.map(({ name }) => name),
        'readwrite',
      )
      for (const { name, rows } of stores) for (const row of rows) transaction.objectStore(name).put(revived(row))
      await new Promise<void>((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve())
        transaction.addEventListener('abort', () => reject(new Error(String(transaction.error))))
      })
      database.close()
      const root = await navigator.storage.getDirectory()
      const store = await root.getDirectoryHandle('models', { create: true })
      for (const model of models) {
        const folder = await store.getDirectoryHandle(model.folder, { create: true })
        for (const { name, text } of model.files) {
          const writable = await (await folder.getFileHandle(name, { create: true })).createWritable()
          await writable.write(text ?? (await (await fetch(`${from}${encodeURIComponent(name)}`)).arrayBuffer()))
          await writable.close()
        }
      }
    },
    [dumped, files] as const,
  )
}
