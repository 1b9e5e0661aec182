/** @file Tar archives (POSIX.1-1988 ustar, pax and GNU's long names), read where they lie: entries are slices. */
import { LeakscopeError } from '../../domain/errors.ts'
import { yieldToEventLoop } from '../../domain/yield-to-event-loop.ts'
import { LIMITS } from '../fields.ts'
import { bad } from '../schema.ts'
import { type Link, linkTarget, withLinks } from './links.ts'
import { isClutter, plainPath } from './names.ts'

const BLOCK = 512
/** A name in pax or GNU's way is no longer. */
const LONGEST_NAME = 64 * 2 ** 10
/** What a gzip file may unpack to, in bytes: it is held until the import ends. */
export const UNPACKED = 2 * 2 ** 30
/** As of zips: small files may be a run of zeros and harm nobody. */
const [MOST_INFLATION, HARMLESS] = [200, 16 * 2 ** 20]

export interface TarredFile {
  readonly path: string
  readonly offset: number
  readonly file: Blob
}

/** By the mark in its first header; one of 1979 has none, and a sum that is right. */
export async function isTar(file: Blob): Promise<boolean> {
  const header = new Uint8Array(await file.slice(0, BLOCK).arrayBuffer())
  if (textIn(header, 257, 5) === 'ustar') return true
  return header.length === BLOCK && header.some((byte) => byte !== 0) && isIntact(header)
}

export async function isGzip(file: Blob): Promise<boolean> {
  const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return a === 0x1f && b === 0x8b
}

/** @throws LeakscopeError `bad-shard` for what is damaged, or unpacks to more than anybody honest needs. */
export async function gunzip(path: string, file: Blob): Promise<Blob> {
  const most = Math.min(UNPACKED, Math.max(HARMLESS, file.size * MOST_INFLATION))
  const parts: Blob[] = []
  let size = 0
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      size += chunk.value.length
      if (size > most)
        throw bad(path, `it unpacks to more than ${Math.round(most / 2 ** 20)} MiB; unpack it and pick the folder`)
      parts.push(new Blob([chunk.value]))
    }
  } catch (error) {
    await reader.cancel().catch(() => {})
    if (error instanceof LeakscopeError) throw error
    throw bad(path, 'the gzip file is damaged; it may be cut off')
  }
  return new Blob(parts)
}

/**
 * The files of an archive, links as what they lead to; folders, and what programs lay beside people's files, are left
 * out. @param notes takes which links lead to nothing.
 * @throws LeakscopeError `bad-shard`: damaged, paths that lead outside, or too many files.
 */
export async function openTar(path: string, file: Blob, notes: string[] = []): Promise<TarredFile[]> {
  const found: TarredFile[] = []
  const links: Link<TarredFile>[] = []
  let long: string | null = null
  let longLink: string | null = null
  for (let at = 0; at + BLOCK <= file.size;) {
    await yieldToEventLoop()
    const header = new Uint8Array(await file.slice(at, at + BLOCK).arrayBuffer())
    if (header.every((byte) => byte === 0)) break
    const size = numberIn(header, 124, 12)
    if (!isIntact(header) || size === null || at + BLOCK + size > file.size)
      throw bad(path, `the tar archive is damaged at byte ${at}; it may be cut off`)
    const own = file.slice(at + BLOCK, at + BLOCK + size)
    const kind = String.fromCharCode(header[156]!)
    if (kind === 'L' || kind === 'K' || kind === 'x') {
      long = (await longName(kind, 'path', own)) ?? long
      longLink = (await longName(kind, 'linkpath', own)) ?? longLink
    } else if (kind === '0' || kind === '\0' || kind === HARD || kind === SYMBOLIC) {
      const prefix = textIn(header, 257, 5) === 'ustar' ? textIn(header, 345, 155) : ''
      const name = plainPath(long ?? [prefix, textIn(header, 0, 100)].filter((part) => part !== '').join('/'))
      const target = longLink ?? textIn(header, 157, 100)
      long = longLink = null
      // A name that is no line of text is a damaged one.
      if (/\p{Cc}/u.test(name)) throw bad(path, `the tar archive is damaged at byte ${at}; it may be cut off`)
      if (name.startsWith('/') || name.split('/').includes('..'))
        throw bad(path, `the tar's entry ${JSON.stringify(name.slice(0, 80))} leads outside of it`)
      const isLink = kind === HARD || kind === SYMBOLIC
      if (isLink && !isClutter(name))
        links.push({
          path: `${path}/${name}`,
          target: kind === HARD ? `${path}/${plainPath(target)}` : linkTarget(`${path}/${name}`, target),
          as: (other) => ({ path: `${path}/${name}`, offset: other.offset, file: other.file }),
        })
      // Of a folder of 1979 its name alone says what it is.
      else if (!name.endsWith('/') && !isClutter(name)) found.push({ path: `${path}/${name}`, offset: at, file: own })
    } else long = longLink = null
    if (found.length + links.length > LIMITS.files) throw bad(path, `the tar lists more than ${LIMITS.files} files`)
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return withLinks(path, found, links, notes)
}

/** Kinds of entries (POSIX.1-1988). */
const [HARD, SYMBOLIC] = ['1', '2']

/** A header's bytes add up to what it says, its own eight taken for blanks. */
function isIntact(header: Uint8Array): boolean {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0)
  return numberIn(header, 148, 8) === sum
}

/** Octal digits, or from 8 GiB on GNU's base 256; null for neither. */
function numberIn(header: Uint8Array, from: number, length: number): number | null {
  const bytes = header.subarray(from, from + length)
  if (bytes[0] === 0x80) return safe(bytes.subarray(1).reduce((all, byte) => all * 256 + byte, 0))
  const digits = textIn(header, from, length).trim()
  return /^[0-7]*$/.test(digits) ? safe(Number.parseInt(digits === '' ? '0' : digits, 8)) : null
}

function safe(number: number): number | null {
  return Number.isSafeInteger(number) ? number : null
}

function textIn(header: Uint8Array, from: number, length: number): string {
  const bytes = header.subarray(from, from + length)
  const end = bytes.indexOf(0)
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end))
}

/** The name of the next entry, or where it leads: all of GNU's, of pax's records (`27 path=…\n`) the one that is it. */
async function longName(kind: 'L' | 'K' | 'x', what: 'path' | 'linkpath', own: Blob): Promise<string | null> {
  const text = await own.slice(0, LONGEST_NAME).text()
  if (kind === 'x') return new RegExp(`^\\d+ ${what}=(.*)$`, 'm').exec(text)?.[1] ?? null
  return (kind === 'L') === (what === 'path') ? text.replace(/\0.*$/s, '') : null
}
