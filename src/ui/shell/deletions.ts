/**
 * @file Deletions that can be taken back for a moment. Whoever closes the tab in that moment wants them no less:
 * what is still to go is noted down, and goes at the next start.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Session } from '../../run/index.ts'

/** For so long a deletion can be taken back. */
export const UNDO_MS = 8_000

const NOTED = 'leakscope.deletions'

type Kind = 'run' | 'shard'
type Deleting = Pick<Session, 'deleteRun' | 'deleteShard'>

export interface Deletions {
  isPending(kind: Kind, id: string): boolean
  /** Deletes after a moment, or when the dialog is closed. */
  schedule(kind: Kind, id: string): void
  undo(kind: Kind, id: string): void
}

/** @param onDone is told when something was deleted (null), or why it was not. */
export function useDeletions(session: Deleting, onDone: (failure: unknown) => void): Deletions {
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set())
  const told = useRef(onDone)
  useEffect(() => {
    told.current = onDone
  })
  const changed = useCallback(() => {
    setPending(new Set(timers.current.keys()))
    note([...timers.current.keys()])
  }, [])
  const take = useCallback((key: string) => {
    clearTimeout(timers.current.get(key))
    return timers.current.delete(key)
  }, [])
  const carryOut = useCallback(
    (key: string) => {
      if (!take(key)) return
      remove(session, key)
        .then(
          () => told.current(null),
          (failure: unknown) => told.current(failure),
        )
        .finally(changed)
    },
    [session, take, changed],
  )
  useEffect(() => {
    const waiting = timers.current
    return () => {
      for (const key of waiting.keys()) carryOut(key)
    }
  }, [carryOut])
  return {
    isPending: (kind, id) => pending.has(keyOf(kind, id)),
    schedule(kind, id) {
      const key = keyOf(kind, id)
      timers.current.set(
        key,
        setTimeout(() => carryOut(key), UNDO_MS),
      )
      changed()
    },
    undo(kind, id) {
      take(keyOf(kind, id))
      changed()
    },
  }
}

/** Carries out what an earlier tab had no time for. What is refused, because a run needs it, stays. */
export async function carryOutNoted(session: Deleting): Promise<void> {
  const keys = noted()
  if (keys.length === 0) return
  await Promise.allSettled(keys.map((key) => remove(session, key)))
  note([])
}

function keyOf(kind: Kind, id: string): string {
  return `${kind} ${id}`
}

function remove(session: Deleting, key: string): Promise<void> {
  const id = key.slice(key.indexOf(' ') + 1)
  return key.startsWith('run ') ? session.deleteRun(id) : session.deleteShard(id)
}

// A browser that keeps nothing has nothing to delete at the next start.
function note(keys: readonly string[]): void {
  try {
    if (keys.length === 0) localStorage.removeItem(NOTED)
    else localStorage.setItem(NOTED, JSON.stringify(keys))
  } catch {
    return
  }
}

function noted(): string[] {
  try {
    const keys: unknown = JSON.parse(localStorage.getItem(NOTED) ?? '[]')
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}
