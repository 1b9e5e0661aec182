import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test, vi } from 'vitest'
import { connect, type Runs } from './connection.ts'
import { DATABASE_VERSION } from './schema.ts'
import { openStore } from './store.ts'
import { freshStore, run } from './testing/records.ts'

describe('the connection', () => {
  test('gives way to a newer version and tells so', async () => {
    const notices: string[] = []
    const store = await openStore('upgraded', (notice) => notices.push(notice))
    await store.createRun(run('r'), [])
    const newer = await openDB('upgraded', DATABASE_VERSION + 1)
    expect(notices).toEqual(['outdated'])
    await expect(store.runs()).rejects.toThrow(/newer Leakscope/)
    newer.close()
  })

  describe('beside a run', () => {
    /** A run that goes on until `end`. */
    function oneRun(held = true): Runs & { end: () => void } {
      let end = (): void => undefined
      const over = new Promise<void>((resolve) => {
        end = resolve
      })
      return { held: async () => new Set(held ? ['r'] : []), over: () => over, end }
    }

    test('the upgrade is not asked for before the run is over', async () => {
      const runs = oneRun()
      const older = connect('held', undefined, DATABASE_VERSION, runs)
      await older.get()
      const notices: string[] = []
      const newer = connect('held', (notice) => notices.push(notice), DATABASE_VERSION + 1, runs)
      const opening = newer.get()
      await expect.poll(() => notices).toEqual(['blocked'])
      // A worker of the older tab: with an upgrade pending, this would wait for it.
      const worker = connect('held', undefined, DATABASE_VERSION, runs)
      expect((await worker.get()).version).toBe(DATABASE_VERSION)
      runs.end()
      expect((await opening).version).toBe(DATABASE_VERSION + 1)
      newer.close()
    })

    test('storage that is emptied waits for no run, and what is opened then waits for nothing', async () => {
      const notices: string[] = []
      const connection = connect('emptied', (notice) => notices.push(notice), DATABASE_VERSION, oneRun())
      await (await connection.get()).put('runs', run('r'))
      const deletion = indexedDB.deleteDatabase('emptied')
      await new Promise((done) => deletion.addEventListener('success', done))
      expect(notices).toEqual(['terminated'])
      expect(await (await connection.get()).count('runs')).toBe(0)
    })

    test('a run that began after the newer tab had looked keeps its connection until it is over', async () => {
      const runs = oneRun()
      const notices: string[] = []
      const older = connect('running', (notice) => notices.push(notice), DATABASE_VERSION, runs)
      const database = await older.get()
      const opening = connect('running', undefined, DATABASE_VERSION + 1, {
        ...runs,
        held: async () => new Set(),
      }).get()
      await new Promise((wait) => setTimeout(wait, 50))
      await database.put('runs', run('r'))
      expect(notices).toEqual([])
      runs.end()
      const newer = await opening
      expect(await newer.get('runs', 'r')).toMatchObject({ id: 'r' })
      expect(notices).toEqual(['outdated'])
      newer.close()
    })
  })

  test('opens a database that could not be opened at first', async () => {
    const { open } = IDBFactory.prototype
    let tries = 0
    IDBFactory.prototype.open = function fail(this: IDBFactory, ...given) {
      tries += 1
      if (tries > 2) return open.apply(this, given)
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError')
    }
    try {
      const database = await connect('late').get()
      expect(database.version).toBe(DATABASE_VERSION)
      expect(tries).toBe(3)
      database.close()
    } finally {
      IDBFactory.prototype.open = open
    }
  })

  test('asks again where the browser has dropped what was asked', async () => {
    const { open, databases } = IDBFactory.prototype
    const asked: string[] = []
    IDBFactory.prototype.databases = function drop(this: IDBFactory) {
      asked.push('databases')
      return asked.length === 1 ? new Promise<never>(() => undefined) : databases.call(this)
    }
    IDBFactory.prototype.open = function drop(this: IDBFactory, name, version) {
      asked.push('open')
      const dropped = asked.length === 3
      const request = open.call(this, dropped ? 'elsewhere' : name, version)
      return dropped ? Object.assign(request, { addEventListener: () => undefined }) : request
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const opening = connect('dropped').get()
      await vi.advanceTimersByTimeAsync(9_000)
      vi.useRealTimers()
      expect((await opening).name).toBe('dropped')
      expect(asked).toEqual(['databases', 'databases', 'open', 'open'])
    } finally {
      vi.useRealTimers()
      Object.assign(IDBFactory.prototype, { open, databases })
    }
  })

  test('does not remember a failed opening', async () => {
    const blocker = await openDB('flaky', DATABASE_VERSION + 1)
    const connection = connect('flaky')
    await expect(connection.get()).rejects.toThrow(/newer Leakscope/)
    blocker.close()
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase('flaky')
      request.addEventListener('success', () => resolve())
      request.addEventListener('error', () => reject(request.error))
    })
    expect((await connection.get()).version).toBe(DATABASE_VERSION)
    connection.close()
  })

  test('opens again after it was closed', async () => {
    const store = await freshStore()
    await store.createRun(run('r'), [])
    store.close()
    expect((await store.runs()).length).toBe(1)
  })
})
