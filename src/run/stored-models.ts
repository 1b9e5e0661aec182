/** @file Models that are kept on this machine (the model store), as the runner sees them. */
import { LeakscopeError } from '../domain/errors.ts'
import { listStoredModels, removeStoredModel, storedFile, storedModel } from '../storage/models/model-store.ts'
import type { StoredModel } from '../storage/models/types.ts'
import { createModelWriter, type ModelWriterLimits } from '../workers/model-store.ts'
import { MODEL_STORE_CHANNEL } from '../../workers/model-store/types.ts'
import { MANIFEST, modelFromFolder, pathInFolder, type ModelSource } from '../engine/index.ts'
import type { PickedFile } from '../../workers/intake/types.ts'
import type { StoredModelListing } from './types.ts'

/** A model whose files were picked, where they lie. */
export interface PickedModel {
  readonly source: ModelSource
  readonly files: readonly PickedFile[]
  /** Whether it is a detector for guards, not a model to audit. */
  readonly classifier: boolean
}

/** Bytes copied at a time. */
const PIECE = 4 * 1024 * 1024

/** Whole ones and unfinished ones; none where the browser keeps no files. */
export async function storedModels(): Promise<StoredModelListing[]> {
  const models = await listStoredModels().catch((): StoredModel[] => [])
  return models.map(({ manifest, files, whole }) => ({
    id: manifest.id,
    name: manifest.name,
    from: manifest.origin.kind,
    licence: manifest.licence,
    bytes: files.reduce((sum, file) => sum + file.have, 0),
    hashes: Object.fromEntries(files.flatMap(({ path, sha256 }) => (sha256 === null ? [] : [[path, sha256]]))),
    whole,
  }))
}

/**
 * A kept model's files where they lie; reading them copies nothing.
 * @throws LeakscopeError `not-found`, `model-incomplete` when its download has not ended.
 */
export async function storedSource(id: string): Promise<ModelSource> {
  const { manifest, files, whole } = await storedModel(id)
  if (!whole) {
    const done = files.filter(({ sha256 }) => sha256 !== null).length
    throw new LeakscopeError(
      'model-incomplete',
      `${manifest.name}: ${done} of ${files.length} files are here; go on with its download (Prepare → Get a model from the hub)`,
    )
  }
  if (manifest.origin.kind === 'folder') {
    const picked = await Promise.all(
      files.map(async ({ path }) => ({ path: `${manifest.name}/${path}`, file: await storedFile(id, path) })),
    )
    return { ...(await modelFromFolder(picked)), id, name: manifest.name }
  }
  return {
    id,
    name: manifest.name,
    files: await Promise.all(
      files.map(async ({ path, bytes, sha256 }) => ({ path, bytes, sha256, from: await storedFile(id, path) })),
    ),
    defaultDtype: { webgpu: null, wasm: null },
    golden: null,
  }
}

/**
 * Copies a picked folder to the model store, where it is there after a reload.
 * @throws LeakscopeError `model-incomplete` when a file is gone, `quota` when the disk is full, `bad-config`
 * while another tab copies a folder of this name, `storage-evicted` when the storage was emptied meanwhile;
 * nothing half-copied is listed as whole, and the next call goes on.
 */
export async function keepFolder(
  { source, files }: PickedModel,
  onBytes: (copied: number) => void,
  limits?: ModelWriterLimits,
): Promise<void> {
  const byPath = new Map(files.map(({ path, file }) => [pathInFolder(path), file]))
  const manifest = byPath.get(MANIFEST)
  const own = source.files.flatMap(({ path, bytes, sha256 }) => {
    const file = byPath.get(path)
    return file === undefined ? [] : [{ path, bytes, sha256, file }]
  })
  const all =
    manifest === undefined ? own : [...own, { path: MANIFEST, bytes: manifest.size, sha256: null, file: manifest }]
  const modelWriter = createModelWriter(limits)
  try {
    const { files: states } = await modelWriter.begin({
      id: source.id,
      name: source.name,
      origin: { kind: 'folder' },
      licence: null,
      files: all.map(({ path, bytes, sha256 }) => ({
        path,
        bytes,
        hash: sha256 === null ? null : { kind: 'sha256', hex: sha256.toLowerCase() },
      })),
    })
    let copied = 0
    for (const { path, bytes, sha256, file } of all) {
      const there = states.find((state) => state.path === path)?.sha256 ?? null
      // Of an earlier copy under the same name only that is taken over which is known to be the same.
      if (there === null || there !== sha256?.toLowerCase()) {
        let at = 0
        do {
          const piece = await pieceOf(path, file, at)
          at = await modelWriter.append(path, at, piece)
          onBytes(copied + at)
        } while (at < bytes)
        await modelWriter.finish(path)
      }
      copied += bytes
      onBytes(copied)
    }
  } finally {
    await modelWriter.release().catch(() => undefined)
    modelWriter.end()
  }
}

async function pieceOf(path: string, file: Blob, at: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(at, at + PIECE).arrayBuffer()
  } catch (error) {
    throw new LeakscopeError(
      'model-incomplete',
      `${path} cannot be read: it was changed, moved or deleted since its folder was picked; pick the folder again`,
      { cause: error },
    )
  }
}

export async function removeStored(id: string): Promise<void> {
  await removeStoredModel(id)
  announceModels()
}

/** Calls the listeners of `watchStoredModels`, of this page too. */
export function announceModels(): void {
  const channel = new BroadcastChannel(MODEL_STORE_CHANNEL)
  channel.postMessage(null)
  channel.close()
}

/**
 * Calls when any page of the app, the hub page included, has added or deleted a model, or picked a folder.
 * @returns how to stop it.
 */
export function watchStoredModels(listener: () => void): () => void {
  const channel = new BroadcastChannel(MODEL_STORE_CHANNEL)
  channel.onmessage = listener
  return () => channel.close()
}

/** What the browser does when the model writer tries to reach another origin. */
export async function probeModelWriter(url: string): Promise<'blocked' | 'reached'> {
  const modelWriter = createModelWriter()
  try {
    return await modelWriter.probeEgress(url)
  } finally {
    modelWriter.end()
  }
}
