import { startTransition, useEffect, useState } from 'react'
import { errorText } from '../domain/errors.ts'

export type Loaded<T> =
  | { readonly state: 'loading'; readonly value: null; readonly error: null }
  | { readonly state: 'ready'; readonly value: T; readonly error: null }
  | { readonly state: 'failed'; readonly value: null; readonly error: string }

const LOADING = { state: 'loading', value: null, error: null } as const

/** Runs `load` anew whenever the function changes (memoise it); what an older call brings is dropped. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
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
  return result.by === load ? result.loaded : LOADING
}
