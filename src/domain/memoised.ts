/**
 * A promise that is made at the first call and given again at later ones; one that failed is forgotten, and
 * the next call tries again.
 */
export function memoised<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    const current = (made ??= make())
    current.catch(() => {
      if (made === current) made = null
    })
    return current
  }
}
