import { LeakscopeError } from '../../src/audit/errors.ts'
import type { Backend } from './types.ts'

/** The sessions of an image-text-to-text model, by file base name. */
export const SESSIONS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'] as const
export type SessionName = (typeof SESSIONS)[number]

/** File suffix of each dtype, as transformers.js names them (src/utils/dtypes.js). */
const SUFFIXES: ReadonlyMap<string, string> = new Map([
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

export type Dtypes = Readonly<Record<SessionName, string>>

export function modelFile(session: SessionName, dtype: string): string {
  return `onnx/${session}${SUFFIXES.get(dtype) ?? ''}.onnx`
}

/** Whether the name alone says that a session computes in 16-bit floats. */
export function isFloat16(dtype: string): boolean {
  return dtype.endsWith('f16') || dtype === 'fp16'
}

/**
 * The dtype of each session. What is asked for comes first, then the repository's own choice (`transformers.js_config`), then
 * transformers.js' default. One name for all is meant for the decoder: an encoder that the repository lacks in it keeps its own dtype.
 * @param own `config.json`'s `transformers.js_config`
 * @throws LeakscopeError `bad-config` for a name that is no dtype.
 */
export function resolveDtypes(
  asked: string | Readonly<Record<string, string>> | null,
  own: unknown,
  backend: Backend,
  has: (path: string) => boolean,
): Dtypes {
  const resolve = (session: SessionName): string => {
    const fallback = checked(ownDtype(own, session, backend) ?? (backend === 'wasm' ? 'q8' : 'fp32'))
    if (asked === null) return fallback
    if (typeof asked !== 'string') return checked(asked[session] ?? fallback)
    const all = checked(asked)
    return session === 'decoder_model_merged' || has(modelFile(session, all)) ? all : fallback
  }
  return {
    vision_encoder: resolve('vision_encoder'),
    embed_tokens: resolve('embed_tokens'),
    decoder_model_merged: resolve('decoder_model_merged'),
  }
}

function ownDtype(own: unknown, session: SessionName, backend: Backend): string | null {
  if (!isRecord(own)) return null
  const devices = own['device_config']
  const device = isRecord(devices) ? devices[backend] : undefined
  const dtype = (isRecord(device) ? device['dtype'] : undefined) ?? own['dtype']
  const name = isRecord(dtype) ? dtype[session] : dtype
  return typeof name === 'string' && name !== 'auto' ? name : null
}

function checked(dtype: string): string {
  if (SUFFIXES.has(dtype)) return dtype
  throw new LeakscopeError('bad-config', `dtype: "${dtype}" is unknown; allowed are ${[...SUFFIXES.keys()].join(', ')}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
