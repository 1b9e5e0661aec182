import { availableDtypes, DTYPE_SUFFIXES, DTYPES, isFloat16, preferredDtype } from '../../src/domain/dtype.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { Backend } from './types.ts'

/** The sessions of an image-text-to-text model, by file base name. */
export const SESSIONS = ['vision_encoder', 'embed_tokens', 'decoder_model_merged'] as const
/** Where an encoder reads the prompt, and the decoder answers only. */
const WITH_ENCODER = [...SESSIONS, 'encoder_model'] as const
export type SessionName = (typeof WITH_ENCODER)[number]

/** Of the sessions that the model has. */
export type Dtypes = Readonly<Record<(typeof SESSIONS)[number], string> & Partial<Record<SessionName, string>>>

export function sessionsOf(dtypes: Dtypes): SessionName[] {
  return Object.keys(dtypes) as SessionName[]
}

export function modelFile(session: SessionName, dtype: string): string {
  return `onnx/${session}${DTYPE_SUFFIXES.get(dtype) ?? ''}.onnx`
}

/**
 * The dtype of each session. What is asked for comes first, then the repository's own choice
 * (`transformers.js_config`) where its file is there and the device can run it, then the best for the backend
 * of those that are. One name for all is meant for the decoder: an encoder that the repository lacks in it
 * keeps its own dtype.
 * @param own `config.json`'s `transformers.js_config`
 * @param float16 whether the device computes in 16-bit floats.
 * @param encoder Whether the model is an encoder-decoder.
 * @throws LeakscopeError `bad-config` for a name that is no dtype.
 */
export function resolveDtypes(
  asked: string | Readonly<Record<string, string>> | null,
  own: unknown,
  backend: Backend,
  paths: readonly string[],
  float16: boolean,
  encoder = false,
): Dtypes {
  const has = (path: string) => paths.includes(path)
  const usable = (session: SessionName, dtype: string) =>
    has(modelFile(session, dtype)) && (backend === 'wasm' || float16 || !isFloat16(dtype))
  const available = availableDtypes(paths)
  const resolve = (session: SessionName): string => {
    const preferred = ownDtype(own, session, backend)
    const fallback =
      preferred !== null && usable(session, checked(preferred))
        ? preferred
        : (preferredDtype(session, available[session] ?? [], backend, float16) ??
          preferred ??
          (backend === 'wasm' ? 'q8' : 'fp32'))
    if (asked === null) return fallback
    if (typeof asked !== 'string') return checked(asked[session] ?? fallback)
    const all = checked(asked)
    return session === 'decoder_model_merged' || has(modelFile(session, all)) ? all : fallback
  }
  return Object.fromEntries((encoder ? WITH_ENCODER : SESSIONS).map((session) => [session, resolve(session)])) as Dtypes
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
  if (DTYPE_SUFFIXES.has(dtype)) return dtype
  throw new LeakscopeError('bad-config', `dtype: "${dtype}" is unknown; allowed are ${DTYPES.join(', ')}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
