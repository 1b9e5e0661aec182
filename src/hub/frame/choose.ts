/** @file Which files of a repository make a model that the engine can load, in the dtypes chosen. */
import { availableDtypes, preferredDtype, sessionFileOf } from '../../domain/dtype.ts'
import { isNamedAfter, repositoryFaults, sizeFault } from '../../domain/repository.ts'
import type { Listing } from './listing.ts'
import type { StoredFile } from '../../storage/models/types.ts'

/**
 * The sessions that models are made of; others in a repository (`decoder_model`, `decoder_with_past_model`)
 * repeat them.
 */
const SESSIONS = ['vision_encoder', 'embed_tokens', 'encoder_model', 'decoder_model_merged']

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
  'gemma4',
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
 * Why a repository cannot be run here, as far as its listing tells, before a byte of it is fetched: each in one
 * clause. Empty: nothing speaks against it.
 */
export function listingFaults(listing: Pick<Listing, 'type' | 'architecture' | 'gated' | 'files'>): string[] {
  const { type, architecture, gated, files } = listing
  const faults = repositoryFaults({ files, architecture })
  if (type !== null && !KNOWN_TYPES.has(type))
    faults.push(`Its architecture, ${type}, is not known here; known are ${[...KNOWN_TYPES].join(', ')}`)
  const large = sizeFault(files)
  if (large !== null) faults.push(large)
  if (gated)
    faults.push(
      "The hub gives its files to accounts that its authors let in, and Leakscope keeps no account; download it with the hub's own tools, then pick the folder under Prepare",
    )
  return faults
}

/** @param files of a listing without faults. */
export function defaultChoice(files: readonly StoredFile[], backend: 'webgpu' | 'wasm', float16: boolean): Dtypes {
  return Object.fromEntries(
    Object.entries(sessionChoices(files)).map(([session, dtypes]) => [
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
