/**
 * @file What errors of browsers, of JavaScript and of ONNX Runtime mean, in one line each: they themselves
 * say "denied", or where in their own source they stumbled.
 */
import type { ErrorCode } from './error-codes.ts'

export interface Meaning {
  readonly code: ErrorCode
  readonly message: string
}

/** Of what the platform said, quoted. */
const LONGEST = 80

const REFUSED =
  'The browser refuses it, as it does for storage in private windows; allow it in the settings for this site, or pick the file again'
const UNREACHED = 'Something could not be fetched; is the app’s server running? Then reload this page'
// Not that what was stored is kept: Chromium says "Connection is closing" also when it deletes all of it.
const DATABASE =
  'The browser’s database failed or was closed, as it is when storage is emptied; reload this page to see what is kept'

/** Of `name: message`, as Chromium, Firefox and Safari say it; the first that fits. */
const MEANINGS: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /^(Range|DataClone|Internal|Runtime)?Error: .*(allocation (failed|size overflow)|out of memory|invalid (typed )?array (buffer )?length|invalid string length)/i,
    'machine-unfit',
    'This machine has not enough memory for it; close other tabs and programs, or take less at a time',
  ],
  [
    /^(RangeError: maximum call stack|InternalError: too much recursion)/i,
    'unknown',
    'Something in it is nested too deeply or too long; take less at a time',
  ],
  [/^QuotaExceededError/, 'quota', 'Storage is full; delete old runs, shards or models, or free disk space'],
  [
    /^(InvalidStateError|EncodingError): .*(image|decod)/i,
    'bad-image',
    'The picture cannot be decoded; allowed are whole PNG, JPEG and WebP files',
  ],
  [
    /^TypeError: (failed to fetch|network ?error|load failed|.*internet connection|.*dynamically imported module|importing a module script failed)/i,
    'network',
    UNREACHED,
  ],
  [/^NetworkError/, 'network', UNREACHED],
  [
    /^(NotFoundError|NotReadableError)/,
    'not-found',
    'A file was moved, changed or deleted, or may not be read; pick it again',
  ],
  [/^(SecurityError|NotAllowedError)|\bdenied\b/i, 'unknown', REFUSED],
  [/^NoModificationAllowedError/, 'unknown', 'A file is in use; close other tabs of Leakscope and try again'],
  [
    /^(InvalidStateError|TransactionInactiveError|UnknownError|DataError|ConstraintError|VersionError)/,
    'unknown',
    DATABASE,
  ],
  [/^AbortError/, 'aborted', 'It was ended before it was done; try again'],
  [/^TimeoutError/, 'timeout', 'The browser gave up waiting; try again'],
]

const UNEXPECTED =
  'Something failed unexpectedly; what was stored is kept. Try again, and report this line if it comes back'

/**
 * One line, with what is allowed or to be done, and what the platform said itself. Pure: knows an error by
 * its name and its message alone.
 */
export function meaningOf(error: unknown): Meaning {
  const { name, message } = said(error)
  if (isOrt(message)) return { code: 'engine-failed', message: `ONNX Runtime failed: ${withoutPlaces(message)}` }
  const [, code, line] = MEANINGS.find(([pattern]) => pattern.test(`${name}: ${message}`)) ?? [
    null,
    'unknown',
    UNEXPECTED,
  ]
  const own = [name === 'Error' ? '' : name, shorten(message, LONGEST)].filter((part) => part !== '').join(': ')
  return { code, message: own === '' ? line : `${line} (${own})` }
}

export function isOrt(message: string): boolean {
  return /ERROR_CODE|onnxruntime|ort-wasm/i.test(message)
}

/** What ONNX Runtime says, without the places in its own source. */
export function withoutPlaces(message: string): string {
  const left = message
    .replaceAll(/Can't create a session\.\s*|failed to call \w+\(\)\.\s*|ERROR_CODE: \d+,?\s*|ERROR_MESSAGE: /gi, '')
    // A source file with its line, and the function's whole signature behind it.
    .replaceAll(
      /(?:[A-Za-z]:)?[\\/]\S*\.(?:cc|cpp|h|hpp|ts|js|mjs):\d+\s*(?:[^()]*\([^()]*\)(?:\s*const)?(?:\s*\[[^\]]*\])?\s*)?/g,
      '',
    )
    .trim()
  return left === '' ? 'it does not say why' : shorten(left)
}

export function shorten(text: string, longest = 300): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}

function said(error: unknown): { name: string; message: string } {
  if (typeof error !== 'object' || error === null)
    return { name: 'Error', message: typeof error === 'string' || typeof error === 'number' ? oneLine(`${error}`) : '' }
  const { name, message } = error as { name?: unknown; message?: unknown }
  return {
    name: typeof name === 'string' && name !== '' ? name : 'Error',
    message: typeof message === 'string' ? oneLine(message) : '',
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
