/**
 * The `subscribe`/`snapshot` contract of React's `useSyncExternalStore`: the snapshot is built once for each
 * change, when asked for.
 */
export class Observable<T> {
  readonly #build: () => T
  readonly #listeners = new Set<() => void>()
  #cached: { readonly value: T } | null = null

  constructor(build: () => T) {
    this.#build = build
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  snapshot = (): T => {
    this.#cached ??= { value: this.#build() }
    return this.#cached.value
  }

  changed(): void {
    this.#cached = null
    for (const listener of this.#listeners) listener()
  }
}
