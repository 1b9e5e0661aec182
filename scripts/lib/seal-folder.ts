/** @file A folder of somebody's own, `manifest.json` and `items.jsonl` with pictures, as a shard. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkPictureFile } from '../../src/datasets/formats/picture.ts'
import { decodeText } from '../../src/datasets/formats/text.ts'
import { sha256Hex } from '../../src/datasets/hash.ts'
import { bad, checkItem, checkManifest, checkPicture, checkTogether, parseJson } from '../../src/datasets/schema.ts'
import { seal, type FilePicture, type Shard, type ShardHead } from '../../src/datasets/shard.ts'
import type { ShardItem } from '../../src/domain/sample.ts'

/** What sealing finds out. */
const UNSEALED = { rows: 0, bytes: 0, sha256: '0'.repeat(64) }

/**
 * Reads, checks and seals a folder. A row of `items.jsonl` is an item (`ShardItem` of src/domain/sample.ts), but names
 * its picture by the path of its file, `picture`; `scenario`, `distractors` and `group` may be left out.
 * @throws LeakscopeError `bad-shard`, naming the row and what is allowed; `licence-missing`.
 */
export async function sealFolder(folder: string): Promise<Shard> {
  const head = headOf(parseJson(await readText(folder, 'manifest.json'), 'manifest.json'))
  const lines = (await readText(folder, 'items.jsonl')).split('\n').map((line) => line.trim())
  const items: ShardItem[] = []
  const paths = new Map<string, string>()
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const where = `items.jsonl, line ${index + 1}`
    // A comma behind a line, as lists have it, is let be.
    const { item, path } = itemOf(parseJson(line.replace(/,$/, ''), where), where)
    items.push(item)
    if (item.imageId === null || path === null) continue
    const other = paths.get(item.imageId)
    if (other !== undefined && other !== path) throw bad(where, `${other} and ${path} would have one id; rename one`)
    paths.set(item.imageId, path)
  }
  const pictures: FilePicture[] = []
  for (const [id, path] of paths) pictures.push(await pictureOf(folder, id, path))
  checkTogether(head.benchmark, items, pictures)
  return seal(head, { items, pictures })
}

async function readText(folder: string, name: string): Promise<string> {
  const bytes = await readFile(join(folder, name)).catch(() => {
    throw bad(name, `there is no such file in ${folder}`)
  })
  const { text, guessed } = decodeText(bytes, name)
  // What is sealed is no guess.
  if (guessed !== null) throw bad(name, `it is not UTF-8 (it may be ${guessed}); save it as UTF-8`)
  return text.replace(/^\uFEFF/, '')
}

function headOf(given: unknown): ShardHead {
  const {
    rows: _rows,
    bytes: _bytes,
    sha256: _sha256,
    ...head
  } = checkManifest({ ...record(given, 'manifest.json'), ...UNSEALED })
  return head
}

function itemOf(given: unknown, where: string): { item: ShardItem; path: string | null } {
  const { picture = null, ...row } = record(given, where)
  if (picture !== null && typeof picture !== 'string') throw bad(where, 'picture: must be the path of a file, or null')
  const path = picture === null ? null : picture.replaceAll('\\', '/').replace(/^\.\//, '')
  const imageId = path === null ? null : imageIdOf(path)
  // Answers about one picture are not independent of each other.
  const item = checkItem({ scenario: null, distractors: [], group: imageId ?? row['id'], ...row, imageId }, where)
  return { item, path }
}

/** Of what an id may not hold, dashes: `pictures/1.png` becomes `pictures-1.png`. */
function imageIdOf(path: string): string {
  return path.replaceAll(/[^\p{L}\p{N}._-]/gu, '-').replace(/^[._-]+/, '')
}

async function pictureOf(folder: string, id: string, path: string): Promise<FilePicture> {
  const where = `picture ${path}`
  // Before anything is opened: a path leads nowhere else.
  checkPicture({ id, path, ...UNSEALED_PICTURE }, where)
  const file = await readFile(join(folder, path)).catch(() => {
    throw bad(where, `there is no such file in ${folder}`)
  })
  const bytes = Uint8Array.from(file)
  checkPictureFile(where, path, bytes.buffer)
  return { id, path, bytes: bytes.length, sha256: await sha256Hex(bytes) }
}

const UNSEALED_PICTURE = { bytes: 0, sha256: UNSEALED.sha256 }

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(where, 'must be a JSON object')
  return value as Record<string, unknown>
}
