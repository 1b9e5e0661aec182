/**
 * @file Files of models, bent: bytes of all of them, values of those that are JSON, fields of those that are
 * ONNX. Deterministic in the random.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Random } from '../../src/domain/random.ts'
import { bendBytes } from '../../src/intake/fuzz.ts'
import { messages } from '../../workers/model/protobuf.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/models/${name}`, import.meta.url))

type Bytes = Uint8Array<ArrayBuffer>

interface Kind {
  readonly name: string
  readonly model: 'tiny-smolvlm' | 'tiny-llava'
  readonly path: string
  /** The model's list of files with their hashes is there, and says what was done to any other file. */
  readonly manifest?: true
}

const SMOLVLM = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'onnx/embed_tokens.onnx',
  'onnx/vision_encoder.onnx',
  'onnx/decoder_model_merged.onnx',
]

/** Each file that a model may have. */
export const KINDS: readonly Kind[] = [
  ...SMOLVLM.map((path): Kind => ({ name: path, model: 'tiny-smolvlm', path })),
  { name: 'leakscope.json', model: 'tiny-smolvlm', path: 'leakscope.json', manifest: true },
  { name: 'graph with external data', model: 'tiny-llava', path: 'onnx/decoder_model_merged.onnx' },
  { name: 'external data', model: 'tiny-llava', path: 'onnx/decoder_model_merged.onnx_data' },
]

/** Makes a folder with a whole model, of which one file is going to be bent. @returns that file's path. */
export function makeWhole({ model, path, manifest }: Kind, folder: string): string {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  mkdirSync(folder, { recursive: true })
  cpSync(fixture(model), folder, { recursive: true })
  // With the list of hashes every other file that was bent would be the same: corrupt.
  if (manifest === undefined) rmSync(join(folder, 'leakscope.json'), { force: true })
  for (const name of ['reference.json', 'onnx/decoder_model_merged_fp16.onnx'])
    if (manifest === undefined) rmSync(join(folder, name), { force: true })
  if (path === 'chat_template.jinja') moveTemplate(folder)
  return join(folder, path)
}

/** Out of tokenizer_config.json, into a file of its own. */
function moveTemplate(folder: string): void {
  const file = join(folder, 'tokenizer_config.json')
  const { chat_template: template, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { chat_template: string }
  writeFileSync(file, JSON.stringify(rest))
  writeFileSync(join(folder, 'chat_template.jinja'), template)
}

/** Mostly as only somebody who knows the format could bend it: bytes at random break it in the same way each time. */
export function bendFile(path: string, bytes: Bytes, random: Random): Bytes {
  if (random.int(4) > 0) {
    if (path.endsWith('.json')) return bendJson(bytes, random)
    if (path.endsWith('.onnx')) return bendGraph(bytes, random)
  }
  return bendBytes(bytes, random)
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e9,
  2 ** 53,
  '',
  '\u0000',
  '../../config.json',
  '<script>',
  'Infinity',
  '(a+)+$',
  'x'.repeat(100_000),
  [],
  {},
  [[[[[[]]]]]],
  JSON.parse('{"__proto__":1}') as Json,
]

/** One to three values replaced, removed, or put under another name. */
function bendJson(bytes: Bytes, random: Random): Bytes {
  const json = JSON.parse(new TextDecoder().decode(bytes)) as Json
  for (let n = 1 + random.int(3); n > 0; n--) {
    const places = containersOf(json)
    if (places.length === 0) break
    const place = random.pick(places)
    if (Array.isArray(place)) {
      const at = random.int(place.length)
      if (random.int(3) === 0) place.splice(at, 1)
      else place[at] = structuredClone(random.pick(VALUES))
      continue
    }
    const key = random.pick(Object.keys(place))
    const value = place[key] as Json
    if (random.int(4) === 0) place[`${key}_`] = value
    if (random.int(3) === 0) delete place[key]
    else place[key] = structuredClone(random.pick(VALUES))
  }
  return new TextEncoder().encode(JSON.stringify(json))
}

function containersOf(value: Json): (Json[] | { [key: string]: Json })[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(containersOf)
  return Object.keys(value).length === 0 ? inner : [value, ...inner]
}

/** Weights are longer, and a bent weight is a weight. */
const LONGEST_FIELD = 256

/**
 * Bytes of one to three fields of the graph that are no weights, each as long as it was, so that the rest
 * still parses.
 */
function bendGraph(bytes: Bytes, random: Random): Bytes {
  const bent = bytes.slice()
  const fields = fieldsOf(bent, 0)
  for (let n = 1 + random.int(3); n > 0 && fields.length > 0; n--) {
    const field = random.pick(fields)
    const at = random.int(field.length)
    if (random.int(2) === 0) field[at] = random.int(256)
    else field[at]! ^= 1 << random.int(8)
  }
  return bent
}

/** Views of the fields that hold no others, as far as what is a message can be told from what is not. */
function fieldsOf(bytes: Uint8Array, depth: number): Uint8Array[] {
  const found: Uint8Array[] = []
  try {
    for (const { payload, raw } of messages(bytes)) {
      const inner = payload.length > 1 && depth < 8 ? fieldsOf(payload, depth + 1) : []
      if (inner.length > 0) found.push(...inner)
      else if (raw.length <= LONGEST_FIELD) found.push(raw)
    }
  } catch {
    // A text or weights.
    return []
  }
  return found
}
