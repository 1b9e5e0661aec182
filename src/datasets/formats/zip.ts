/** @file Zip files, read where they lie: the list at their end, then each entry when it is asked for. */
import { BlobReader, configure, ZipReader, type Entry, type FileEntry as ZipEntry } from '@zip.js/zip.js'
import { LeakscopeError } from '../../domain/errors.ts'
import { yieldToEventLoop } from '../../domain/yield-to-event-loop.ts'
import { LIMITS } from '../fields.ts'
import { bad } from '../schema.ts'
import { Ahead } from './ahead.ts'
import { joined } from './bytes.ts'
import { type Link, linkTarget, withLinks } from './links.ts'
import { isClutter, plainPath } from './names.ts'
import { unpackZstandard } from './zstandard.ts'

// The intake is a worker already, and the policy lets a zip start none of its own.
configure({ useWebWorkers: false })

/** Deflate reaches 1,032 : 1; honest data stays far below. */
const MOST_INFLATION = 200
/** Small files may be a run of zeros and harm nobody. */
const HARMLESS = 16 * 2 ** 20

export interface ZippedFile {
  readonly path: string
  /** Unpacked, as the zip says. */
  readonly size: number
  /** Where it begins in the zip. */
  readonly offset: number
  /** What its name could be in other encodings, where the zip says of none. */
  readonly otherNames?: readonly string[]
  /** @throws LeakscopeError `bad-shard` where the entry is not what the zip says. */
  unpack(): Promise<ArrayBuffer>
}

/** By its first bytes: an entry's header, or the end of an empty archive. */
export async function isZip(file: Blob): Promise<boolean> {
  const [p, k, a, b] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6))
}

/**
 * The files of an archive, links as what they lead to; folders, and what macOS, Windows and git add, are left out.
 * @param notes takes which links lead to nothing.
 * @throws LeakscopeError `bad-shard`: not readable, encrypted, paths that lead outside, or more than anybody
 *   honest needs.
 */
export async function openZip(path: string, file: Blob, notes: string[] = []): Promise<ZippedFile[]> {
  const files: ZippedFile[] = []
  const links: ZippedFile[] = []
  const parts = new Ahead(file)
  let listed = 0
  let total = 0
  try {
    for await (const entry of new ZipReader(new BlobReader(file), { decodeText }).getEntriesGenerator()) {
      if (++listed > LIMITS.files) throw bad(path, `the zip lists more than ${LIMITS.files} files`)
      await yieldToEventLoop()
      if (!isFile(entry)) continue
      checkEntry(path, entry)
      total += entry.uncompressedSize
      const otherNames = otherNamesOf(entry)
      const list = entry.symlink && entry.uncompressedSize <= LONGEST_TARGET ? links : files
      list.push({
        path: `${path}/${entry.filename}`,
        size: entry.uncompressedSize,
        offset: entry.offset,
        ...(otherNames.length === 0 ? {} : { otherNames }),
        unpack: unpacker(path, file, parts, entry),
      })
    }
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    const reason = reasonOf(error)
    if (/unsafe filename/i.test(reason)) throw bad(path, 'an entry of the zip leads outside of it')
    throw bad(path, `the zip cannot be read (${reason}); it may be cut off`)
  }
  // Many small bombs, or entries that share their bytes, are one large bomb.
  if (total > HARMLESS && total / Math.max(file.size, 1) > MOST_INFLATION)
    throw bad(path, `the zip inflates ${Math.round(total / file.size)}-fold`)
  if (total > LIMITS.unzippedBytes)
    throw bad(path, `the zip unpacks to ${Math.round(total / 2 ** 30)} GiB; at most ${LIMITS.unzippedBytes / 2 ** 30}`)
  return links.length === 0 ? files : withLinks(path, files, await Promise.all(links.map(linkOf)), notes)
}

/** Bytes of where a symbolic link leads, which is what its entry holds. */
const LONGEST_TARGET = 4096

async function linkOf({ path, unpack }: ZippedFile): Promise<Link<ZippedFile>> {
  const target = linkTarget(path, new TextDecoder().decode(await unpack()))
  return { path, target, as: (other) => ({ ...other, path }) }
}

/** Encodings of names that Windows wrote before UTF-8, by where it was sold. */
const ENCODINGS = ['shift_jis', 'gbk', 'big5', 'euc-kr', 'windows-1252', 'ibm866', 'windows-1251'] as const

/** Which of them it is no name says by itself: a table that names the file does. */
function otherNamesOf({ rawFilename, filenameUTF8, filename }: ZipEntry): string[] {
  if (filenameUTF8 || rawFilename.every((byte) => byte < 0x80)) return []
  const names = ENCODINGS.flatMap((encoding) => {
    try {
      return [new TextDecoder(encoding, { fatal: true }).decode(rawFilename)]
    } catch {
      return []
    }
  })
  return [...new Set(names)].filter((name) => name !== filename && isInside(name))
}

/**
 * Names that Windows writes in China, which say of no encoding: where all bytes above ASCII pair up as Chinese
 * characters. In code page 437, which they would be otherwise, those are lines of boxes, which no name has.
 */
function decodeText(bytes: Uint8Array, encoding: string): string | undefined {
  const isPair = (at: number) => bytes[at]! >= 0xb0 && bytes[at]! <= 0xf7 && (bytes[at + 1] ?? 0) >= 0xa1
  if (!/^cp437$/i.test(encoding)) return undefined
  let pairs = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 0x80) continue
    if (!isPair(at)) return undefined
    pairs++
    at++
  }
  return pairs === 0 ? undefined : new TextDecoder('gb18030').decode(bytes)
}

function checkEntry(path: string, { filename: name, encrypted, uncompressedSize, compressedSize }: ZipEntry): void {
  if (!isInside(name)) throw bad(path, `the zip's entry ${JSON.stringify(name.slice(0, 80))} leads outside of it`)
  if (encrypted) throw bad(path, 'the zip is encrypted; unpack it and pick the folder')
  const inflation = uncompressedSize / Math.max(compressedSize, 1)
  if (uncompressedSize > HARMLESS && inflation > MOST_INFLATION)
    throw bad(path, `the zip's entry ${JSON.stringify(name.slice(0, 80))} inflates ${Math.round(inflation)}-fold`)
}

function isFile(entry: Entry): entry is ZipEntry {
  return !entry.directory && !isClutter(plainPath(entry.filename))
}

function isInside(name: string): boolean {
  return !/^[\\/]|^[A-Za-z]:/.test(name) && !name.split(/[\\/]/).includes('..') && !name.includes('\0')
}

/** Compression methods that are read here. */
const [STORED, DEFLATED, ZSTANDARD] = [0, 8, 93]
/** Those that other programs write (APPNOTE 4.4.5). */
const UNREAD_METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  95: 'xz',
  98: 'PPMd',
}
const LOCAL_HEADER = 30
/** A header's name and extra fields are seldom longer: header and bytes are then read in one go. */
const USUAL_FIELDS = 1024
/** What is read in one go at most. */
const AT_ONCE = 16 * 2 ** 20

/** What is kept of an entry. */
interface Place {
  readonly name: string
  readonly offset: number
  readonly compressionMethod: number
  readonly compressedSize: number
  readonly uncompressedSize: number
}

/**
 * How an entry is read. What the library keeps of each is 8 KB, of 20,000 pictures more than of any picture,
 * so the plain cases are read here, and the library does the rest.
 */
function unpacker(path: string, file: Blob, parts: Ahead, entry: ZipEntry): () => Promise<ArrayBuffer> {
  const { filename: name, offset, compressionMethod, compressedSize, uncompressedSize } = entry
  const place = { name, offset, compressionMethod, compressedSize, uncompressedSize }
  const method = UNREAD_METHODS[compressionMethod]
  if (method !== undefined)
    return async () => {
      throw bad(
        path,
        `the zip's entry ${JSON.stringify(name.slice(0, 80))} is packed by ${method}, which is not read: unpack the zip and pick the folder`,
      )
    }
  return [STORED, DEFLATED, ZSTANDARD].includes(compressionMethod)
    ? plainly(path, file, parts, place)
    : () => guarded(path, place, (assertFits) => collected(assertFits, (into) => entry.getData(into)))
}

/**
 * A local header, then the bytes as they are or deflated (APPNOTE 4.3.7, 4.4.5). A function of its own, so
 * that no closure keeps the library's entry.
 */
function plainly(path: string, file: Blob, parts: Ahead, place: Place): () => Promise<ArrayBuffer> {
  const { offset, compressionMethod, compressedSize } = place
  return () =>
    guarded(path, place, async (assertFits) => {
      // Node ends at a slice far outside of a blob.
      if (!(offset >= 0 && offset + LOCAL_HEADER + compressedSize <= file.size))
        throw new RangeError('it is not where the zip says')
      const guess = Math.min(LOCAL_HEADER + USUAL_FIELDS + compressedSize, LOCAL_HEADER + AT_ONCE, file.size - offset)
      const head = await parts.read(offset, offset + guess)
      const header = new DataView(head.buffer, head.byteOffset, head.byteLength)
      if (header.getUint32(0, true) !== 0x04_03_4b_50) throw new RangeError('it is not where the zip says')
      if (header.getUint16(8, true) !== compressionMethod)
        throw new RangeError('it is packed otherwise than the zip says')
      const at = LOCAL_HEADER + header.getUint16(26, true) + header.getUint16(28, true)
      const whole = at + compressedSize <= head.byteLength ? head.subarray(at, at + compressedSize) : null
      if (whole !== null && compressionMethod === STORED) {
        assertFits(whole.length)
        return whole.slice().buffer
      }
      // As Inspect packs its logs; the library has no method 93 (APPNOTE 4.4.5).
      if (compressionMethod === ZSTANDARD) {
        const bytes = whole ?? new Uint8Array(await file.slice(offset + at, offset + at + compressedSize).arrayBuffer())
        return joined(unpackZstandard(bytes, place.uncompressedSize, assertFits)).buffer
      }
      const packed = whole === null ? file.slice(offset + at, offset + at + compressedSize).stream() : streamOf(whole)
      const bytes = compressionMethod === STORED ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'))
      return collected(assertFits, (into) => bytes.pipeTo(into))
    })
}

function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}

type AssertFits = (size: number) => void

/** Runs `read`; what fails in it says which entry it was. */
async function guarded(
  path: string,
  place: Place,
  read: (assertFits: AssertFits) => Promise<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const where = `the zip's entry ${JSON.stringify(place.name.slice(0, 80))}`
  /** The size in the list is a claim: unpacking ends when an entry has more. */
  const assertFits = (size: number): void => {
    if (size > place.uncompressedSize) throw bad(path, `${where} is larger than the zip says`)
  }
  try {
    const bytes = await read(assertFits)
    if (bytes.byteLength < place.uncompressedSize) throw new RangeError('it is smaller than the zip says')
    return bytes
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    throw bad(path, `${where} is damaged (${reasonOf(error)})`)
  }
}

/** All that is written by `unpack`. */
async function collected(
  assertFits: AssertFits,
  unpack: (into: WritableStream<Uint8Array<ArrayBuffer>>) => Promise<unknown>,
): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  await unpack(
    new WritableStream<Uint8Array<ArrayBuffer>>({
      write(chunk) {
        size += chunk.length
        assertFits(size)
        chunks.push(chunk)
      },
    }),
  )
  return joined(chunks).buffer
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'unknown'
}
