/** @file Text that an answer holds in base64, decoded where it reads as text. */
import type { Stretch } from './signs.ts'

export interface Decoded extends Stretch {
  readonly text: string
}

const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{6,}={0,2}/g
const VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(String.fromCharCode(code))),
)

/** A word of small letters, or of capitals, is a word: of eight random signs one in a thousand is written so. */
const WORD = /^[A-Z]?[a-z]+$|^[A-Z]+$/
/** Answers hold a few codes; what holds more is read as far. */
const MOST = 500

/** Every run of base64 (RFC 4648, either alphabet, padded or not) that is text in UTF-8; of the same run the first. */
export function base64In(original: string): Decoded[] {
  const found = new Map<string, Decoded | null>()
  let count = 0
  for (const { 0: run, index } of original.matchAll(RUN)) {
    if (found.has(run) || WORD.test(run)) continue
    const text = decoded(run)
    found.set(run, text === null ? null : { start: index, end: index + run.length, text })
    if (text !== null && ++count === MOST) break
  }
  return [...found.values()].filter((one) => one !== null)
}

function decoded(run: string): string | null {
  const signs = run.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/')
  if (signs.length % 4 === 1) return null
  const bytes: number[] = []
  let bits = 0
  let count = 0
  // Bytes of a character of UTF-8 that are still to come: most words are ruled out by their first ones.
  let more = 0
  for (let at = 0; at < signs.length; at++) {
    bits = ((bits << 6) | (VALUES[signs.charCodeAt(at)] as number)) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    const byte = (bits >> count) & 0xff
    if (more > 0) {
      if (byte >> 6 !== 2) return null
      more -= 1
    } else if (byte >= 0x80) {
      if (byte < 0xc2 || byte > 0xf4) return null
      more = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
    }
    // Text has no control characters but tabs and ends of lines.
    else if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return null
    bytes.push(byte)
  }
  if (more > 0) return null
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    // Surrogates or an overlong form: no text.
    return null
  }
}
