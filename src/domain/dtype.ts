/** @file Quantisations of a model's sessions, and the names of their files in a hub repository. */

/** File suffix of each dtype, as transformers.js names them (src/utils/dtypes.js). */
export const DTYPE_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['fp32', ''],
  ['fp16', '_fp16'],
  ['q8', '_quantized'],
  ['int8', '_int8'],
  ['uint8', '_uint8'],
  ['q4', '_q4'],
  ['q4f16', '_q4f16'],
  ['bnb4', '_bnb4'],
  ['q2', '_q2'],
  ['q2f16', '_q2f16'],
  ['q1', '_q1'],
  ['q1f16', '_q1f16'],
])

export const DTYPES: readonly string[] = [...DTYPE_SUFFIXES.keys()]

/** Whether the name alone says that a session computes in 16-bit floats. */
export function isFloat16(dtype: string): boolean {
  return dtype.endsWith('f16') || dtype === 'fp16'
}

export interface SessionFile {
  readonly session: string
  readonly dtype: string
}

/** What an `onnx/NAME.onnx` file of a repository is; null for any other path. */
export function sessionFileOf(path: string): SessionFile | null {
  const name = /^onnx\/([^/]+)\.onnx$/.exec(path)?.[1]
  if (name === undefined) return null
  // Longest first: `_q4f16` also ends as `_f16` might.
  const suffixes = [...DTYPE_SUFFIXES].filter(([, suffix]) => suffix !== '').sort(([, a], [, b]) => b.length - a.length)
  for (const [dtype, suffix] of suffixes) {
    if (name.endsWith(suffix)) return { session: name.slice(0, -suffix.length), dtype }
  }
  return { session: name, dtype: 'fp32' }
}

/** The dtypes that each session of a repository is there in, in the order of `DTYPES`. */
export function availableDtypes(paths: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const file of paths.map(sessionFileOf)) {
    if (file !== null) (found[file.session] ??= []).push(file.dtype)
  }
  for (const dtypes of Object.values(found)) dtypes.sort((a, b) => DTYPES.indexOf(a) - DTYPES.indexOf(b))
  return found
}

/**
 * Best first, by what is known of each backend (docs/adr/0014): 8-bit graphs answer gibberish on WebGPU with
 * some exports, an encoder suffers from few bits, and 16-bit floats need a device that has them.
 */
const LADDERS = {
  webgpu: {
    decoder: ['q4f16', 'q4', 'fp16', 'fp32', 'bnb4', 'q8', 'int8', 'uint8'],
    encoder: ['fp16', 'fp32', 'q4f16', 'q4', 'q8', 'int8', 'uint8', 'bnb4'],
  },
  wasm: {
    decoder: ['q4', 'q8', 'int8', 'uint8', 'fp32', 'bnb4', 'q4f16', 'fp16'],
    encoder: ['fp32', 'q8', 'int8', 'uint8', 'fp16', 'q4', 'q4f16', 'bnb4'],
  },
} as const

/**
 * The dtype to use for a session where neither the user nor the repository says: the first of the backend's
 * ladder that is there.
 * @param float16 whether the device computes in 16-bit floats; without it no 16-bit dtype is chosen on WebGPU.
 * @returns null when the session is not there in any dtype that can be used.
 */
export function preferredDtype(
  session: string,
  available: readonly string[],
  backend: 'webgpu' | 'wasm',
  float16: boolean,
): string | null {
  const ladder = LADDERS[backend][session.startsWith('decoder') ? 'decoder' : 'encoder']
  const usable = (dtype: string) => available.includes(dtype) && (backend === 'wasm' || float16 || !isFloat16(dtype))
  return ladder.find(usable) ?? null
}
