/** @file The wire format of protocol buffers, as far as ONNX files need it. */

export interface Field {
  readonly field: number
  /** Of a number; 0 for other kinds. */
  readonly value: number
  /** Of a string, bytes or message, and the 4 or 8 bytes of a float; empty for other kinds. */
  readonly payload: Uint8Array
  /** The whole field as it stands in the message. */
  readonly raw: Uint8Array
}

const EMPTY = new Uint8Array()

/** The fields of one message, in order; payloads are views, nothing is copied. */
export function* messages(bytes: Uint8Array): Generator<Field> {
  let at = 0
  const varint = () => {
    let value = 0
    let scale = 1
    for (;;) {
      if (at >= bytes.length) throw new Error('it ends too early')
      const byte = bytes[at++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
  while (at < bytes.length) {
    const begin = at
    const tag = varint()
    const field = Math.floor(tag / 8)
    const kind = tag % 8
    if (kind === 0) {
      const value = varint()
      yield { field, value, payload: EMPTY, raw: bytes.subarray(begin, at) }
    } else if (kind === 1 || kind === 5) {
      at += kind === 1 ? 8 : 4
      if (at > bytes.length) throw new Error('it ends too early')
      yield { field, value: 0, payload: bytes.subarray(at - (kind === 1 ? 8 : 4), at), raw: bytes.subarray(begin, at) }
    } else if (kind === 2) {
      const length = varint()
      if (at + length > bytes.length) throw new Error('it ends too early')
      const payload = bytes.subarray(at, at + length)
      at += length
      yield { field, value: 0, payload, raw: bytes.subarray(begin, at) }
    } else throw new Error(`unknown wire type ${kind}`)
  }
}

export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** One length-delimited field: a string, or a message made of fields. */
export function encodeField(field: number, content: string | readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const parts = typeof content === 'string' ? [new TextEncoder().encode(content)] : content
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return message([Uint8Array.from([...encodeVarint(field * 8 + 2), ...encodeVarint(length)]), ...parts])
}

/** Fields, one behind the other. */
export function message(fields: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const field of fields) {
    bytes.set(field, at)
    at += field.length
  }
  return bytes
}

/** One field with a 32-bit float. */
export function encodeFloat(field: number, value: number): Uint8Array<ArrayBuffer> {
  return message([Uint8Array.from(encodeVarint(field * 8 + 5)), new Uint8Array(Float32Array.of(value).buffer)])
}

/** One field with a whole number that is not negative. */
export function encodeNumber(field: number, value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...encodeVarint(field * 8), ...encodeVarint(value)])
}

function encodeVarint(value: number): number[] {
  const bytes = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128)
  return [...bytes, value]
}

/** What a `Blob` offers: pieces of a file that is not in memory. */
export interface PiecewiseFile {
  readonly size: number
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> }
}

/** A field of a message in a file. */
export interface FieldInFile {
  readonly field: number
  /** Where its payload begins and ends; the two are equal for numbers. */
  readonly from: number
  readonly to: number
  /** The payload, where it was read along with its surroundings: small ones mostly are. */
  readonly payload: Uint8Array | null
}

/** Enough for many small fields at a time, and little to read in vain before a large one. */
const WINDOW = 4 * 1024

/** The fields of the message between two places of a file, in order. Payloads are stepped over, not read. */
export async function* messagesInFile(file: PiecewiseFile, from: number, to: number): AsyncGenerator<FieldInFile> {
  let window = EMPTY
  let start = 0
  let at = from
  const byte = async () => {
    if (at >= to) throw new Error('it ends too early')
    if (at < start || at >= start + window.length) {
      start = at
      window = new Uint8Array(await file.slice(at, Math.min(at + WINDOW, to)).arrayBuffer())
    }
    return window[at++ - start]!
  }
  const varintAt = async () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const next = await byte()
      value += (next & 127) * scale
      if (next < 128) return value
    }
  }
  while (at < to) {
    const tag = await varintAt()
    const kind = tag % 8
    const size = kind === 2 ? await varintAt() : kind === 1 ? 8 : kind === 5 ? 4 : 0
    if (kind === 0) await varintAt()
    else if (kind !== 1 && kind !== 2 && kind !== 5) throw new Error(`unknown wire type ${kind}`)
    if (at + size > to) throw new Error('it ends too early')
    const inside = at >= start && at + size <= start + window.length
    const payload = inside ? window.subarray(at - start, at + size - start) : null
    yield { field: Math.floor(tag / 8), from: at, to: at + size, payload }
    at += size
  }
}
