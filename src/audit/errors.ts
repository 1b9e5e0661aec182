import { meaningOf } from './platform-errors.ts'

/** Stable codes of everything that can go wrong and that a user or a caller must tell apart. */
export const ERROR_CODES = [
  'aborted',
  'bad-config',
  'bad-shard',
  'bad-image',
  'duplicate-response',
  'engine-failed',
  'engine-lost',
  'gated',
  'gpu-unavailable',
  'gpu-lost',
  'guard-failed',
  'licence-missing',
  'machine-unfit',
  'model-corrupt',
  'model-incomplete',
  'network',
  'not-found',
  'quota',
  'rate-limited',
  'self-check-failed',
  'storage-evicted',
  'shader-f16-missing',
  'timeout',
  'unprotected',
  'worker-lost',
  'unknown',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * An error with a stable code and one line that says what is wrong and what is allowed. Survives the worker
 * boundary (`toWire`, `fromWire`).
 */
export class LeakscopeError extends Error {
  override readonly name = 'LeakscopeError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Structured-clone form of an error: Comlink alone would lose class and code. */
export interface WireError {
  readonly code: ErrorCode
  readonly message: string
  readonly stack: string | null
}

/** Of an error that is not ours too: in one line, with a code where its kind tells one (platform-errors.ts). */
export function toWire(error: unknown): WireError {
  const stack = error instanceof Error ? (error.stack ?? null) : null
  if (error instanceof LeakscopeError) return { code: error.code, message: error.message, stack }
  return { ...meaningOf(error), stack }
}

/** What to tell the user, in one line. */
export function errorText(error: unknown): string {
  return toWire(error).message
}

export function fromWire(wire: WireError): LeakscopeError {
  const error = new LeakscopeError(wire.code, wire.message)
  if (wire.stack !== null) error.stack = wire.stack
  return error
}
