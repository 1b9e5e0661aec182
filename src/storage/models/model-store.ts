/**
 * @file Kept models, in the origin's private file system (OPFS): a folder for each, with `manifest.json`, the
 * files, and beside every file that was checked a mark with its SHA-256. A file without its mark is
 * unfinished, whatever its length. Nothing here knows the image store.
 */
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import { parseManifest } from './manifest.ts'
import type { StoredFile, StoredFileState, StoredManifest, StoredModel } from './types.ts'
import { holdModel } from './hold.ts'

const FOLDER = 'models'
const MANIFEST = 'manifest.json'
const MARK = '~checked'

/** @throws LeakscopeError `quota` where the browser gives no private file system. */
export async function openModelStore(): Promise<FileSystemDirectoryHandle> {
  // Typed as always there; WebKitGTK has none.
  const storage: Partial<StorageManager> | undefined = navigator.storage
  if (storage?.getDirectory === undefined)
    throw new LeakscopeError(
      'quota',
      'This browser gives no storage for models; pick their folder at each visit instead',
    )
  try {
    const root = await navigator.storage.getDirectory()
    return await root.getDirectoryHandle(FOLDER, { create: true })
  } catch (error) {
    throw new LeakscopeError('quota', `This browser gives no storage for models. ${errorText(error)}`, { cause: error })
  }
}

/**
 * Every model on the model store, whole ones and unfinished ones, by id. Folders without a readable manifest
 * are left out.
 */
export async function listStoredModels(): Promise<StoredModel[]> {
  const models: StoredModel[] = []
  for await (const handle of (await openModelStore()).values()) {
    if (handle.kind !== 'directory') continue
    const model = await readModel(handle).catch(() => null)
    if (model !== null) models.push(model)
  }
  return models.sort((a, b) => a.manifest.id.localeCompare(b.manifest.id))
}

/** @throws LeakscopeError `not-found`. */
export async function storedModel(id: string): Promise<StoredModel> {
  return readModel(await modelFolder(id, false))
}

/** The kept file itself; reading it is not copying it. @throws LeakscopeError `not-found`. */
export async function storedFile(id: string, path: string): Promise<File> {
  const folder = await modelFolder(id, false)
  try {
    return await (await folder.getFileHandle(fileName(path))).getFile()
  } catch (error) {
    throw new LeakscopeError('not-found', `${id}: ${path} is not kept on this machine`, { cause: error })
  }
}

/**
 * Deletes a model and all that was kept of it; no error when it is not there.
 * @throws LeakscopeError `bad-config` while another tab writes to it.
 */
export async function removeStoredModel(id: string): Promise<void> {
  const letGo = await holdModel(id)
  try {
    const models = await openModelStore()
    await models.removeEntry(folderName(id), { recursive: true })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return
    throw new LeakscopeError('unknown', `${id} could not be deleted; close other tabs that use it`, { cause: error })
  } finally {
    await letGo()
  }
}

/** @throws LeakscopeError `not-found`; what the browser throws, when it is to be made and cannot be (a full disk). */
export async function modelFolder(id: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const models = await openModelStore()
  try {
    return await models.getDirectoryHandle(folderName(id), { create })
  } catch (error) {
    if (create) throw error
    throw new LeakscopeError('not-found', `${id} is not kept on this machine`, { cause: error })
  }
}

/**
 * Files that an earlier manifest of the same hub model names stay on it: another dtype of the same commit
 * adds to what is there. A folder of the user's with the same name may hold anything: of its earlier copy
 * nothing stays that the new one does not bring.
 */
export async function writeManifest(
  folder: FileSystemDirectoryHandle,
  manifest: StoredManifest,
): Promise<StoredManifest> {
  const before = await readManifest(folder).catch(() => null)
  const names = new Set(manifest.files.map(({ path }) => path))
  const others = (before?.files ?? []).filter(({ path }) => !names.has(path))
  const stay = manifest.origin.kind === 'hub'
  const merged = stay ? { ...manifest, files: [...manifest.files, ...others] } : manifest
  // Before the list of files changes: cut short at any moment, it is the earlier copy without its marks,
  // never a mixture that counts as whole.
  if (!stay) for (const file of manifest.files) if (!(await isMarkedAs(folder, file))) await unmark(folder, file.path)
  await writeWhole(folder, MANIFEST, JSON.stringify(merged))
  if (!stay) for (const { path } of others) await drop(folder, path)
  return merged
}

/** Says that a file is whole and has this hash. */
export function mark(folder: FileSystemDirectoryHandle, path: string, sha256: string): Promise<void> {
  return writeWhole(folder, fileName(path) + MARK, sha256)
}

/** Whether what is there is known to be what the list says. */
async function isMarkedAs(folder: FileSystemDirectoryHandle, { path, hash }: StoredFile): Promise<boolean> {
  return hash?.kind === 'sha256' && hash.hex === (await (await read(folder, fileName(path) + MARK))?.text())
}

async function drop(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
  await unmark(folder, path)
  await folder.removeEntry(fileName(path)).catch(() => undefined)
}

export async function unmark(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
  await folder.removeEntry(fileName(path) + MARK).catch(() => undefined)
}

export async function readModel(folder: FileSystemDirectoryHandle): Promise<StoredModel> {
  const manifest = await readManifest(folder)
  const files = await Promise.all(
    manifest.files.map(async (file): Promise<StoredFileState> => {
      const have = (await read(folder, fileName(file.path)))?.size ?? 0
      const hash = (await (await read(folder, fileName(file.path) + MARK))?.text()) ?? ''
      return { ...file, have, sha256: have === file.bytes && /^[0-9a-f]{64}$/.test(hash) ? hash : null }
    }),
  )
  return { manifest, files, whole: files.every(({ sha256 }) => sha256 !== null) }
}

/** One name for a path, whatever is in it. `~` is left for marks. */
export function fileName(path: string): string {
  return encodeURIComponent(path).replaceAll('~', '%7E').replaceAll('*', '%2A')
}

const folderName = fileName

async function readManifest(folder: FileSystemDirectoryHandle): Promise<StoredManifest> {
  const file = await read(folder, MANIFEST)
  if (file === null) throw new LeakscopeError('not-found', `${folder.name} has no list of files`)
  return parseManifest(JSON.parse(await file.text()))
}

async function read(folder: FileSystemDirectoryHandle, name: string): Promise<File | null> {
  try {
    return await (await folder.getFileHandle(name)).getFile()
  } catch {
    return null
  }
}

/** Its contents appear when it is closed, all at once. */
async function writeWhole(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable()
  try {
    await writable.write(text)
    await writable.close()
  } catch (error) {
    await writable.abort().catch(() => undefined)
    throw error
  }
}
