import { openDB, type IDBPDatabase } from 'idb'
import { answered, openingError, patiently } from './opening.ts'
import { runsHeld, runsOver } from './runs-held.ts'
import { DATABASE_VERSION, upgrade, type LeakscopeSchema } from './schema.ts'

export type Database = IDBPDatabase<LeakscopeSchema>

/**
 * What happened to the connection behind the caller's back: `blocked`, the upgrade waits for a run in an
 * older tab; `outdated`, this tab closed its connection so that a newer tab can upgrade; `terminated`, the
 * browser closed it, or asked for it to be closed (storage cleared, disk error).
 */
export type ConnectionNotice = 'blocked' | 'outdated' | 'terminated'

export interface Connection {
  /** The open database; opens it when there is none. A failed opening is not remembered. */
  get(): Promise<Database>
  close(): void
}

/** The runs of all tabs, as runs-held.ts knows them. */
export interface Runs {
  held(): Promise<ReadonlySet<string>>
  over(): Promise<void>
}

/**
 * [Note: A newer build beside a run] An upgrade needs every older connection closed, and a run cannot go on
 * without its own. So the newer tab asks for the upgrade when no run is held any more: once asked for, it
 * would also keep all later openings by the older tab waiting, those of its workers in mid-run among them.
 * This protects the runs of earlier builds too, which give way at once. A run may begin between the look and
 * the upgrade: then the older tab keeps its connection until the run is over.
 */
export function connect(
  name: string,
  onNotice: (notice: ConnectionNotice) => void = () => {},
  version: number = DATABASE_VERSION,
  runs: Runs = { held: runsHeld, over: runsOver },
): Connection {
  let current: Promise<Database> | null = null

  function forget(promise: Promise<Database>): void {
    if (current === promise) current = null
  }

  async function untilUpgradable(): Promise<void> {
    const databases = await answered(() => indexedDB.databases())
    const stored = databases.find((database) => database.name === name)?.version ?? version
    if (stored >= version || (await runs.held()).size === 0) return
    onNotice('blocked')
    await runs.over()
  }

  function open(): Promise<Database> {
    const opening: Promise<Database> = untilUpgradable()
      .then(() =>
        patiently((waits) =>
          openDB<LeakscopeSchema>(name, version, {
            upgrade,
            blocked: () => {
              waits()
              onNotice('blocked')
            },
            blocking: (_current, blocked, event) => {
              const giveWay = (notice: ConnectionNotice): void => {
                forget(opening)
                ;(event.target as IDBDatabase).close()
                onNotice(notice)
              }
              // Who empties storage waits for this connection, and every later opening for that: a run too.
              if (blocked === null) giveWay('terminated')
              // Giving way is right: every write is one transaction, which still completes, and the next
              // call opens again.
              else void runs.over().then(() => giveWay('outdated'))
            },
            terminated: () => {
              forget(opening)
              onNotice('terminated')
            },
          }),
        ),
      )
      .catch((error: unknown) => {
        forget(opening)
        throw openingError(error)
      })
    return opening
  }

  return {
    get() {
      current ??= open()
      return current
    },
    close() {
      const closing = current
      current = null
      closing?.then(
        (database) => database.close(),
        () => {},
      )
    },
  }
}
