/** @file Texts in whatever encoding people's programs write them: never a replacement character in silence. */
import { bad } from '../schema.ts'

export interface Decoded {
  readonly text: string
  /** Name of the encoding where it is not UTF-8, and no byte order mark says so: a guess that has to be told. */
  readonly guessed: string | null
}

/**
 * UTF-8, or UTF-16 by its byte order mark or by its zeros; else GB 18030 where all bytes above ASCII pair up as Chinese
 * characters, else Windows-1252, which Latin-1 is a part of.
 * @throws LeakscopeError `bad-shard` for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array, path: string): Decoded {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (utf16 !== null) return { text: strictly(utf16, bytes, path), guessed: null }
  const unmarked = utf16Without(bytes)
  if (unmarked !== null) return { text: strictly(unmarked, bytes, path), guessed: unmarked.toUpperCase() }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: null }
  } catch {
    if (bytes.subarray(0, 4096).some(isControl)) throw bad(path, 'not text')
    const guessed = pairsUp(bytes) ? 'gb18030' : 'windows-1252'
    return { text: strictly(guessed, bytes, path), guessed: guessed === 'gb18030' ? 'GB 18030' : 'Windows-1252' }
  }
}

function strictly(encoding: string, bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw bad(path, `not ${encoding.toUpperCase()} text, though its bytes say so`)
  }
}

/** UTF-16 without its mark: of texts of the West every other byte is 0, at the odd places or at the even ones alone. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 4 || bytes.length % 2 === 1) return null
  const start = bytes.subarray(0, 1024)
  const [even, odd] = [0, 1].map((at) => start.filter((byte, place) => place % 2 === at && byte === 0).length)
  const most = start.length / 4
  if (even === 0 && odd! > most) return 'utf-16le'
  return odd === 0 && even! > most ? 'utf-16be' : null
}

/** What no text holds: control characters other than white space. */
function isControl(byte: number): boolean {
  return byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b
}

/**
 * Whether all bytes above ASCII are pairs of GB 2312, where Chinese is; single ones are accented letters of
 * the West.
 */
function pairsUp(bytes: Uint8Array): boolean {
  let pairs = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue
    const [lead, trail] = [bytes[i]!, bytes[i + 1] ?? 0]
    if (!(lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe)) return false
    pairs++
    i++
  }
  return pairs > 0
}
