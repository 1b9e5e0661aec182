/**
 * @file Which models can be audited: those that `models/index.json` lists (ids, each a folder beside it),
 * kept ones, and folders that the user picked.
 */
import * as v from 'valibot'
import { availableDtypes } from '../domain/dtype.ts'
import { memoised } from '../domain/memoised.ts'
import { LeakscopeError } from '../domain/errors.ts'
import { DETECTORS } from '../guards/detectors/index.ts'
import { SHIPPED_DETECTORS } from '../guards/registry.ts'
import type { PickedFile } from '../../workers/intake/types.ts'
import { modelBytes, modelFromFolder, preflightModel, readModelManifest, type ModelSource } from '../engine/index.ts'
import { isClassifier } from './guards/detectors.ts'
import { storedModels, storedSource, type PickedModel } from './stored-models.ts'
import type { ModelListing } from './types.ts'

const indexSchema = v.array(v.pipe(v.string(), v.nonEmpty()))

/** On the list, where this machine's server knows models that were built here (scripts/serve.mjs). */
const BUILT_HEADER = 'Leakscope-Built-Models'

export interface Models {
  list(): Promise<ModelListing[]>
  /** @throws LeakscopeError `bad-config` naming the models that there are. */
  source(id: string): Promise<ModelSource>
  /** The same for the detector of a guard: the one that ships, or a folder. */
  detectorSource(id: string): Promise<ModelSource>
  /** Folders that hold a detector, and the one that ships. */
  detectors(): Promise<ModelListing[]>
  /**
   * @throws LeakscopeError as `modelFromFolder` does, and with what would hinder it from being loaded: a
   * session that is missing, an architecture that is unknown.
   */
  addFolder(files: readonly PickedFile[]): Promise<ModelListing>
  /** A folder that was added, with the files that were picked. @throws LeakscopeError `not-found`. */
  picked(id: string): PickedModel
  /** Drops a folder that was added, unless another of its name was since; nothing of the user's is touched. */
  forget(picked: PickedModel): void
}

/** @param base absolute URL of the folder `models/`. */
export function createModels(base: string = new URL('models/', document.baseURI).href): Models {
  const folders = new Map<string, PickedModel>()
  const readServed = memoised(() => loadServed(base))
  const shipped = new Map(
    SHIPPED_DETECTORS.map((id) => [id, memoised(() => readModelManifest(new URL(`${id}/`, base).href))]),
  )

  async function list(): Promise<ModelListing[]> {
    const { bundled, built } = await readServed()
    const picked = [...folders.values()].filter(({ classifier }) => !classifier)
    return [
      ...bundled.map((source) => listing(source, 'bundled')),
      ...built.map((source) => listing(source, 'built')),
      ...(await storedListings(false)),
      ...picked.map(({ source }) => listing(source, 'folder')),
    ]
  }

  /** Whole ones. A kept folder without a decoder is a detector. */
  async function storedListings(classifier: boolean): Promise<ModelListing[]> {
    const kept = (await storedModels()).filter(({ id, whole }) => whole && !folders.has(id))
    return kept
      .map(({ id, name, bytes, hashes, from }): ModelListing => ({
        id,
        name,
        bytes,
        hashes,
        dtypes: availableDtypes(Object.keys(hashes)),
        source: from === 'hub' ? 'hub' : 'stored',
      }))
      .filter(({ dtypes }) => (dtypes['decoder_model_merged'] === undefined) === classifier)
  }

  async function findOwn(id: string): Promise<ModelSource | null> {
    const { bundled, built } = await readServed()
    const found = folders.get(id)?.source ?? [...bundled, ...built].find((source) => source.id === id)
    if (found !== undefined) return found
    return (await storedModels()).some((model) => model.id === id) ? storedSource(id) : null
  }

  return {
    list,
    async source(id) {
      const found = await findOwn(id)
      if (found !== null) return found
      const known = (await list()).map((model) => model.id)
      throw new LeakscopeError(
        'bad-config',
        `model: "${id}" is unknown; allowed are ${[...known, 'a folder in hub layout'].join(', ')}`,
      )
    },
    async detectorSource(id) {
      const found = await (shipped.get(id)?.() ?? findOwn(id))
      if (found !== null) return found
      throw new LeakscopeError(
        'bad-config',
        `guards: detector "${id}" is unknown; allowed are ${[...DETECTORS.map((detector) => detector.id), ...folders.keys()].join(', ')}, or a folder in hub layout that you add`,
      )
    },
    async detectors() {
      // An app without its detector can still guard by rules.
      const read = await Promise.all([...shipped.values()].map((source) => source().catch(() => null)))
      const own = read.flatMap((source) => (source === null ? [] : listing(source, 'bundled')))
      const picked = [...folders.values()].filter(({ classifier }) => classifier)
      return [...own, ...(await storedListings(true)), ...picked.map(({ source }) => listing(source, 'folder'))]
    },
    async addFolder(files) {
      const picked = await modelFromFolder(files)
      // A folder may hold another version of a bundled model: the two must not be taken for one another.
      const source = { ...picked, id: `folder:${picked.id}` }
      const classifier = await isClassifier(source).catch(() => false)
      // Said now and not at the start of a run. Whether this machine is large enough for it is asked on the
      // Plan screen.
      if (!classifier) await preflightModel(source, 'wasm', null)
      folders.set(source.id, { source, files, classifier })
      return listing(source, 'folder')
    },
    picked(id) {
      const found = folders.get(id)
      if (found === undefined) throw new LeakscopeError('not-found', `${id} is no folder that was picked in this tab`)
      return found
    },
    forget(picked) {
      if (folders.get(picked.source.id) === picked) folders.delete(picked.source.id)
    },
  }
}

function listing(source: ModelSource, kind: ModelListing['source']): ModelListing {
  const hashes = source.files.flatMap(({ path, sha256 }) => (sha256 === null ? [] : [[path, sha256] as const]))
  return {
    id: source.id,
    name: source.name,
    bytes: modelBytes(source),
    hashes: Object.fromEntries(hashes),
    dtypes: availableDtypes(source.files.map(({ path }) => path)),
    source: kind,
    ...(source.licence !== undefined && { licence: source.licence }),
  }
}

async function loadServed(
  base: string,
): Promise<{ readonly bundled: readonly ModelSource[]; readonly built: readonly ModelSource[] }> {
  const url = new URL('index.json', base)
  const response = await fetch(url).catch((error: unknown) => {
    throw new LeakscopeError('model-incomplete', `${url.pathname} could not be fetched: ${String(error)}`, {
      cause: error,
    })
  })
  // An app that ships no model can still audit folders.
  if (response.status === 404) return { bundled: [], built: [] }
  const result = v.safeParse(indexSchema, await response.json().catch(() => null))
  if (!result.success) throw new LeakscopeError('model-corrupt', `${url.pathname} must be a list of the ids of models`)
  const read = (ids: readonly string[]) =>
    Promise.all(ids.map((id) => readModelManifest(new URL(`${encodeURIComponent(id)}/`, base).href)))
  const builtHere = (response.headers.get(BUILT_HEADER) ?? '').split(' ').filter((id) => id !== '')
  // One that was damaged or removed meanwhile must not keep those that ship from being listed.
  return { bundled: await read(result.output), built: await read(builtHere).catch(() => []) }
}
