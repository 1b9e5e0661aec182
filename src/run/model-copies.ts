import { errorText } from '../domain/errors.ts'
import { Observable } from './observable.ts'

/** One picked folder on its way into the model store, or what kept it from there. */
export interface ModelCopy {
  /** Bytes so far; null: the copy was given up. */
  readonly copied: number | null
  /** Why it was given up, in one line. */
  readonly failure: string | null
}

/** Copies of picked folders, by the id of the model; of those that ended well nothing is left here. */
export interface ModelCopies {
  /** Copies a folder, unless that is under way. Never rejects: `snapshot` has what went wrong. */
  start(id: string): Promise<void>
  /** What was said of a folder is over: it was picked again. A copy that is under way goes on. */
  forget(id: string): void
  subscribe(listener: () => void): () => void
  snapshot(): ReadonlyMap<string, ModelCopy>
}

/**
 * Of the tab, not of a screen: a list that is drawn anew, or a user who looks elsewhere meanwhile, loses
 * neither how far a copy is nor why it failed.
 * @param keep copies one folder and rejects with what went wrong.
 */
export function createModelCopies(keep: (id: string, onBytes: (copied: number) => void) => Promise<void>): ModelCopies {
  let copies: ReadonlyMap<string, ModelCopy> = new Map()
  const observable = new Observable(() => copies)
  const set = (id: string, copy: ModelCopy | null): void => {
    const others = [...copies].filter(([other]) => other !== id)
    copies = new Map(copy === null ? others : [...others, [id, copy]])
    observable.changed()
  }
  const underWay = (id: string): boolean => (copies.get(id)?.copied ?? null) !== null
  return {
    async start(id) {
      if (underWay(id)) return
      set(id, { copied: 0, failure: null })
      try {
        await keep(id, (copied) => set(id, { copied, failure: null }))
        set(id, null)
      } catch (error) {
        set(id, { copied: null, failure: errorText(error) })
      }
    },
    forget(id) {
      if (!underWay(id)) set(id, null)
    },
    subscribe: observable.subscribe,
    snapshot: observable.snapshot,
  }
}
