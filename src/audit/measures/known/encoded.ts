/** @file Text that an answer holds in base64, decoded where it reads as text. */
import type { Stretch } from './signs.ts'

export interface Decoded extends Stretch {
  readonly text: string
}

const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{6,}={0,2}/g
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Every run of base64 (RFC 4648, either alphabet, padded or not) that is text in UTF-8. */
export function base64In(original: string): Decoded[] {
  return [...original.matchAll(RUN)].flatMap((match): Decoded[] => {
    const text = decoded(match[0])
    return text === null ? [] : [{ start: match.index, end: match.index + match[0].length, text }]
  })
}

function decoded(run: string): string | null {
  const signs = run.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/')
  if (signs.length % 4 === 1) return null
  const bytes: string[] = []
  let bits = 0
  let count = 0
  for (const sign of signs) {
    bits = ((bits << 6) | ALPHABET.indexOf(sign)) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    const byte = (bits >> count) & 0xff
    // Text has no control characters but tabs and ends of lines: most words are ruled out by their first bytes.
    if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return null
    bytes.push(`%${byte.toString(16).padStart(2, '0')}`)
  }
  try {
    return decodeURIComponent(bytes.join(''))
  } catch {
    // Not UTF-8, so no text.
    return null
  }
}
