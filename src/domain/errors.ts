import type { ErrorCode } from './error-codes.ts'
import { meaningOf } from './platform-errors.ts'

export { ERROR_CODES, type ErrorCode } from './error-codes.ts'

const LONG_QUOTATION = /"([^"]{80})[^"]{120,}"/g

/**
 * An error with a stable code and one line that says what is wrong and what is allowed. Survives the worker
 * boundary (`toWire`, `fromWire`).
 */
export class LeakscopeError extends Error {
  override readonly name = 'LeakscopeError'
  readonly code: ErrorCode

  /** @param message a value of a file that it quotes may be as long as the file: it is cut. */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message.replaceAll(LONG_QUOTATION, '"$1…"'), options)
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
