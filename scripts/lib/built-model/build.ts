/**
 * @file A model in the layout of a hub repository, out of a recipe (graphs with placeholders, an adapter, small files) and the
 * weights of a GGUF.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { MANIFEST } from '../../../src/engine/source.ts'
import { fill, type Placeholder } from './fill.ts'
import { readGguf, type Gguf } from './gguf.ts'
import { byHalves, halvesToFloats, PARTS } from './repack.ts'
import { SOURCE, type Source } from './source.ts'
import { tokenizerOf } from './tokenizer.ts'

const ADAPTER = 'adapter.bin'
const TOKENIZER = 'tokenizer.json'

/**
 * Writes `<target>` and the folders above it, or nothing: what is half done is removed, an older one stays.
 * @param recipe Folder of the recipe.
 * @param expected False: the hashes of what is built are not held against the recipe's (they are being made).
 * @returns SHA-256 of the built files by path.
 * @throws LeakscopeError `model-corrupt`; `quota` for a full disk; `not-found` for a place that nothing can be written to.
 */
export async function buildModel(
  recipe: string,
  source: Source,
  gguf: Uint8Array,
  target: string,
  expected = true,
): Promise<Record<string, string>> {
  const part = `${target}.part`
  try {
    await rm(part, { recursive: true, force: true })
    const hashes = await write(recipe, source, readGguf(gguf), part)
    if (expected) assertExpected(source, hashes)
    await rm(target, { recursive: true, force: true })
    await rename(part, target)
    return hashes
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined)
    if (error instanceof LeakscopeError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    if (code === 'ENOSPC')
      throw new LeakscopeError('quota', `No space is left for the model where ${target} is to be`, { cause: error })
    throw new LeakscopeError('not-found', `The model cannot be put where ${target} is to be (${code})`, {
      cause: error,
    })
  }
}

async function write(recipe: string, source: Source, gguf: Gguf, into: string): Promise<Record<string, string>> {
  const adapter = await readFile(join(recipe, ADAPTER))
  await mkdir(into, { recursive: true })
  const files: { readonly path: string; readonly bytes: number; readonly sha256: string }[] = []
  const keep = async (path: string, bytes: Uint8Array | string): Promise<void> => {
    const at = join(into, path)
    await mkdir(dirname(at), { recursive: true })
    await writeFile(at, bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    files.push({ path, bytes: Buffer.byteLength(bytes), sha256 })
  }
  for (const path of await filesBelow(recipe)) {
    if (path === ADAPTER || path === SOURCE) continue
    const bytes = await readFile(join(recipe, path))
    if (path.endsWith('.md')) {
      // The card and the notice lie beside the model and are no part of it.
      await writeFile(join(into, path), bytes)
      continue
    }
    await keep(path, path.endsWith('.onnx') ? fill(bytes, (place) => weight(place, gguf, adapter, source)) : bytes)
  }
  await keep(TOKENIZER, JSON.stringify(tokenizerOf(gguf, source.renamed)))
  const dtypes = { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'q4' }
  await writeFile(
    join(into, MANIFEST),
    JSON.stringify({
      id: into
        .split(sep)
        .at(-1)!
        .replace(/\.part$/, ''),
      name: source.name,
      licence: source.licence,
      files,
      defaultDtype: { webgpu: dtypes, wasm: dtypes },
      golden: null,
    }),
  )
  return Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]))
}

/** What a placeholder stands for: `<tensor>:<part>[:<first rows>]` of the GGUF, or 16-bit numbers of the adapter. */
function weight(
  { location, name, offset, elements }: Placeholder,
  { tensors }: Gguf,
  adapter: Uint8Array,
  { head }: Source,
): Uint8Array {
  if (location === 'adapter') {
    const bytes = adapter.subarray(offset, offset + elements * 2)
    if (bytes.length < elements * 2) throw new LeakscopeError('model-corrupt', `${ADAPTER} ends before ${name}`)
    return new Uint8Array(halvesToFloats(bytes, elements).buffer)
  }
  const [tensorName = '', part = '', first] = name.split(':')
  const tensor = tensors.get(tensorName)
  const make = PARTS[part]
  if (tensor === undefined || make === undefined)
    throw new LeakscopeError('model-corrupt', `The GGUF file has no ${tensorName}, or it has no ${part}`)
  const ordered = /\.attn_[qk]\.weight$/.test(tensorName) ? byHalves(tensor, head) : tensor
  if (first === undefined) return make(ordered)
  const rows = Number(first)
  const bytes = ordered.bytes.subarray(0, (ordered.bytes.length / ordered.rows) * rows)
  return make({ ...ordered, rows, bytes })
}

function assertExpected({ built }: Source, hashes: Readonly<Record<string, string>>): void {
  for (const path of new Set([...Object.keys(built), ...Object.keys(hashes)])) {
    if (built[path] === hashes[path]) continue
    throw new LeakscopeError(
      'model-corrupt',
      `${path} was not built as it should be: its SHA-256 is ${hashes[path] ?? 'none'}, not ${built[path] ?? 'known'}`,
    )
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .toSorted()
}
