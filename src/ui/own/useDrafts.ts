import { useCallback, useEffect, useRef, useState } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { OwnDraft } from '../../run/index.ts'
import { useSession } from '../session.ts'
import { UNREAD, type DraftPicture } from './drafts.ts'

/** Why changes are not saved as they are made; null: they are. */
export type Unsaved = string | null

export interface DraftList {
  /** Null until those of an earlier review have been looked for. */
  readonly drafts: readonly DraftPicture[] | null
  /** How many were there already. */
  readonly found: number
  readonly unsaved: Unsaved
  add(files: readonly File[]): readonly DraftPicture[]
  change(id: string, work: OwnDraft): void
  remove(ids: readonly string[]): void
  /** Puts one that was removed back in its place; after a reload it is the last. */
  restore(draft: DraftPicture, index: number): void
  /** Resolves when everything so far has been saved, or could not be. */
  saved(): Promise<void>
}

const ELSEWHERE = 'a review is open in another tab'

/** Pictures under review, saved in this browser with every change, so that they are there after a crash. */
export function useDrafts(): DraftList {
  const { drafts: stored } = useSession()
  const [drafts, setDrafts] = useState<readonly DraftPicture[] | null>(null)
  const [found, setFound] = useState(0)
  const [unsaved, setUnsaved] = useState<Unsaved>(null)
  const isHeld = useRef(false)
  /** The last write of each: they must not overtake each other. */
  const writes = useRef(new Map<string, Promise<void>>())
  /** Updates that wait for the write before them: a key that is typed meanwhile changes these, and adds none. */
  const waiting = useRef(new Map<string, { work: OwnDraft }>())
  /** Files go in one by one, so that three hundred of them keep no correction waiting. */
  const lastFile = useRef(Promise.resolve())

  useEffect(() => {
    let isOpen = true
    const pending = writes.current
    const holding = stored.hold()
    const load = async () => {
      const release = await holding
      const before = release === null ? [] : await stored.all()
      if (!isOpen) return
      if (release === null) setUnsaved(ELSEWHERE)
      isHeld.current = release !== null
      setFound(before.length)
      setDrafts(before.map(({ id, file, work }) => ({ ...work, id, file })))
    }
    load().catch((error: unknown) => {
      setUnsaved(errorText(error))
      setDrafts([])
    })
    return () => {
      isOpen = false
      isHeld.current = false
      void holding
        .then(async (release) => {
          await Promise.all(pending.values())
          release?.()
        })
        .catch(() => undefined)
    }
  }, [stored])

  const write = useCallback((id: string, work: () => Promise<void>): Promise<void> => {
    if (!isHeld.current) return Promise.resolve()
    // What is written after this one must not be in an update before it.
    waiting.current.delete(id)
    const done = (writes.current.get(id) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      setUnsaved(errorText(error))
    })
    writes.current.set(id, done)
    return done
  }, [])

  const add = useCallback(
    (files: readonly File[]) => {
      const added = files.map((file): DraftPicture => ({ ...UNREAD, id: crypto.randomUUID(), file }))
      for (const { id, file } of added) {
        const before = lastFile.current
        lastFile.current = write(id, async () => {
          await before
          await stored.add({ id, file, work: UNREAD })
        })
      }
      setDrafts((current) => [...(current ?? []), ...added])
      return added
    },
    [stored, write],
  )
  const change = useCallback(
    (id: string, { read, failure, values }: OwnDraft) => {
      const work = { read, failure, values }
      setDrafts((current) => (current ?? []).map((one) => (one.id === id ? { ...one, ...work } : one)))
      const earlier = waiting.current.get(id)
      if (earlier !== undefined) {
        earlier.work = work
        return
      }
      const update = { work }
      void write(id, () => {
        if (waiting.current.get(id) === update) waiting.current.delete(id)
        return stored.update(id, update.work)
      })
      waiting.current.set(id, update)
    },
    [stored, write],
  )
  const remove = useCallback(
    (ids: readonly string[]) => {
      setDrafts((current) => (current ?? []).filter(({ id }) => !ids.includes(id)))
      for (const id of ids) void write(id, () => stored.remove([id]))
    },
    [stored, write],
  )
  const restore = useCallback(
    ({ id, file, ...work }: DraftPicture, index: number) => {
      setDrafts((current) => (current ?? []).toSpliced(index, 0, { ...work, id, file }))
      void write(id, () => stored.add({ id, file, work }))
    },
    [stored, write],
  )
  const saved = useCallback(async () => void (await Promise.all(writes.current.values())), [])
  return { drafts, found, unsaved, add, change, remove, restore, saved }
}
