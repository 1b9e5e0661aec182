/**
 * @file Zstandard (RFC 8878), unpacked piece by piece. A frame says how much memory its window takes, and four bytes
 * of it may stand for 128 KiB, so both are held to what its reader expects before they are taken.
 */
import { Decompress } from 'fzstd'

const MAGIC = 0xfd2f_b528
/** The low four bits are anybody's: frames that hold no data. */
const SKIPPABLE = 0x184d_2a5
const RLE = 1
/** Every decoder must take as much (RFC 8878, 3.1.1.1.2), whatever is in the frame. */
const USUAL_WINDOW = 8 * 2 ** 20

/**
 * All that the frames hold.
 * @param most bytes that are expected: a window may be no larger, unless it is no larger than 8 MiB.
 * @param assertFits is told the bytes so far, and throws where they are too many; nothing more is unpacked then.
 * @throws RangeError for what is no Zstandard, or wants more memory than that.
 */
export function unpackZstandard(
  packed: Uint8Array,
  most: number,
  assertFits: (size: number) => void,
): Uint8Array<ArrayBuffer>[] {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const unpacked = (chunk: Uint8Array): void => {
    size += chunk.length
    assertFits(size)
    // The decoder may use its own again.
    if (chunk.length > 0) chunks.push(chunk.slice())
  }
  for (let at = 0; at < packed.length;) {
    const { length, window } = frameAt(packed.subarray(at))
    if (window > Math.max(USUAL_WINDOW, most)) throw new RangeError('it asks for more memory than it unpacks to')
    if (window > 0) new Decompress(unpacked).push(packed.subarray(at, at + length), true)
    at += length
  }
  return chunks
}

/** Bytes of the frame that a text begins with, and of its window; 0 where it holds no data. */
function frameAt(packed: Uint8Array): { readonly length: number; readonly window: number } {
  const bytes = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const magic = bytes.getUint32(0, true)
  if (magic >>> 4 === SKIPPABLE) return { length: within(8 + bytes.getUint32(4, true), packed), window: 0 }
  if (magic !== MAGIC) throw new RangeError('it is no Zstandard')
  const flags = bytes.getUint8(4)
  const single = (flags >> 5) & 1
  const dictionary = [0, 1, 2, 4][flags & 3]!
  const sizeBytes = flags >> 6 === 0 ? single : 1 << (flags >> 6)
  const sizeAt = 6 - single + dictionary
  const window = single === 1 ? contentSize(bytes, sizeAt, sizeBytes) : windowSize(bytes.getUint8(5))
  let at = sizeAt + sizeBytes
  for (let last = false; !last;) {
    const block = bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16)
    last = (block & 1) === 1
    at += 3 + (((block >> 1) & 3) === RLE ? 1 : block >> 3)
  }
  return { length: within(at + ((flags >> 2) & 1) * 4, packed), window: Math.max(1, window) }
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

function contentSize(bytes: DataView, at: number, length: number): number {
  if (length === 8) return Number(bytes.getBigUint64(at, true))
  if (length === 4) return bytes.getUint32(at, true)
  return length === 2 ? bytes.getUint16(at, true) + 256 : bytes.getUint8(at)
}

function within(length: number, packed: Uint8Array): number {
  if (length > packed.length) throw new RangeError('it is cut off')
  return length
}
