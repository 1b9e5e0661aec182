/** @file The boundary: what may stand in a manifest, whoever wrote it. */
import * as v from 'valibot'
import { LeakscopeError } from '../../domain/errors.ts'
import type { StoredManifest } from './types.ts'

const MAX_FILES = 500
/** Larger than any model that a browser can load. */
const MAX_FILE_BYTES = 16 * 1024 ** 3

const line = (max: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(max), v.regex(/^[^\p{Cc}]*$/u))
/** Segments that are no way out of the folder. */
const path = v.pipe(
  v.string(),
  v.maxLength(160),
  v.regex(/^(?!\.{1,2}(\/|$))[^/\\\p{Cc}]+(\/(?!\.{1,2}(\/|$))[^/\\\p{Cc}]+)*$/u, 'must be a path inside the model'),
)
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)))

const schema = v.object({
  id: line(220),
  name: line(120),
  origin: v.variant('kind', [
    v.object({ kind: v.literal('hub'), endpoint: line(400), repository: line(140), revision: hex(40) }),
    v.object({ kind: v.literal('folder') }),
  ]),
  licence: v.nullable(line(120)),
  files: v.pipe(
    v.array(
      v.object({
        path,
        bytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_FILE_BYTES)),
        hash: v.nullable(
          v.variant('kind', [
            v.object({ kind: v.literal('sha256'), hex: hex(64) }),
            v.object({ kind: v.literal('git-sha1'), hex: hex(40) }),
          ]),
        ),
      }),
    ),
    v.minLength(1),
    v.maxLength(MAX_FILES),
  ),
})

/** @throws LeakscopeError `model-corrupt` naming what is wrong. */
export function parseManifest(input: unknown): StoredManifest {
  const result = v.safeParse(schema, input)
  if (!result.success) {
    const issue = result.issues[0]
    throw new LeakscopeError(
      'model-corrupt',
      `The model's list of files: ${v.getDotPath(issue) ?? 'all'}: ${issue.message}`,
    )
  }
  const paths = new Set(result.output.files.map((file) => file.path))
  if (paths.size !== result.output.files.length)
    throw new LeakscopeError('model-corrupt', "The model's list of files names one twice")
  return result.output
}
