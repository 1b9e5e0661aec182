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

/** A picture's row, without the shard's key. */
export type PackedRow = { readonly imageId: string } & Packed

/** Puts pictures into packs as they come, so that none is held longer than its pack takes to fill. */
export class Packer {
  /** Of all packs that were made or begun. */
  #next = 0
  #parts: ArrayBuffer[] = []
  #size = 0
  #packs: Pack[] = []
  #rows: PackedRow[] = []

  /** A picture that is larger than a pack has one to itself. */
  add({ id, bytes, type }: ShardImage): void {
    const { byteLength: length } = bytes
    if (this.#size + length > PACK_BYTES) this.#close()
    this.#rows.push({ imageId: id, pack: this.#next, from: this.#size, length, type })
    this.#parts.push(bytes)
    this.#size += length
  }

  /** Pictures that were added since the last `take`. */
  get count(): number {
    return this.#rows.length
  }

  /** Packs and rows of all that was added since the last time, or since the beginning. */
  take(): { readonly packs: readonly Pack[]; readonly rows: readonly PackedRow[] } {
    this.#close()
    const taken = { packs: this.#packs, rows: this.#rows }
    this.#packs = []
    this.#rows = []
    return taken
  }

  #close(): void {
    if (this.#parts.length === 0) return
    this.#packs.push({ pack: this.#next, bytes: joined(this.#parts) })
    this.#next++
    this.#parts = []
    this.#size = 0
  }
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
