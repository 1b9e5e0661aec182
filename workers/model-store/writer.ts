import { createSHA1, createSHA256, type IHasher } from 'hash-wasm'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { parseManifest } from '../../src/storage/models/manifest.ts'
import {
  fileName,
  listStoredModels,
  mark,
  modelFolder,
  readModel,
  removeStoredModel,
  unmark,
  writeManifest,
} from '../../src/storage/models/model-store.ts'
import type { StoredFile, StoredManifest, StoredModel } from '../../src/storage/models/types.ts'
import { holdModel } from '../../src/storage/models/hold.ts'
import { answerOn } from '../port.ts'
import { probeEgress } from '../shared/probe-egress.ts'
import { hubModelId, MODEL_STORE_CHANNEL, type ModelWriterVerbs, type ModelWriterApi } from './types.ts'

const PIECE = 4 * 1024 * 1024

interface OpenFile {
  readonly file: StoredFile
  readonly handle: FileSystemSyncAccessHandle
  readonly sha256: IHasher
  /** git's hash of the file, where the source gives that one. */
  readonly sha1: IHasher | null
  /** How far both hashes have come. */
  hashed: number
}

/**
 * Writes models to the model store. One model is open at a time, which no other tab may write to until it is
 * let go, and one file is open; a file that is there in part is hashed from its beginning, from disk.
 */
export class ModelWriter implements ModelWriterApi {
  #model: {
    readonly folder: FileSystemDirectoryHandle
    readonly files: ReadonlyMap<string, StoredFile>
    readonly letGo: () => Promise<void>
  } | null = null
  #open: OpenFile | null = null
  readonly #changed = new BroadcastChannel(MODEL_STORE_CHANNEL)

  models(): Promise<StoredModel[]> {
    return listStoredModels()
  }

  async begin(input: StoredManifest): Promise<StoredModel> {
    await this.release()
    const wanted = parseManifest(input)
    const letGo = await holdModel(wanted.id)
    try {
      const folder = await writing(() => modelFolder(wanted.id, true))
      const manifest = await writing(() => writeManifest(folder, wanted))
      const model = await writing(() => readModel(folder))
      this.#model = { folder, files: new Map(manifest.files.map((file) => [file.path, file])), letGo }
      return model
    } catch (error) {
      await letGo()
      throw error
    }
  }

  async append(path: string, at: number, bytes: ArrayBuffer): Promise<number> {
    const open = await this.#openFile(path)
    const { handle, file } = open
    if (at === 0 && handle.getSize() > 0) {
      handle.truncate(0)
      this.#rewind(open)
    }
    const size = handle.getSize()
    if (at !== size) throw new LeakscopeError('bad-config', `${path} has ${size} bytes; the next cannot be at ${at}`)
    if (at + bytes.byteLength > file.bytes) {
      handle.truncate(0)
      this.#rewind(open)
      throw new LeakscopeError(
        'model-corrupt',
        `${path} is longer than the ${file.bytes} bytes that were announced; it was thrown away`,
      )
    }
    await writing(async () => {
      try {
        const written = handle.write(bytes, { at })
        if (written !== bytes.byteLength) throw new DOMException('', 'QuotaExceededError')
        // A crash must not leave more in the directory than on the disk.
        if (Math.floor(at / (16 * PIECE)) !== Math.floor((at + written) / (16 * PIECE))) handle.flush()
      } catch (error) {
        handle.truncate(at)
        throw error
      }
    })
    if (open.hashed === at) this.#hash(open, new Uint8Array(bytes))
    return at + bytes.byteLength
  }

  async finish(path: string): Promise<string> {
    const open = await this.#openFile(path)
    const { handle, file } = open
    const size = handle.getSize()
    if (size !== file.bytes)
      throw new LeakscopeError('model-corrupt', `${path} has ${size} of ${file.bytes} bytes; it is not whole`)
    const buffer = new Uint8Array(PIECE)
    while (open.hashed < size) {
      const read = handle.read(buffer, { at: open.hashed })
      this.#hash(open, buffer.subarray(0, read))
      // Calls of the page, which asks for signs of life, get a turn.
      await new Promise((turn) => setTimeout(turn))
    }
    const sha256 = open.sha256.digest()
    const found = file.hash?.kind === 'git-sha1' ? open.sha1!.digest() : sha256
    if (file.hash !== null && found !== file.hash.hex) {
      handle.truncate(0)
      handle.flush()
      this.#closeFile()
      throw new LeakscopeError(
        'model-corrupt',
        `${path} is not what was announced: its ${file.hash.kind} is ${found}, expected ${file.hash.hex}; it was thrown away`,
      )
    }
    handle.flush()
    this.#closeFile()
    const { folder } = this.#openModel()
    const { whole } = await writing(async () => {
      await mark(folder, path, sha256)
      return readModel(folder)
    })
    if (whole) this.#changed.postMessage(null)
    return sha256
  }

  async release(): Promise<void> {
    this.#closeFile()
    const model = this.#model
    this.#model = null
    await model?.letGo()
  }

  async remove(id: string): Promise<void> {
    await this.release()
    await removeStoredModel(id)
    this.#changed.postMessage(null)
  }

  async serve(port: MessagePort): Promise<void> {
    const verbs: { [Verb in keyof ModelWriterVerbs]: (...args: readonly unknown[]) => Promise<unknown> } = {
      models: async () => (await this.models()).filter(({ manifest }) => manifest.origin.kind === 'hub'),
      begin: (input) => this.begin(hubOnly(input)),
      append: (path, at, bytes) => this.append(string(path), number(at), bytesOf(bytes)),
      finish: (path) => this.finish(string(path)),
      release: () => this.release(),
      remove: (id) => this.remove(hubId(id)),
    }
    answerOn(port, verbs)
  }

  probeEgress(url: string): Promise<'blocked' | 'reached'> {
    return probeEgress(url)
  }

  async #openFile(path: string): Promise<OpenFile> {
    if (this.#open?.file.path === path) return this.#open
    this.#closeFile()
    const { folder, files } = this.#openModel()
    const file = files.get(path)
    if (file === undefined) throw new LeakscopeError('bad-config', `${path} is not in the model's list of files`)
    await unmark(folder, path)
    const handle = await writing(async () =>
      (await folder.getFileHandle(fileName(path), { create: true })).createSyncAccessHandle(),
    )
    if (handle.getSize() > file.bytes) handle.truncate(0)
    const open = {
      file,
      handle,
      sha256: await createSHA256(),
      sha1: file.hash?.kind === 'git-sha1' ? await createSHA1() : null,
      hashed: 0,
    }
    this.#rewind(open)
    this.#open = open
    return open
  }

  #closeFile(): void {
    this.#open?.handle.close()
    this.#open = null
  }

  #rewind(open: OpenFile): void {
    open.hashed = 0
    open.sha256.init()
    // git hashes a file with its length before it.
    open.sha1?.init().update(`blob ${open.file.bytes}\0`)
  }

  #hash(open: OpenFile, bytes: Uint8Array): void {
    open.sha256.update(bytes)
    open.sha1?.update(bytes)
    open.hashed += bytes.length
  }

  #openModel() {
    if (this.#model === null) throw new LeakscopeError('bad-config', 'No model is open for writing')
    return this.#model
  }
}

/**
 * A full disk, and storage that is emptied under the model writer's hands, have codes of their own, whatever
 * they stop.
 */
async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const name = error instanceof DOMException ? error.name : error instanceof LeakscopeError ? error.code : ''
    if (name === 'QuotaExceededError')
      throw new LeakscopeError(
        'quota',
        'The space that the browser grants is full. What is there so far is kept: free some (Storage, in the app), then resume',
        { cause: error },
      )
    // Nobody else writes to a model that is open.
    if (name === 'NotFoundError' || name === 'not-found')
      throw new LeakscopeError(
        'storage-evicted',
        'The storage was emptied while the model was written; what was there of it is gone: begin again',
        { cause: error },
      )
    throw error
  }
}

/** The frame may write what it says it is, and nothing under the name of a folder of the user's. */
function hubOnly(input: unknown): StoredManifest {
  const manifest = parseManifest(input)
  const { origin } = manifest
  if (origin.kind === 'hub' && manifest.id === hubModelId(origin.repository, origin.revision)) return manifest
  throw new LeakscopeError('bad-config', `"${manifest.id}" is not the id of a hub model`)
}

function hubId(id: unknown): string {
  if (typeof id === 'string' && id.startsWith('hub:')) return id
  throw new LeakscopeError('bad-config', 'Only models of the hub can be deleted from here')
}

function string(value: unknown): string {
  if (typeof value === 'string') return value
  throw new LeakscopeError('bad-config', 'A path is needed')
}

function number(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new LeakscopeError('bad-config', 'A whole number is needed')
}

function bytesOf(value: unknown): ArrayBuffer {
  if (value instanceof ArrayBuffer) return value
  throw new LeakscopeError('bad-config', 'Bytes are needed')
}
