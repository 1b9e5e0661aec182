/** @file Deletions that can be taken back for a moment. */
import { useCallback, useEffect, useRef, useState } from 'react'

/** For so long a deletion can be taken back. */
export const UNDO_MS = 8_000

interface Pending {
  readonly work: () => Promise<void>
  readonly timer: ReturnType<typeof setTimeout>
}

export interface Deletions {
  /** Keys of what is about to go. */
  readonly pending: ReadonlySet<string>
  /** Deletes after a moment; at once when the dialog is closed or the page left. */
  schedule(key: string, work: () => Promise<void>): void
  undo(key: string): void
}

/** @param onDone is told when something was deleted, and why it was not. */
export function useDeletions(onDone: (failure: unknown) => void): Deletions {
  const waiting = useRef(new Map<string, Pending>())
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set())
  const told = useRef(onDone)
  useEffect(() => {
    told.current = onDone
  })
  const changed = useCallback(() => setPending(new Set(waiting.current.keys())), [])
  const take = useCallback((key: string) => {
    const found = waiting.current.get(key)
    if (found === undefined) return null
    clearTimeout(found.timer)
    waiting.current.delete(key)
    return found
  }, [])
  const carryOut = useCallback(
    (key: string) => {
      take(key)
        ?.work()
        .then(
          () => told.current(null),
          (failure: unknown) => told.current(failure),
        )
        .finally(changed)
    },
    [take, changed],
  )
  useEffect(() => {
    const all = () => {
      for (const key of waiting.current.keys()) carryOut(key)
    }
    globalThis.addEventListener('pagehide', all)
    return () => {
      globalThis.removeEventListener('pagehide', all)
      all()
    }
  }, [carryOut])
  return {
    pending,
    schedule(key, work) {
      waiting.current.set(key, { work, timer: setTimeout(() => carryOut(key), UNDO_MS) })
      changed()
    },
    undo(key) {
      take(key)
      changed()
    },
  }
}
