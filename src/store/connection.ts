import { openDB, type IDBPDatabase } from 'idb'
import { LeakscopeError } from '../audit/errors.ts'
import { DATABASE_VERSION, upgrade, type LeakscopeSchema } from './schema.ts'

export type Database = IDBPDatabase<LeakscopeSchema>

/**
 * What happened to the connection behind the caller's back: `blocked`, an older tab holds up the upgrade; `outdated`, this tab closed its
 * connection so that a newer tab can upgrade; `terminated`, the browser closed it (storage cleared, disk error).
 */
export type ConnectionNotice = 'blocked' | 'outdated' | 'terminated'

export interface Connection {
  /** The open database; opens it when there is none. A failed opening is not remembered. */
  get(): Promise<Database>
  close(): void
}

export function connect(
  name: string,
  onNotice: (notice: ConnectionNotice) => void = () => {},
  version: number = DATABASE_VERSION,
): Connection {
  let current: Promise<Database> | null = null

  function forget(promise: Promise<Database>): void {
    if (current === promise) current = null
  }

  function open(): Promise<Database> {
    const opening: Promise<Database> = openDB<LeakscopeSchema>(name, version, {
      upgrade,
      blocked: () => onNotice('blocked'),
      blocking: (_current, _blocked, event) => {
        // Giving way is right: every write is one transaction, which still completes, and the next call opens again.
        forget(opening)
        ;(event.target as IDBDatabase).close()
        onNotice('outdated')
      },
      terminated: () => {
        forget(opening)
        onNotice('terminated')
      },
    }).catch((error: unknown) => {
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

function openingError(error: unknown): unknown {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'VersionError') {
    return new LeakscopeError('unknown', 'The storage belongs to a newer Leakscope: reload this tab to get it.', {
      cause: error,
    })
  }
  if (name === 'QuotaExceededError') {
    return new LeakscopeError('quota', 'Storage is full: the database could not be opened; free some disk space.', {
      cause: error,
    })
  }
  return new LeakscopeError(
    'unknown',
    `Storage cannot be opened (${error instanceof Error ? error.message : String(error)}); private windows of some browsers allow none.`,
    { cause: error },
  )
}
