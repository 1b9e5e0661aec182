/** @file Files that `np.save` writes: one object, pickled, or an array of texts. */
import { LeakscopeError } from '../../domain/errors.ts'
import { bad } from '../schema.ts'
import { PickleError, readPickle } from './pickle.ts'

const MAGIC = '\x93NUMPY'
const LONGEST_HEADER = 65_536

export function isNpy(bytes: Uint8Array): boolean {
  return [...MAGIC].every((character, at) => bytes[at] === character.charCodeAt(0))
}

/**
 * Its value as plain JSON would have it: dicts are objects without a prototype, an array of one object is
 * that object, one of texts the list of them.
 * @throws LeakscopeError `bad-shard`, naming the file and what it holds that is not plain data.
 */
export function readNpy(path: string, bytes: Uint8Array): unknown {
  try {
    if (!isNpy(bytes) || bytes.length < 12) throw new PickleError('it does not begin as one')
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const wide = bytes[6]! >= 2
    const start = wide ? 12 : 10
    const length = wide ? view.getUint32(8, true) : view.getUint16(8, true)
    if (length > LONGEST_HEADER || start + length > bytes.length)
      throw new PickleError('its header has no sensible length')
    const header = new TextDecoder('latin1').decode(bytes.subarray(start, start + length))
    const type = /'descr':\s*'([^']{1,12})'/.exec(header)?.[1]
    const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1]
    if (type === undefined || shape === undefined) throw new PickleError('its header is not one of numpy’s')
    const sides = shape.split(',').flatMap((side) => (side.trim() === '' ? [] : [Number(side)]))
    const data = bytes.subarray(start + length)
    if (type.endsWith('O')) {
      const value = plain(readPickle(data))
      return sides.length === 0 && Array.isArray(value) ? value[0] : value
    }
    const width = /^[<>|=]?U(\d{1,6})$/.exec(type)?.[1]
    if (width === undefined || sides.length > 1) throw new PickleError(`it holds numbers (${type}), not answers`)
    return texts(data, Number(width), sides[0] ?? 1, type.startsWith('>'))
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    if (!(error instanceof PickleError)) throw error
    throw bad(path, `the .npy file cannot be read: ${error.message}`)
  }
}

/** Fixed numbers of UTF-32 characters each, filled with zeros. */
function texts(data: Uint8Array, width: number, count: number, bigEndian: boolean): string[] {
  if (count * width * 4 > data.length) throw new PickleError('it ends early')
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  return Array.from({ length: count }, (_, row) => {
    const characters = Array.from({ length: width }, (_unused, at) =>
      view.getUint32(4 * (row * width + at), !bigEndian),
    )
    if (characters.some((character) => character > 0x10ffff)) throw new PickleError('it holds text that is none')
    return String.fromCodePoint(...characters).replace(/\0+$/, '')
  })
}

function plain(value: unknown): unknown {
  if (value instanceof Map) {
    const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>
    for (const [key, inner] of value) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        throw new PickleError(`the key "${key}" is not allowed`)
      made[String(key)] = plain(inner)
    }
    return made
  }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null) throw new PickleError('it holds an array within an array')
  return value
}
