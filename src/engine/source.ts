import * as v from 'valibot'
import { LeakscopeError } from '../domain/errors.ts'
import { repositoryFaults } from '../domain/repository.ts'
import type { PickedFile } from '../../workers/intake/types.ts'
import type { Backend, GoldenCheck, ModelFile } from '../../workers/model/types.ts'
import type { DetectorErrors } from '../domain/run.ts'

type Dtype = string | Readonly<Record<string, string>>

/** A model that can be loaded, wherever its files are. */
export interface ModelSource {
  readonly id: string
  readonly name: string
  readonly files: readonly ModelFile[]
  /** null: what the repository or transformers.js prefers. */
  readonly defaultDtype: Readonly<Record<Backend, Dtype | null>>
  readonly golden: GoldenCheck | null
  /** As its manifest says; absent: it does not. */
  readonly licence?: string
  /** Of a detector: on the probability of each head; absent: .5. */
  readonly thresholds?: Readonly<Record<string, number>>
  /** Of a detector: how often each head errs at its threshold, on answers of known truth; absent: not measured. */
  readonly errors?: Readonly<Record<string, DetectorErrors>>
}

/** Describes a model beside its files; bundled models have it, picked folders may. */
export const MANIFEST = 'leakscope.json'

const dtype = v.union([v.string(), v.record(v.string(), v.string())])
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const labelled = v.pipe(v.number(), v.integer(), v.minValue(1))
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i, 'must be a SHA-256 in hex'))

const manifestSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: v.pipe(v.string(), v.nonEmpty()),
  files: v.array(
    v.object({
      path: v.pipe(v.string(), v.nonEmpty()),
      /** Where the file is when not at `path`, relative to the manifest: variants of a model share files. */
      url: v.optional(v.string()),
      bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
      sha256,
    }),
  ),
  licence: v.optional(v.string()),
  thresholds: v.optional(v.record(v.string(), share)),
  errors: v.optional(
    v.record(
      v.string(),
      v.object({
        sensitivity: share,
        specificity: share,
        positives: v.exactOptional(labelled),
        negatives: v.exactOptional(labelled),
        answersOf: v.exactOptional(v.array(v.string())),
      }),
    ),
  ),
  defaultDtype: v.optional(v.object({ webgpu: v.optional(v.nullable(dtype)), wasm: v.optional(v.nullable(dtype)) })),
  golden: v.optional(
    v.nullable(
      v.object({
        /** Path of a lossless picture among `files`; null for a question without one. */
        image: v.nullable(v.string()),
        prompt: v.string(),
        tokens: v.record(v.string(), v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))),
      }),
    ),
  ),
})
type Manifest = v.InferOutput<typeof manifestSchema>

/**
 * Reads the manifest of a model that ships with the app.
 * @param base absolute URL of the model's folder, with a slash at its end.
 * @throws LeakscopeError `model-incomplete` when there is none, `model-corrupt` when it is wrong.
 */
export async function readModelManifest(base: string): Promise<ModelSource> {
  const url = new URL(MANIFEST, base)
  const response = await fetch(url).catch((error: unknown) => {
    throw new LeakscopeError('model-incomplete', `${url.pathname} could not be fetched: ${String(error)}`, {
      cause: error,
    })
  })
  if (!response.ok)
    throw new LeakscopeError('model-incomplete', `${url.pathname} is missing: the server answered ${response.status}`)
  const manifest = parseManifest(await response.text(), url.pathname)
  return sourceOf(
    manifest,
    manifest.files.map((file) => {
      const from = new URL(file.url ?? file.path, base)
      if (from.origin !== url.origin)
        throw new LeakscopeError('model-corrupt', `${url.pathname}: ${file.path} lies on another origin`)
      return { path: file.path, bytes: file.bytes, sha256: file.sha256, from: from.href }
    }),
  )
}

/**
 * Takes a folder in hub layout that the user picked, with its `leakscope.json` when it has one.
 * @param files their paths begin with the folder's name.
 * @throws LeakscopeError `model-incomplete` when it is no such folder, `model-corrupt` when its manifest is wrong.
 */
export async function modelFromFolder(files: readonly PickedFile[]): Promise<ModelSource> {
  if (files.length === 0)
    throw new LeakscopeError(
      'model-incomplete',
      'This folder is empty; pick the folder that holds config.json, tokenizer.json and onnx/',
    )
  const folder = files[0]?.path.split('/')[0] || 'folder'
  const byPath = new Map(files.map(({ path, file }) => [pathInFolder(path), file]))
  if (!byPath.has('config.json')) {
    const there = [...byPath].map(([path, { size: bytes }]) => ({ path, bytes }))
    const [fault = ''] = repositoryFaults({ files: there, architecture: null })
    throw new LeakscopeError('model-incomplete', `"${folder}" is no model that runs here. ${fault}`)
  }
  const manifestFile = byPath.get(MANIFEST)
  if (manifestFile === undefined) {
    return {
      id: folder,
      name: folder,
      files: [...byPath].map(([path, file]) => ({ path, bytes: file.size, sha256: null, from: file })),
      defaultDtype: { webgpu: null, wasm: null },
      golden: null,
    }
  }
  const manifest = parseManifest(await manifestFile.text(), `${folder}/${MANIFEST}`)
  return sourceOf(
    manifest,
    manifest.files.map(({ path, bytes, sha256: hash }) => {
      const from = byPath.get(path)
      if (from === undefined)
        throw new LeakscopeError('model-incomplete', `"${folder}" lacks ${path}, which its ${MANIFEST} names`)
      return { path, bytes, sha256: hash, from }
    }),
  )
}

export function modelBytes(source: ModelSource): number {
  return source.files.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** The path without the folder's own name. */
export function pathInFolder(path: string): string {
  return path.slice(path.indexOf('/') + 1)
}

function parseManifest(text: string, where: string): Manifest {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new LeakscopeError('model-corrupt', `${where} is not JSON`, { cause: error })
  }
  const result = v.safeParse(manifestSchema, json)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new LeakscopeError('model-corrupt', `${where}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
}

function sourceOf(manifest: Manifest, files: readonly ModelFile[]): ModelSource {
  const { id, name, licence, defaultDtype, golden, thresholds, errors } = manifest
  const image = golden?.image ?? null
  if (image !== null && !files.some(({ path }) => path === image)) {
    throw new LeakscopeError(
      'model-corrupt',
      `${id}/${MANIFEST}: golden.image names ${image}, which is not among files`,
    )
  }
  return {
    id,
    name,
    files,
    defaultDtype: { webgpu: defaultDtype?.webgpu ?? null, wasm: defaultDtype?.wasm ?? null },
    golden: golden ?? null,
    ...(licence !== undefined && { licence }),
    ...(thresholds && { thresholds }),
    ...(errors && { errors }),
  }
}
