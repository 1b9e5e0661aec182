/**
 * @file Files under review that are not stored for good yet, so that neither a closed dialog nor a crash loses what
 * a person did. They have a database of their own: adding it upgrades none that a run may be using.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { memoised } from '../../domain/memoised.ts'

/** A picked file and what was made of it so far. */
export interface Draft<T> {
  readonly id: string
  readonly file: File
  readonly work: T
}

/** Drafts in this browser. Everything rejects as IndexedDB does, by `QuotaExceededError` among others. */
export interface Drafts<T> {
  /** Takes them for this tab; resolves to what gives them back, or to null while another tab has them. */
  hold(): Promise<(() => void) | null>
  /** In the order in which they were added. */
  all(): Promise<Draft<T>[]>
  count(): Promise<number>
  add(draft: Draft<T>): Promise<void>
  /** Does nothing to one that was removed. */
  update(id: string, work: T): Promise<void>
  remove(ids: readonly string[]): Promise<void>
  clear(): Promise<void>
}

const NAME = 'leakscope-drafts'
/** Raise it when the shape of `work` changes: drafts of another shape are dropped. */
const VERSION = 1

interface DraftsSchema<T> extends DBSchema {
  /** Written once, and apart: every key that is typed writes a row of `works`. */
  files: { key: string; value: { readonly id: string; readonly file: File } }
  works: { key: string; value: { readonly id: string; readonly added: number; readonly work: T } }
}

/** Opens nothing before it is asked. @param name another database's, for tests. */
export function createDrafts<T>(name: string = NAME): Drafts<T> {
  const database = memoised(() => open<T>(name))
  let last = 0
  return {
    hold: () => hold(name),
    async all() {
      const transaction = (await database()).transaction(['files', 'works'])
      const [files, works] = await Promise.all([
        transaction.objectStore('files').getAll(),
        transaction.objectStore('works').getAll(),
      ])
      const fileOf = new Map(files.map(({ id, file }) => [id, file]))
      return works
        .toSorted((a, b) => a.added - b.added)
        .flatMap(({ id, work }) => {
          const file = fileOf.get(id)
          return file === undefined ? [] : [{ id, file, work }]
        })
    },
    count: async () => (await database()).count('works'),
    async add({ id, file, work }) {
      last = Math.max(last + 1, Date.now())
      const added = last
      const transaction = (await database()).transaction(['files', 'works'], 'readwrite')
      await Promise.all([
        transaction.objectStore('files').put({ id, file }),
        transaction.objectStore('works').put({ id, added, work }),
        transaction.done,
      ])
    },
    async update(id, work) {
      const transaction = (await database()).transaction('works', 'readwrite')
      const before = await transaction.store.get(id)
      if (before !== undefined) await transaction.store.put({ ...before, work })
      await transaction.done
    },
    async remove(ids) {
      const transaction = (await database()).transaction(['files', 'works'], 'readwrite')
      await Promise.all([
        ...ids.flatMap((id) => [
          transaction.objectStore('files').delete(id),
          transaction.objectStore('works').delete(id),
        ]),
        transaction.done,
      ])
    },
    async clear() {
      const transaction = (await database()).transaction(['files', 'works'], 'readwrite')
      await Promise.all([
        transaction.objectStore('files').clear(),
        transaction.objectStore('works').clear(),
        transaction.done,
      ])
    },
  }
}

async function open<T>(name: string): Promise<IDBPDatabase<DraftsSchema<T>>> {
  return openDB<DraftsSchema<T>>(name, VERSION, {
    upgrade(database) {
      for (const store of database.objectStoreNames) database.deleteObjectStore(store)
      database.createObjectStore('files', { keyPath: 'id' })
      database.createObjectStore('works', { keyPath: 'id' })
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
}

/** A Web Lock, which the browser frees however the tab ends; a review that was just closed needs a moment for it. */
async function hold(name: string): Promise<(() => void) | null> {
  for (let tries = 0; tries < 10; tries++) {
    const release = await holdNow(name)
    if (release !== null) return release
    await new Promise((over) => setTimeout(over, 100))
  }
  return null
}

function holdNow(name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(null)
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })
}
