/**
 * @file An audit as one file: a ZIP of what a run's numbers were made of, with `SHA256SUMS` over all of it (the
 * format of sha256sum) and, where the auditor brings a key, an Ed25519 signature of that list (RFC 8032).
 */
import { BlobReader, configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js'
import { LeakscopeError } from '../domain/errors.ts'
import { hexOf } from '../domain/hex.ts'

export type Bytes = Uint8Array<ArrayBuffer>

export const SUMS = 'SHA256SUMS'
/** The 64 bytes of the signature of `SHA256SUMS`. */
export const SIGNATURE = 'SHA256SUMS.sig'
/** The public key, as SubjectPublicKeyInfo (RFC 8410). */
export const PUBLIC_KEY = 'public-key.der'

/** A ZIP of ten thousand files is none of ours, and neither is one that unpacks to more than this. */
const MOST_FILES = 100
const MOST_BYTES = 2 ** 32
/** The earliest that a ZIP knows: the same files are the same bytes whenever they are packed. */
const DATE = new Date(1980, 0, 1)

/** The files with their sums, and a signature where there is a key. Sorted by name. */
export async function bundleOf(files: ReadonlyMap<string, Bytes>, key?: CryptoKeyPair): Promise<Bytes> {
  const all = new Map(files)
  const sums = encode(await sumsOf(files))
  all.set(SUMS, sums)
  if (key !== undefined) {
    all.set(SIGNATURE, new Uint8Array(await crypto.subtle.sign('Ed25519', key.privateKey, sums)))
    all.set(PUBLIC_KEY, new Uint8Array(await crypto.subtle.exportKey('spki', key.publicKey)))
  }
  return zipOf(all)
}

/** Stored, not compressed: two programs that compress make different bytes. */
export async function zipOf(files: ReadonlyMap<string, Bytes>): Promise<Bytes> {
  configure({ useWebWorkers: false })
  const zip = new ZipWriter(new Uint8ArrayWriter(), { level: 0, lastModDate: DATE, extendedTimestamp: false })
  for (const name of [...files.keys()].toSorted()) await zip.add(name, new Uint8ArrayReader(files.get(name)!))
  return Uint8Array.from(await zip.close())
}

/** @throws LeakscopeError `bad-config` for what is no ZIP of a few files with different names. */
export async function filesIn(bundle: Bytes): Promise<Map<string, Bytes>> {
  configure({ useWebWorkers: false })
  const files = new Map<string, Bytes>()
  let size = 0
  try {
    const entries = await new ZipReader(new BlobReader(new Blob([bundle])), { checkSignature: true }).getEntries()
    if (entries.length > MOST_FILES) throw new Error(`${entries.length} files are more than an audit has`)
    for (const entry of entries) {
      if (entry.directory) throw new Error(`${entry.filename} is a folder`)
      if (files.has(entry.filename)) throw new Error(`there are two files ${entry.filename}`)
      size += entry.uncompressedSize
      if (size > MOST_BYTES) throw new Error('it unpacks to more than 4 GiB')
      files.set(entry.filename, Uint8Array.from(await entry.getData(new Uint8ArrayWriter())))
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LeakscopeError('bad-config', `The file is no audit, or damaged: ${reason}`)
  }
  return files
}

/** Lines of `sha256sum`, sorted by name. */
export async function sumsOf(files: ReadonlyMap<string, Bytes>): Promise<string> {
  const lines: string[] = []
  for (const name of [...files.keys()].toSorted()) lines.push(`${await sha256Of(files.get(name)!)}  ${name}\n`)
  return lines.join('')
}

export async function sha256Of(bytes: Bytes): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', bytes))
}

/** Whether the signature in a bundle is by the key in it. @throws where the key is none. */
export async function isSigned(files: ReadonlyMap<string, Bytes>): Promise<boolean> {
  const [key, signature, sums] = [PUBLIC_KEY, SIGNATURE, SUMS].map((name) => files.get(name))
  if (key === undefined || signature === undefined || sums === undefined) return false
  const imported = await crypto.subtle.importKey('spki', key, 'Ed25519', true, ['verify'])
  return crypto.subtle.verify('Ed25519', imported, signature, sums)
}

export function encode(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/** @throws TypeError for bytes that are no UTF-8. */
export function decode(bytes: Bytes): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}
