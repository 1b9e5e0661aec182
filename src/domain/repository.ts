/**
 * @file What a repository or a folder is, as far as the names and sizes of its files tell: whether it can be a
 * model that runs here, and if not, what it is instead and what to do. The hub's page asks before a download,
 * a capability card and every load before a file is read.
 */
import { availableDtypes, sessionFileOf } from './dtype.ts'

export interface RepositoryFile {
  readonly path: string
  readonly bytes: number
}

export interface RepositoryFacts {
  readonly files: readonly RepositoryFile[]
  /** The first of `architectures` in its configuration; null where it is not known. */
  readonly architecture: string | null
  /** Whether an encoder reads its prompts; absent: not known, and taken for no. */
  readonly encoderDecoder?: boolean
}

/** ORT Web is 32-bit WebAssembly: weights, cache and activations share one heap of 4 GiB. WebGPU loads through it. */
export const WASM_HEAP = 4 * 1024 ** 3

/** The sessions that every model is made of here. */
const SESSIONS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'] as const
/** Sessions of models that read nothing but text (transformers.js, session_config.js). */
const TEXT_SESSIONS: ReadonlySet<string> = new Set([
  'model',
  'decoder_model',
  'decoder_model_merged',
  'decoder_with_past_model',
])
/** What holds a tokenizer that transformers can write as tokenizer.json. */
const OTHER_TOKENIZERS = ['tokenizer.model', 'spiece.model', 'tekken.json', 'vocab.json', 'vocab.txt']
const ARCHIVE = /\.(?:zip|tar|tgz|tar\.gz|7z|rar)$/i
/** Other ways to keep a model, the likeliest first. */
const OTHER_FORMATS: readonly (readonly [RegExp, string])[] = [
  [/\.gguf$/i, 'GGUF, for llama.cpp and its like'],
  [/\.(?:tflite|task|litertlm)$/i, 'LiteRT’s'],
  [/\.(?:mlpackage|mlmodelc?)(?:\/|$)/i, 'Core ML’s'],
  [/openvino_[^/]*\.(?:xml|bin)$/i, 'OpenVINO’s'],
  [/\.safetensors$|\.(?:pt|pth|ckpt)$|pytorch_model[^/]*\.bin$/i, 'PyTorch’s'],
  [/\.(?:h5|msgpack)$/i, 'TensorFlow’s or Flax’s'],
]
const LAYOUT = 'the folder that holds config.json, tokenizer.json and onnx/'

/**
 * Why it cannot run here, each in one clause without a full stop that says what to do where something can be
 * done. Empty: its names speak against nothing.
 */
export function repositoryFaults(facts: RepositoryFacts): string[] {
  const paths = facts.files.map(({ path }) => path)
  const elsewhere = notAModel(paths)
  if (elsewhere !== null) return [elsewhere]
  const graphs = graphFault(paths)
  if (graphs !== null) return [...(readsTextOnly(facts) ? [TEXT_ONLY] : []), graphs]
  if (readsTextOnly(facts)) return [TEXT_ONLY]
  return [...sessionFaults(facts), ...settingFaults(paths)]
}

/** That no choice of its dtypes fits into WebAssembly's memory, in such a clause; null where one does. */
export function sizeFault(files: readonly RepositoryFile[]): string | null {
  const least = leastBytes(files)
  if (least <= WASM_HEAP) return null
  const units = (size: number) => `${(size / 1e9).toFixed(1)} GB`
  return (
    `It is too large for a browser: in its fewest bits it has ${units(least)} of weights, and WebAssembly’s ` +
    `memory, through which WebGPU loads too, ends at ${units(WASM_HEAP)}`
  )
}

const NO_GRAPHS = 'It has no ONNX graphs (onnx/*.onnx)'
const TEXT_ONLY =
  'It reads text only: no graph of it takes a picture. Choose a model that answers questions about pictures'

function notAModel(paths: readonly string[]): string | null {
  if (paths.includes('config.json')) return null
  const folders = paths.filter((path) => path.endsWith('/config.json')).map((path) => path.slice(0, -12))
  const [inside, ...more] = folders.toSorted((a, b) => a.length - b.length)
  if (inside !== undefined && !paths.includes('model_index.json'))
    return more.length === 0
      ? `Its config.json lies in ${inside}/; pick that folder`
      : `It holds several models (${listed(folders)}); pick the folder of one`
  const archive = paths.find((path) => ARCHIVE.test(path))
  if (archive !== undefined) return `It is packed (${archive}); unpack it and pick ${LAYOUT}`
  if (paths.includes('model_index.json')) return 'It makes pictures (diffusers) and answers no questions about them'
  const fault = graphFault(paths)
  return fault === null || fault === NO_GRAPHS ? `It has no config.json; pick ${LAYOUT}` : fault
}

/** Why it has no graphs where they are looked for; null where there are some. */
function graphFault(paths: readonly string[]): string | null {
  const graphs = paths.filter((path) => path.endsWith('.onnx'))
  if (graphs.some((path) => sessionFileOf(path) !== null)) return null
  if (paths.includes('genai_config.json') || paths.some((path) => path.endsWith('/genai_config.json')))
    return 'It is laid out for ONNX Runtime GenAI (genai_config.json); take an export for transformers.js'
  const [graph] = graphs
  if (graph !== undefined) {
    const at = graph.lastIndexOf('/')
    const where = at < 0 ? 'beside config.json' : `in ${graph.slice(0, at)}/`
    return `Its graphs lie ${where} and are looked for in onnx/; move them there, with the files of weights beside them`
  }
  if (paths.includes('adapter_config.json'))
    return (
      'It is an adapter (LoRA) without its model; merge it into that (peft, merge_and_unload), ' +
      'export the whole to ONNX and take that'
    )
  const format = OTHER_FORMATS.find(([names]) => paths.some((path) => names.test(path)))?.[1]
  return format === undefined
    ? NO_GRAPHS
    : `Its weights are ${format}, and ONNX is needed; look for an export of it for transformers.js ` +
        '(often of onnx-community, NAME-ONNX), or make one with Optimum'
}

/** By its sessions, and by its architecture where it has none yet. */
function readsTextOnly({ files, architecture }: RepositoryFacts): boolean {
  const paths = files.map(({ path }) => path)
  if (paths.some((path) => /^(?:pre)?processor_config\.json$/.test(path))) return false
  const sessions = Object.keys(availableDtypes(paths))
  if (sessions.length > 0) return sessions.every((name) => TEXT_SESSIONS.has(name))
  return architecture?.endsWith('ForCausalLM') ?? false
}

function sessionFaults({ files, encoderDecoder = false }: RepositoryFacts): string[] {
  const has = Object.keys(availableDtypes(files.map(({ path }) => path)))
  const wanted: string[] = encoderDecoder ? [...SESSIONS, 'encoder_model'] : [...SESSIONS]
  const missing = wanted.filter((name) => !has.includes(name))
  if (has.includes('encoder_model') && missing.includes('vision_encoder') && missing.includes('embed_tokens'))
    return ['It writes down what a picture shows and takes no question, as Donut and TrOCR do (it has no embed_tokens)']
  const others = has.filter((name) => !wanted.includes(name))
  return missing.map((name) => {
    if (name === 'decoder_model_merged' && has.includes('decoder_model'))
      return (
        'Its decoder is in parts (decoder_model and another with its past); ' +
        'export it merged, as onnx/decoder_model_merged.onnx'
      )
    const instead = others.length === 0 ? '' : `; it has ${listed(others)} instead, a layout that is not known`
    return `onnx/${name}.onnx is not there in any dtype${instead}`
  })
}

function settingFaults(paths: readonly string[]): string[] {
  const faults: string[] = []
  if (!paths.includes('tokenizer.json')) {
    const other = OTHER_TOKENIZERS.find((name) => paths.includes(name))
    faults.push(
      other === undefined
        ? 'tokenizer.json is not there'
        : `tokenizer.json is not there, only ${other}; write it with transformers: ` +
            'AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)',
    )
  }
  if (!paths.includes('tokenizer_config.json')) faults.push('tokenizer_config.json is not there')
  if (!paths.includes('preprocessor_config.json') && !paths.includes('processor_config.json'))
    faults.push('preprocessor_config.json is not there: nothing says how its pictures are prepared')
  return faults
}

/** Bytes of the smallest choice of dtypes: graphs, and weights that are named after them. */
function leastBytes(files: readonly RepositoryFile[]): number {
  return SESSIONS.reduce((sum, session) => {
    const sizes = files.flatMap(({ path, bytes }) =>
      sessionFileOf(path)?.session === session ? [bytes + besideBytes(files, path)] : [],
    )
    return sizes.length === 0 ? sum : sum + Math.min(...sizes)
  }, 0)
}

function besideBytes(files: readonly RepositoryFile[], graph: string): number {
  return files.reduce((sum, { path, bytes }) => sum + (path !== graph && isNamedAfter(path, graph) ? bytes : 0), 0)
}

/** `a.onnx_data`, `a.onnx_data_1`, `a.onnx.data`, `a.data` lie beside `a.onnx`. */
export function isNamedAfter(path: string, graph: string): boolean {
  return path.startsWith(graph) || path.startsWith(graph.replace(/onnx$/, 'data'))
}

function listed(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}
