/** @file What single fields of a shard may hold. */
import * as v from 'valibot'

/** Limits that no honest shard comes near, so that a hostile one cannot fill the disk or freeze a screen. */
export const LIMITS = {
  fileBytes: 256 * 2 ** 20,
  files: 100_000,
  unzippedBytes: 16 * 2 ** 30,
  /** Of a picture. A browser decodes to four bytes for each, whatever the model needs. */
  pixels: 100_000_000,
  side: 16_384,
  rows: 200_000,
  idLength: 200,
  textLength: 20_000,
  valueLength: 2_000,
  values: 500,
} as const

export const text = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max, (issue) => `at most ${max} characters, got ${issue.input.length}`),
  )
export const id = v.pipe(
  text(LIMITS.idLength),
  // Ids become database keys, file names of exports and parts of sample ids.
  v.regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u,
    'must start with a letter or digit and hold only letters, digits, ".", "_" and "-"',
  ),
)
export const line = v.pipe(text(LIMITS.valueLength), v.nonEmpty('must not be empty'))
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits'))
export const count = v.pipe(v.number(), v.safeInteger('must be an integer'), v.minValue(0, 'must not be negative'))
