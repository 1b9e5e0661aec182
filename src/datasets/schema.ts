/** @file What a shard's rows may look like. Everything from outside passes here before it is believed. */
import * as v from 'valibot'
import { LeakscopeError } from '../domain/errors.ts'
import { BENCHMARKS } from '../benchmarks/registry.ts'
import { PRIVATE_TYPES, type ShardItem, type ShardManifest } from '../domain/sample.ts'
import { parsePythonJson } from './formats/json.ts'
import { count, id, line, LIMITS, sha256, text } from './fields.ts'
import type { Person } from './forms/index.ts'
import { person } from './pictures/form.ts'
import { pictureSpec } from './pictures/index.ts'
import type { Picture } from './shard.ts'

export { LIMITS } from './fields.ts'

const privateValue = v.strictObject({
  type: v.picklist(PRIVATE_TYPES),
  value: line,
  subject: v.nullable(line),
})

const question = v.strictObject({
  form: v.picklist(['open', 'choice', 'cloze', 'yes-no']),
  options: v.nullable(
    v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^[A-Z]$/, 'options are named by one capital letter')), line),
      v.check((options) => Object.keys(options).length >= 2, 'at least two options'),
    ),
  ),
  answer: v.nullable(line),
  perturbed: v.pipe(v.array(line), v.maxLength(LIMITS.values)),
  language: v.picklist(['en', 'zh']),
  phrase: v.nullable(line),
  variant: v.nullable(id),
})

const item = v.strictObject({
  id,
  split: id,
  scenario: v.nullable(id),
  type: id,
  group: id,
  prompt: v.pipe(text(LIMITS.textLength), v.nonEmpty('must not be empty')),
  imageId: v.nullable(id),
  truths: v.pipe(v.array(privateValue), v.maxLength(LIMITS.values)),
  distractors: v.pipe(v.array(privateValue), v.maxLength(LIMITS.values)),
  question: v.exactOptional(question),
})

const manifest = v.strictObject({
  id,
  benchmark: id,
  name: line,
  version: line,
  licence: line,
  source: line,
  synthetic: v.boolean(),
  rows: count,
  bytes: count,
  sha256,
})

const picture = v.union([
  v.strictObject({
    id,
    spec: pictureSpec,
  }),
  v.strictObject({
    id,
    path: v.pipe(
      line,
      v.check(
        (path) => !path.split(/[\\/]/).some((part) => part === '..' || part === '') && !path.includes(':'),
        'must be a relative path',
      ),
    ),
    bytes: count,
    sha256,
  }),
])

export const recipe = v.strictObject({ generator: id, version: id, seed: id, size: id })
/** Instructions that make a whole shard: which generator, which seed, how large. */
export type Recipe = v.InferOutput<typeof recipe>

/**
 * Validates one value; `where` opens the error's line, e.g. `row 12`.
 * @throws LeakscopeError `bad-shard`, naming where, the field and what is allowed.
 */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  where: string,
): v.InferOutput<Schema> {
  rejectPrototypeKeys(value, where)
  const result = v.safeParse(schema, value, { abortPipeEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue)
  throw bad(where, `${field === null ? '' : `${field}: `}${shorten(issue.message)}`)
}

export const checkItem = (value: unknown, where: string): ShardItem => check(item, value, where)
export const checkPicture = (value: unknown, where: string): Picture => check(picture, value, where)
export const checkPeople = (value: unknown, where: string): Person[] =>
  check(v.pipe(v.array(person), v.minLength(1)), value, where)

/** @throws LeakscopeError `licence-missing` before anything else is looked at, else `bad-shard`. */
export function checkManifest(value: unknown): ShardManifest {
  const licence =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'licence')
      ? (value as { licence: unknown }).licence
      : null
  if (licence === null || (typeof licence === 'string' && licence.trim() === '')) {
    throw new LeakscopeError(
      'licence-missing',
      'The shard states no licence, so it is refused: its manifest needs a "licence", e.g. "CC0-1.0".',
    )
  }
  return check(manifest, value, 'manifest')
}

export function bad(where: string, reason: string): LeakscopeError {
  return new LeakscopeError('bad-shard', `Shard refused, ${where}: ${reason}; nothing was imported.`)
}

/** Parses JSON from outside, as Python writes it too. @throws LeakscopeError `bad-shard`. */
export function parseJson(source: string, where: string): unknown {
  try {
    return parsePythonJson(source)
  } catch (error) {
    if (source.trim() === '') throw bad(where, 'it is empty')
    const isPython = /^\s*[[{]\s*[[{]?\s*'/.test(source)
    const why = isPython
      ? 'it is what Python prints: write it with json.dump'
      : String(error instanceof Error ? error.message : error)
    throw bad(where, `not valid JSON (${shorten(why)})`)
  }
}

/** `in` sees inherited names, so a schema alone lets an own `__proto__` pass. */
export function rejectPrototypeKeys(value: unknown, where: string): void {
  const pending: unknown[] = [value]
  while (pending.length > 0) {
    const next = pending.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const [key, inner] of Object.entries(next)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        throw bad(where, `the key "${key}" is not allowed`)
      pending.push(inner)
    }
  }
}

/** One readable line, whatever the input was. */
function shorten(message: string): string {
  const flat = message.replaceAll(/\s+/g, ' ')
  return flat.length > 160 ? `${flat.slice(0, 157)}…` : flat
}

/** Rules that span rows, and those of the benchmark that will ask them. @throws LeakscopeError `bad-shard`. */
export function checkTogether(benchmark: string, items: readonly ShardItem[], pictures: readonly Picture[]): void {
  if (items.length === 0) throw bad('no rows', 'a shard needs at least one item')
  const asking = BENCHMARKS.find(({ meta }) => meta.id === benchmark)
  if (asking === undefined)
    throw bad(
      'manifest',
      `benchmark "${benchmark}" is unknown; allowed are ${BENCHMARKS.map(({ meta }) => meta.id).join(', ')}`,
    )
  const pictureIds = new Set<string>()
  for (const { id: pictureId } of pictures) {
    if (pictureIds.has(pictureId)) throw bad(`picture ${pictureId}`, 'the id occurs twice')
    pictureIds.add(pictureId)
  }
  const itemIds = new Set<string>()
  items.forEach((row, position) => {
    const { id: itemId, imageId } = row
    const where = `row ${position + 1} (${itemId})`
    const refusal = asking.rejectItem(row)
    if (refusal !== null) throw bad(where, refusal)
    if (itemIds.has(itemId)) throw bad(where, 'the id occurs twice')
    itemIds.add(itemId)
    if (imageId !== null && !pictureIds.has(imageId)) throw bad(where, `its picture "${imageId}" is not in the shard`)
  })
}
