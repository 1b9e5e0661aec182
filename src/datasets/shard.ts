/** @file A shard in memory, its canonical bytes and its hash. */
import { canonicalJson } from '../domain/canonical.ts'
import { LeakscopeError } from '../domain/errors.ts'
import type { ShardItem, ShardManifest } from '../domain/sample.ts'
import { yieldToEventLoop } from '../domain/yield-to-event-loop.ts'
import { joined } from './formats/bytes.ts'
import { sha256Hex } from './hash.ts'
import type { PictureSpec } from './pictures/index.ts'

/** A picture that is drawn on the user's machine. */
export interface DrawnPicture {
  readonly id: string
  readonly spec: PictureSpec
}

/** A picture that comes as a file, named by its path beside the shard's file. */
export interface FilePicture {
  readonly id: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export type Picture = DrawnPicture | FilePicture

export interface ShardContents {
  readonly items: readonly ShardItem[]
  readonly pictures: readonly Picture[]
}

export interface Shard extends ShardContents {
  readonly manifest: ShardManifest
}

/** Facts about a shard that its contents do not tell. */
export type ShardHead = Omit<ShardManifest, 'rows' | 'bytes' | 'sha256'>

/** Lines that are encoded at once. */
const BLOCK_LINES = 1000

/**
 * The bytes that a shard's SHA-256 is taken over: one line of canonical JSON for each item, then one for each
 * picture, in the shard's order. A drawn picture is its specification, not its PNG, whose bytes differ
 * between browsers; a picture file is its own SHA-256. So the hash is the same everywhere and still covers
 * all that a model can see.
 */
export async function canonicalBytes({ items, pictures }: ShardContents): Promise<Uint8Array<ArrayBuffer>> {
  // Block by block: all lines as text, and the same in one piece, take as much again as the bytes.
  const blocks: Uint8Array<ArrayBuffer>[] = []
  let lines: string[] = []
  const encode = (): void => {
    blocks.push(new TextEncoder().encode(lines.join('')))
    lines = []
  }
  const add = async (line: object): Promise<void> => {
    await yieldToEventLoop()
    lines.push(`${canonicalJson(line)}\n`)
    if (lines.length === BLOCK_LINES) encode()
  }
  for (const item of items) await add({ kind: 'item', ...item })
  for (const picture of pictures) await add({ kind: 'picture', ...picture })
  encode()
  return joined(blocks)
}

/** Makes a shard of its contents. `bytes` counts the canonical bytes and the picture files. */
export async function seal(head: ShardHead, contents: ShardContents): Promise<Shard> {
  const canonical = await canonicalBytes(contents)
  const { items, pictures } = contents
  const pictureBytes = pictures.reduce((sum, picture) => sum + ('bytes' in picture ? picture.bytes : 0), 0)
  return {
    manifest: {
      ...head,
      rows: items.length,
      bytes: canonical.length + pictureBytes,
      sha256: await sha256Hex(canonical),
    },
    items,
    pictures,
  }
}

/**
 * Checks a shard against what its manifest promises.
 * @throws LeakscopeError `bad-shard`, naming both hashes or both row counts.
 */
export async function verify(shard: Shard): Promise<void> {
  const { manifest } = shard
  const { rows, sha256 } = (await seal(manifest, shard)).manifest
  if (rows !== manifest.rows) {
    throw new LeakscopeError(
      'bad-shard',
      `Shard ${manifest.id} has ${rows} rows, its manifest says ${manifest.rows}; nothing was imported.`,
    )
  }
  if (sha256 !== manifest.sha256) {
    throw new LeakscopeError(
      'bad-shard',
      `Shard ${manifest.id} has SHA-256 ${sha256}, its manifest says ${manifest.sha256}; nothing was imported.`,
    )
  }
}
