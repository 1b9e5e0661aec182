import { LeakscopeError } from '../../src/domain/errors.ts'
import { hexOf } from '../../src/domain/hex.ts'
import { HEAD_SIZE, insteadOf, keeperOf, LFS } from '../../src/domain/instead.ts'
import type { ModelFile } from '../model/types.ts'

/** A model's files, each read once and checked before anybody sees a byte of it. */
export class ModelFiles {
  readonly #files: Map<string, ModelFile>
  readonly #bytes = new Map<string, Uint8Array<ArrayBuffer>>()
  readonly #instead = new Map<string, Uint8Array<ArrayBuffer>>()
  readonly #hashes = new Map<string, string>()

  constructor(files: readonly ModelFile[]) {
    this.#files = new Map(files.map((file) => [file.path, file]))
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  get paths(): string[] {
    return [...this.#files.keys()]
  }

  /** With what is known of them by now: those read and forgotten are Blobs with their hash. */
  get all(): readonly ModelFile[] {
    return [...this.#files.values()]
  }

  /** Declared size in bytes. @throws LeakscopeError `model-incomplete` */
  size(path: string): number {
    return this.#file(path).bytes
  }

  /**
   * Reads and checks a file, or answers from memory.
   * @param onBytes Called with the size of each piece as it arrives.
   * @throws LeakscopeError `model-incomplete` when it is not there, `model-corrupt` when length or hash is wrong.
   */
  async read(path: string, onBytes: (count: number) => void = () => undefined): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#bytes.get(path)
    if (known !== undefined) return known
    const file = this.#file(path)
    const bytes = await collect(file, onBytes)
    const hash = hexOf(await crypto.subtle.digest('SHA-256', bytes))
    if (file.sha256 !== null && file.sha256.toLowerCase() !== hash) {
      throw new LeakscopeError('model-corrupt', `${path} is corrupt: its SHA-256 is ${hash}, expected ${file.sha256}`)
    }
    this.#bytes.set(path, bytes)
    this.#hashes.set(path, hash)
    return bytes
  }

  /**
   * A file to be looked into without reading all of it, where it lies on this machine.
   * @throws LeakscopeError as `read` does.
   */
  async lying(path: string): Promise<Blob> {
    const file = this.#file(path)
    if (typeof file.from === 'string') return new Blob([await this.read(path)])
    assertLength(file, file.from.size)
    return file.from
  }

  /** Bytes of a file that was read and not yet forgotten. */
  peek(path: string): Uint8Array<ArrayBuffer> | null {
    return this.#bytes.get(path) ?? null
  }

  /** What the runtime is given for a file: its bytes, or what stands for them. */
  given(path: string): Uint8Array<ArrayBuffer> | null {
    return this.#instead.get(path) ?? this.peek(path)
  }

  /** Lets other bytes stand for a file that was read and checked, until it is forgotten. */
  giveInstead(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#instead.set(path, bytes)
  }

  /** @throws LeakscopeError as `read` does, and `model-corrupt` when it holds anything but one JSON object. */
  async json(path: string): Promise<Record<string, unknown>> {
    const text = new TextDecoder().decode(await this.read(path))
    assertNoPointer(path, text)
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch (error) {
      throw new LeakscopeError('model-corrupt', `${path} is not JSON`, { cause: error })
    }
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>
    throw new LeakscopeError('model-corrupt', `${path} is not a JSON object`)
  }

  /** SHA-256 (hex) of every file read. */
  get hashes(): Record<string, string> {
    return Object.fromEntries(this.#hashes)
  }

  /**
   * Frees the bytes; the sessions have copies of their own. What came from an address stays as a Blob: a run
   * asks for nothing again.
   */
  forget(): void {
    for (const [path, bytes] of this.#bytes) {
      const file = this.#file(path)
      const from = typeof file.from === 'string' ? new Blob([bytes]) : file.from
      this.#files.set(path, { ...file, from, sha256: this.#hashes.get(path)! })
    }
    this.#bytes.clear()
    this.#instead.clear()
  }

  /** @throws LeakscopeError `model-incomplete` when the file was not read and forgotten. */
  blob(path: string): Blob {
    const { from } = this.#file(path)
    if (typeof from !== 'string') return from
    throw new LeakscopeError('model-incomplete', `${path} was not loaded`)
  }

  #file(path: string): ModelFile {
    const file = this.#files.get(path)
    if (file === undefined) throw new LeakscopeError('model-incomplete', `The model lacks ${path}`)
    return file
  }
}

async function collect(file: ModelFile, onBytes: (count: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.bytes)
  let length = 0
  try {
    const reader = (await open(file)).getReader()
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const piece = read.value
      if (length + piece.length > bytes.length) assertLength(file, length + piece.length)
      bytes.set(piece, length)
      length += piece.length
      onBytes(piece.length)
    }
  } catch (error) {
    // The stream of a file that is gone says "network error", as a TypeError.
    throw typeof file.from === 'string' || error instanceof LeakscopeError ? error : unreadable(file.path, error)
  }
  assertLength(file, length)
  return bytes
}

/** For a picked file that the browser cannot read any more. */
export function unreadable(path: string, error: unknown): LeakscopeError {
  return new LeakscopeError(
    'model-incomplete',
    `${path} cannot be read: it was changed, moved or deleted since its folder was picked; pick the folder again`,
    { cause: error },
  )
}

/**
 * @param start the first letters of a file of a model, each byte one of them where it is no text.
 * @throws LeakscopeError `model-incomplete` for the few lines that git or git-annex leave in place of a large file that
 *   was not fetched, and for a web page or an archive that a download left.
 */
export function assertNoPointer(path: string, start: string): void {
  const head = Uint8Array.from(start.slice(0, HEAD_SIZE), (letter) => Math.min(letter.charCodeAt(0), 0xff))
  const keeper = keeperOf(head)
  if (keeper === LFS)
    throw new LeakscopeError(
      'model-incomplete',
      `${path} is a Git LFS pointer, not the file itself; run "git lfs pull" in its folder and pick it again`,
    )
  if (keeper !== null)
    throw new LeakscopeError(
      'model-incomplete',
      `${path} is a pointer of ${keeper.name}, not the file: ${keeper.remedy}`,
    )
  const instead = /^\s*</.test(start) ? insteadOf(head) : null
  if (instead !== null) throw new LeakscopeError('model-incomplete', `${path} is ${instead}`)
}

/** @throws LeakscopeError `model-corrupt` unless a file has as many bytes as its source said. */
function assertLength(file: ModelFile, length: number): void {
  if (length > file.bytes)
    throw new LeakscopeError(
      'model-corrupt',
      `${file.path} is corrupt: it has more than the expected ${file.bytes} bytes`,
    )
  if (length < file.bytes)
    throw new LeakscopeError('model-corrupt', `${file.path} is truncated: it has ${length} of ${file.bytes} bytes`)
}

async function open(file: ModelFile): Promise<ReadableStream<Uint8Array>> {
  if (typeof file.from !== 'string') return file.from.stream()
  const response = await fetch(file.from).catch((error: unknown) => {
    throw new LeakscopeError('model-incomplete', `${file.path} could not be fetched: ${String(error)}`, {
      cause: error,
    })
  })
  // A host that answers every path with the app's page would pass HTML off as a model.
  const isPage = response.headers.get('content-type')?.includes('text/html') ?? false
  if (!response.ok || response.body === null || isPage) {
    throw new LeakscopeError(
      'model-incomplete',
      `${file.path} is missing: the server answered ${isPage ? 'a web page' : response.status}`,
    )
  }
  return response.body
}
