/** @file Which files of a repository make a model that the engine can load, in the dtypes chosen. */
import { availableDtypes, preferredDtype, sessionFileOf } from '../../domain/dtype.ts'
import { LeakscopeError } from '../../domain/errors.ts'
import type { Listing } from './listing.ts'
import type { StoredFile } from '../../storage/models/types.ts'

/**
 * The sessions that models are made of; others in a repository (`decoder_model`, `decoder_with_past_model`)
 * repeat them.
 */
const SESSIONS = ['vision_encoder', 'embed_tokens', 'encoder_model', 'decoder_model_merged']
const REQUIRED = ['vision_encoder', 'embed_tokens', 'decoder_model_merged']

export type Dtypes = Readonly<Record<string, string>>

/** dtypes of each session that matters. */
export function sessionChoices(files: readonly StoredFile[]): Record<string, string[]> {
  const found = availableDtypes(files.map(({ path }) => path))
  return Object.fromEntries(SESSIONS.flatMap((session) => (found[session] ? [[session, found[session]]] : [])))
}

/** `model_type` of what the engine's adapters are meant for; a test compares the two. */
export const KNOWN_TYPES: ReadonlySet<string> = new Set([
  'florence2',
  'gemma3',
  'glm_ocr',
  'idefics3',
  'lfm2_vl',
  'lfm3_vl',
  'lighton_ocr',
  'llava',
  'llava_onevision',
  'llava_qwen2',
  'mistral3',
  'paligemma',
  'qwen2_5_vl',
  'qwen2_vl',
  'qwen3_5',
  'qwen3_vl',
  'smolvlm',
])

/**
 * Why a repository cannot be run here, as far as its listing tells, before a byte of it is fetched.
 * @throws LeakscopeError `engine-failed` for an unknown architecture, `gated`.
 */
export function assertRuns({ type, gated }: Pick<Listing, 'type' | 'gated'>): void {
  if (type !== null && !KNOWN_TYPES.has(type))
    throw new LeakscopeError(
      'engine-failed',
      `Its architecture, ${type}, is not known here; known are ${[...KNOWN_TYPES].join(', ')}`,
    )
  if (gated)
    throw new LeakscopeError(
      'gated',
      "The hub gives its files to accounts that its authors let in, and Leakscope keeps no account: download it with the hub's own tools, then pick the folder under Prepare",
    )
}

/** @throws LeakscopeError `model-incomplete` when the repository is no such model. */
export function defaultChoice(files: readonly StoredFile[], backend: 'webgpu' | 'wasm', float16: boolean): Dtypes {
  const choices = sessionChoices(files)
  const missing = REQUIRED.filter((session) => choices[session] === undefined)
  if (missing.length > 0 || !files.some(({ path }) => path === 'config.json')) {
    throw new LeakscopeError(
      'model-incomplete',
      `This repository is not an image-and-text model for transformers.js: it lacks ${missing.length > 0 ? missing.map((name) => `onnx/${name}.onnx`).join(', ') : 'config.json'}`,
    )
  }
  return Object.fromEntries(
    Object.entries(choices).map(([session, dtypes]) => [
      session,
      preferredDtype(session, dtypes, backend, float16) ?? dtypes[0]!,
    ]),
  )
}

/** Configuration and tokenizer, the chosen graphs, and the files of weights beside them. Small ones first. */
export function chosenFiles(files: readonly StoredFile[], dtypes: Dtypes): StoredFile[] {
  const graphs = new Set(
    files
      .filter(({ path }) => {
        const file = sessionFileOf(path)
        return file !== null && dtypes[file.session] === file.dtype
      })
      .map(({ path }) => path),
  )
  // What a graph calls its weights stands in the graph, which is not here yet. Those named after one go with it;
  // those that are named after none may belong to any.
  const everyGraph = new Set(files.map(({ path }) => path).filter((path) => sessionFileOf(path) !== null))
  const isWeights = (path: string) => {
    if (!path.startsWith('onnx/') || everyGraph.has(path) || /\.(?:json|md|txt)$/.test(path)) return false
    const named = [...everyGraph].filter((graph) => isNamedAfter(path, graph))
    return named.length === 0 || named.some((graph) => graphs.has(graph))
  }
  return files
    .filter(({ path }) => /^[^/]+\.(json|jinja|txt)$/.test(path) || graphs.has(path) || isWeights(path))
    .toSorted((a, b) => a.bytes - b.bytes)
}

/** `a.onnx_data`, `a.onnx_data_1`, `a.onnx.data`, `a.data`. */
function isNamedAfter(path: string, graph: string): boolean {
  return path.startsWith(graph) || path.startsWith(graph.replace(/onnx$/, 'data'))
}
