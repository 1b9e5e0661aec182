/**
 * @file Pictures of a shard, put together.
 * [Note: Packs] A database row of a megabyte is written three times as fast as its bytes in rows of 100 KB,
 * each of which the browser makes a file of. So the bytes of a staged shard's pictures lie in packs, and a
 * picture's own row says where.
 */
import type { ShardImage } from './types.ts'

/** Larger ones are no faster, and whoever wants one picture reads its whole pack. */
const PACK_BYTES = 2 ** 20

/** Where a picture's bytes are. */
export interface Packed {
  readonly pack: number
  readonly from: number
  readonly length: number
  readonly type: string
}

export interface Pack {
  readonly pack: number
  readonly bytes: ArrayBuffer
}

/** @param first number of the first pack. A picture that is larger than a pack has one to itself. */
export function packed(
  images: readonly ShardImage[],
  first: number,
): { readonly packs: Pack[]; readonly rows: ({ readonly imageId: string } & Packed)[] } {
  const groups: ShardImage[][] = []
  let size = Infinity
  for (const image of images) {
    size += image.bytes.byteLength
    if (size > PACK_BYTES) {
      groups.push([])
      size = image.bytes.byteLength
    }
    groups.at(-1)!.push(image)
  }
  const packs = groups.map((group, i) => ({ pack: first + i, bytes: joined(group.map(({ bytes }) => bytes)) }))
  const rows = groups.flatMap((group, i) => {
    let from = 0
    return group.map(({ id, bytes: { byteLength: length }, type }) => {
      from += length
      return { imageId: id, pack: first + i, from: from - length, length, type }
    })
  })
  return { packs, rows }
}

function joined(parts: readonly ArrayBuffer[]): ArrayBuffer {
  if (parts.length === 1) return parts[0]!
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const part of parts) {
    all.set(new Uint8Array(part), at)
    at += part.byteLength
  }
  return all.buffer
}
