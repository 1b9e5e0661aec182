import { startTransition, useEffect, useState } from 'react'
import { errorText } from '../domain/errors.ts'

export type Loaded<T> =
  | { readonly state: 'loading'; readonly value: null; readonly error: null }
  | { readonly state: 'ready'; readonly value: T; readonly error: null }
  | { readonly state: 'failed'; readonly value: null; readonly error: string }

const LOADING = { state: 'loading', value: null, error: null } as const

/** Runs `load` anew whenever the function changes (memoise it); what an older call brings is dropped. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const { by, loaded } = useLatest(load)
  return by === load ? loaded : LOADING
}

/**
 * The same, of one thing that changes: what was loaded last is shown until the new has come, so that nothing
 * jumps, and what a user types, focuses or is told within it stays.
 */
export function useReloaded<T>(load: () => Promise<T>): Loaded<T> {
  return useLatest(load).loaded
}

function useLatest<T>(load: () => Promise<T>): { readonly by: unknown; readonly loaded: Loaded<T> } {
  const [result, setResult] = useState<{ readonly by: unknown; readonly loaded: Loaded<T> }>({
    by: null,
    loaded: LOADING,
  })
  useEffect(() => {
    let current = true
    // What was loaded may be long to draw: as a transition it is drawn in slices, and keys and clicks come in between.
    const done = (loaded: Loaded<T>) =>
      startTransition(() => {
        if (current) setResult({ by: load, loaded })
      })
    load().then(
      (value) => done({ state: 'ready', value, error: null }),
      (error: unknown) => done({ state: 'failed', value: null, error: errorText(error) }),
    )
    return () => {
      current = false
    }
  }, [load])
  return result
}
