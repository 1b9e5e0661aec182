import { errorText, LeakscopeError } from '../../domain/errors.ts'
import type { StoredFileState, StoredManifest } from '../../storage/models/types.ts'
import type { ModelWriterVerbs } from '../../../workers/model-store/types.ts'
import { fileUrl, get, RateLimited, type Listing } from './listing.ts'

/** Bytes given to the model writer at a time. */
const PIECE = 4 * 1024 * 1024
/** A connection that is cut is taken up again so often without a byte between; then the user is asked. */
const ATTEMPTS = 3
const FIRST_PAUSE_MS = 500
/** A longer wait is the user's to decide. */
const MAX_WAIT_S = 60

export interface DownloadState {
  readonly phase: 'running' | 'waiting' | 'paused' | 'failed' | 'done'
  /** The file that is being fetched, or null between two. */
  readonly path: string | null
  readonly loaded: number
  readonly total: number
  readonly whole: number
  readonly files: number
  /** One line: why it waits or failed. */
  readonly message: string | null
}

/**
 * Fetches the files of a model that are not whole yet, each from where it stopped, and has the model writer
 * check each. Whatever ends it, what arrived stays, and the same call goes on.
 */
export class Download {
  readonly #endpoint: string
  readonly #listing: Listing
  readonly #manifest: StoredManifest
  readonly #modelWriter: ModelWriterVerbs
  readonly #listeners = new Set<() => void>()
  #abort = new AbortController()
  /** Bytes that are here of all files but the one that is being fetched. */
  #before = 0
  #state: DownloadState

  constructor(endpoint: string, listing: Listing, manifest: StoredManifest, modelWriter: ModelWriterVerbs) {
    this.#endpoint = endpoint
    this.#listing = listing
    this.#manifest = manifest
    this.#modelWriter = modelWriter
    const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)
    this.#state = {
      phase: 'paused',
      path: null,
      loaded: 0,
      total,
      whole: 0,
      files: manifest.files.length,
      message: null,
    }
  }

  snapshot = (): DownloadState => this.#state
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  pause(): void {
    this.#abort.abort()
  }

  /** Resolves when it ended, whatever end it is: see the state. */
  async run(): Promise<void> {
    this.#abort = new AbortController()
    try {
      this.#set({ phase: 'running', message: null })
      const { files } = await this.#modelWriter.begin(this.#manifest)
      const wanted = new Set(this.#manifest.files.map(({ path }) => path))
      const mine = files.filter(({ path }) => wanted.has(path))
      const open = mine.filter(({ sha256 }) => sha256 === null).toSorted((a, b) => a.bytes - b.bytes)
      this.#set({ loaded: mine.reduce((sum, { have }) => sum + have, 0), whole: mine.length - open.length })
      for (const file of open) await this.#fetchFile(file)
      this.#set({ phase: 'done', path: null })
    } catch (error) {
      const byUser = error instanceof LeakscopeError && error.code === 'aborted'
      const message = errorText(error)
      this.#set({ phase: byUser ? 'paused' : 'failed', message: byUser ? null : message })
    } finally {
      await this.#modelWriter.release().catch(() => undefined)
    }
  }

  async #fetchFile(file: StoredFileState): Promise<void> {
    let at = file.have
    this.#before = this.#state.loaded - at
    if (file.bytes === 0) await this.#modelWriter.append(file.path, 0, new ArrayBuffer(0))
    for (let failures = 0; at < file.bytes;) {
      this.#set({ phase: 'running', path: file.path, message: null })
      try {
        at = await this.#fetchFrom(file, at)
      } catch (error) {
        const { files } = await this.#modelWriter.begin(this.#manifest)
        const have = files.find(({ path }) => path === file.path)?.have ?? 0
        failures = have > at ? 1 : failures + 1
        at = have
        this.#at(at)
        await this.#waitOrThrow(error, failures)
      }
    }
    await this.#finish(file)
  }

  /** One request. @returns how far the file is then. */
  async #fetchFrom(file: StoredFileState, from: number): Promise<number> {
    const { signal } = this.#abort
    if (signal.aborted) throw paused()
    const response = await get(fileUrl(this.#endpoint, this.#listing, file.path), { signal, from })
    // A server without ranges sends the whole again.
    let at = response.status === 206 ? from : 0
    const reader = response.body!.getReader()
    let pieces: Uint8Array<ArrayBuffer>[] = []
    let length = 0
    const flush = async () => {
      if (length === 0) return
      const bytes = await new Blob(pieces).arrayBuffer()
      pieces = []
      length = 0
      at = await this.#modelWriter.append(file.path, at, bytes)
    }
    for (;;) {
      const next = await reader.read().catch((error: unknown) => error as Error)
      if (next instanceof Error) {
        // What came before the cut is worth keeping.
        await flush()
        if (signal.aborted) throw paused()
        throw cut(file, at, next)
      }
      if (next.done) break
      pieces.push(next.value)
      length += next.value.length
      this.#at(at + length)
      if (length >= PIECE) await flush()
    }
    await flush()
    if (at < file.bytes) throw cut(file, at, null)
    return at
  }

  async #finish(file: StoredFileState): Promise<void> {
    try {
      await this.#modelWriter.finish(file.path)
    } catch (error) {
      if (error instanceof LeakscopeError && error.code === 'model-corrupt') {
        this.#at(0)
      }
      throw error
    }
    this.#set({ whole: this.#state.whole + 1 })
  }

  async #waitOrThrow(error: unknown, failures: number): Promise<void> {
    if (!(error instanceof LeakscopeError)) throw error
    if (error instanceof RateLimited && error.retryAfter <= MAX_WAIT_S && failures < ATTEMPTS) {
      this.#set({
        phase: 'waiting',
        message: `The hub asks to wait ${error.retryAfter} s (429); going on by itself then`,
      })
      return this.#sleep(error.retryAfter * 1000)
    }
    if (error.code !== 'network' || failures >= ATTEMPTS) throw error
    this.#set({ phase: 'waiting', message: 'The connection was cut; trying again' })
    return this.#sleep(FIRST_PAUSE_MS * 2 ** (failures - 1))
  }

  #sleep(ms: number): Promise<void> {
    const { signal } = this.#abort
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(paused())
      })
    })
  }

  #at(bytes: number): void {
    this.#set({ loaded: this.#before + bytes })
  }

  #set(change: Partial<DownloadState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function paused(): LeakscopeError {
  return new LeakscopeError('aborted', 'The download was paused')
}

function cut({ path, bytes }: StoredFileState, at: number, cause: unknown): LeakscopeError {
  return new LeakscopeError(
    'network',
    `The connection was cut at ${at} of ${bytes} bytes of ${path}. They are kept; resume to go on from there`,
    { cause },
  )
}
