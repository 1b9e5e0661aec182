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
  const utf32 = fromUtf32(bytes, path)
  if (utf32 !== null) return { text: utf32, guessed: null }
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

/** Encodings before UTF-8, by where programs were sold; those first that refuse most of what is none of theirs. */
const ENCODINGS: readonly (readonly [label: string, name: string])[] = [
  ['shift_jis', 'Shift_JIS'],
  ['euc-jp', 'EUC-JP'],
  ['euc-kr', 'EUC-KR'],
  ['big5', 'Big5'],
  ['gb18030', 'GB 18030'],
  ['windows-1250', 'Windows-1250'],
  ['windows-1251', 'Windows-1251'],
  ['windows-1253', 'Windows-1253'],
  ['windows-1254', 'Windows-1254'],
  ['windows-1255', 'Windows-1255'],
  ['windows-1256', 'Windows-1256'],
  ['windows-1257', 'Windows-1257'],
  ['windows-1258', 'Windows-1258'],
  ['windows-874', 'Windows-874'],
  ['koi8-r', 'KOI8-R'],
  ['ibm866', 'code page 866'],
  ['macintosh', 'Mac Roman'],
]

/**
 * As `decodeText`; where that is a guess, in the encoding in which most is known. @param knownIn how many words of a
 * text are known, such as the titles of a table.
 */
export function decodeKnown(bytes: Uint8Array, path: string, knownIn: (text: string) => number): Decoded {
  const usual = decodeText(bytes, path)
  if (usual.guessed === null) return usual
  let [best, most] = [usual, knownIn(usual.text)]
  for (const [label, guessed] of ENCODINGS) {
    let text: string
    try {
      text = new TextDecoder(label, { fatal: true }).decode(bytes)
    } catch {
      continue
    }
    const known = knownIn(text)
    if (known > most) [best, most] = [{ text, guessed }, known]
  }
  return best
}

/** By its mark; as UTF-16 every other letter would be a zero. Null for any other text. */
function fromUtf32(bytes: Uint8Array, path: string): string | null {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0
  const isBig = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff
  if (!(isLittle || isBig) || bytes.length % 4 !== 0) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 4; at < bytes.length; at += 4) {
    const point = view.getUint32(at, isLittle)
    if (point > 0x10ffff) throw bad(path, 'not UTF-32 text, though its bytes say so')
    parts.push(String.fromCodePoint(point))
  }
  return parts.join('')
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
