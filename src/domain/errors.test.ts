import { describe, expect, it } from 'vitest'
import { errorText, fromWire, LeakscopeError, toWire, type ErrorCode } from './errors.ts'

/** As browsers throw it: an object of another class, told by its name. */
const platform = (name: string, message: string): Error => Object.assign(new Error(message), { name })

/** What a browser, its engine or ONNX Runtime said, the code that it gets, and how its line begins. */
const RAW: readonly (readonly [unknown, ErrorCode, string])[] = [
  [new RangeError('Invalid array length'), 'machine-unfit', 'This machine has not enough memory for it; close'],
  [new RangeError('Array buffer allocation failed'), 'machine-unfit', 'This machine has not enough memory'],
  [new RangeError('Invalid string length'), 'machine-unfit', 'This machine has not enough memory'],
  [platform('InternalError', 'allocation size overflow'), 'machine-unfit', 'This machine has not enough memory'],
  [platform('RuntimeError', 'Out of memory'), 'machine-unfit', 'This machine has not enough memory'],
  [platform('DataCloneError', 'Data cannot be cloned, out of memory.'), 'machine-unfit', 'This machine has not enough'],
  [new RangeError('Maximum call stack size exceeded'), 'unknown', 'Something in it is nested too deeply'],
  [platform('InternalError', 'too much recursion'), 'unknown', 'Something in it is nested too deeply'],
  [new Error('denied'), 'unknown', 'The browser refuses it, as it does for storage in private windows; allow it'],
  [platform('SecurityError', 'Storage directory access is denied.'), 'unknown', 'The browser refuses it'],
  [platform('SecurityError', 'The operation is insecure.'), 'unknown', 'The browser refuses it'],
  [platform('NotAllowedError', 'The request is not allowed by the user agent'), 'unknown', 'The browser refuses it'],
  [new Error('Permission denied to access property "document"'), 'unknown', 'The browser refuses it'],
  [platform('QuotaExceededError', ''), 'quota', 'Storage is full; delete old runs'],
  [
    platform('NotFoundError', 'A requested file could not be found'),
    'not-found',
    'A file was moved, changed or deleted',
  ],
  [platform('NotReadableError', 'The requested file could not be read'), 'not-found', 'A file was moved, changed'],
  [platform('NoModificationAllowedError', ''), 'unknown', 'A file is in use; close other tabs'],
  [platform('InvalidStateError', 'The database connection is closing.'), 'unknown', 'The browser’s database failed or'],
  [
    platform('UnknownError', 'Connection is closing because of: Force close delete origin'),
    'unknown',
    'The browser’s database failed or was closed, as it is when storage is emptied; reload this page to see what',
  ],
  [platform('UnknownError', 'Internal error opening backing store'), 'unknown', 'The browser’s database failed or'],
  [
    platform('InvalidStateError', 'The source image could not be decoded.'),
    'bad-image',
    'The picture cannot be decoded',
  ],
  [platform('EncodingError', 'Loading error.'), 'unknown', 'Something failed unexpectedly'],
  [new TypeError('Failed to fetch'), 'network', 'Something could not be fetched; is the app’s server'],
  [new TypeError('NetworkError when attempting to fetch resource.'), 'network', 'Something could not be fetched'],
  [new TypeError('Load failed'), 'network', 'Something could not be fetched'],
  [new TypeError('network error'), 'network', 'Something could not be fetched'],
  [new TypeError('Failed to fetch dynamically imported module: http://x/a.js'), 'network', 'Something could not be'],
  [platform('AbortError', 'The operation was aborted.'), 'aborted', 'It was ended before it was done'],
  [platform('TimeoutError', 'signal timed out'), 'timeout', 'The browser gave up waiting'],
  [new TypeError("Cannot read properties of undefined (reading 'height')"), 'unknown', 'Something failed unexpectedly'],
  [
    new TypeError("undefined is not an object (evaluating 'a.b')"),
    'unknown',
    'Something failed unexpectedly; what was',
  ],
  [new TypeError('a is undefined'), 'unknown', 'Something failed unexpectedly'],
  [
    new Error(
      'failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: /mnt/vss/_work/1/s/onnxruntime/core/framework/bfc_arena.cc:359 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, Stream*) Failed to allocate memory for requested buffer of size 12\n',
    ),
    'engine-failed',
    'ONNX Runtime failed: Failed to allocate memory for requested buffer of size 12',
  ],
  [12_345_678, 'unknown', 'Something failed unexpectedly'],
  ['', 'unknown', 'Something failed unexpectedly'],
  [undefined, 'unknown', 'Something failed unexpectedly'],
  [{ some: 'object' }, 'unknown', 'Something failed unexpectedly'],
]

describe('what is not ours is told in one line that says what to do', () => {
  it.each(RAW.map(([raw, code, begins]) => [String(raw), raw, code, begins] as const))(
    '%s',
    (_title, raw, code, begins) => {
      const wire = toWire(raw)
      expect(wire.code).toBe(code)
      expect(wire.message.startsWith(begins), wire.message).toBe(true)
      // As every call of every worker is held to it (e2e/workers.spec.ts).
      expect(wire.message).toMatch(/^[A-Z][^\n]{15,200}$/)
      // Of another's source nothing but its words.
      expect(wire.message).not.toMatch(/\.(cc|cpp|ts|js):\d+|ERROR_CODE|\[object/)
      expect(errorText(raw)).toBe(wire.message)
    },
  )
})

it('ours keep code and line, over the border too', () => {
  const error = new LeakscopeError('bad-shard', 'Row 3 has no picture')
  expect(fromWire(toWire(error))).toMatchObject({ code: 'bad-shard', message: 'Row 3 has no picture' })
})

it('a value that is quoted is cut, what is allowed stays', () => {
  const { message } = new LeakscopeError(
    'bad-config',
    `dtype: "${'x'.repeat(100_000)}" is unknown; allowed are "fp32", "q4"`,
  )
  expect(message).toBe(`dtype: "${'x'.repeat(80)}…" is unknown; allowed are "fp32", "q4"`)
  const short = `key: "${'y'.repeat(190)}" is unknown`
  expect(new LeakscopeError('bad-config', short).message).toBe(short)
})
