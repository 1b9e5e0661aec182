import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import { expect, test } from 'vitest'
import { joined } from './bytes.ts'
import { openZip } from './zip.ts'
import { unpackZstandard } from './zstandard.ts'

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd]
/** A window descriptor; 2^13 is 8 MiB, which everybody must take. */
const WINDOW_8_MIB = 13 << 3
const WINDOW_2_GIB = 20 << 3
const BLOCK = 128 * 1024

const block = (type: number, size: number, last: boolean): number[] => {
  const header = Number(last) | (type << 1) | (size << 3)
  return [header & 255, (header >> 8) & 255, header >> 16]
}
const raw = (text: string, last = true): number[] => [...block(0, text.length, last), ...Buffer.from(text)]
/** 128 KiB of one byte, in four. */
const run = (last = false): number[] => [...block(1, BLOCK, last), 0x20]
const frame = (window: number, ...blocks: number[][]): number[] => [...MAGIC, 0, window, ...blocks.flat()]
const bytes = (...frames: number[][]): Uint8Array<ArrayBuffer> => Uint8Array.from(frames.flat())
const noLimit = (): void => undefined

test('frames, one behind the other, with a checksum and with one that holds no data', () => {
  const single = [...MAGIC, 0b0010_0100, 5, ...raw('hello'), 1, 2, 3, 4]
  const empty = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9]
  const packed = bytes(single, empty, frame(WINDOW_8_MIB, raw(', '), run(true)), frame(0, raw('you')))
  // A block that is not the last one goes on.
  packed[single.length + empty.length + 6]! &= 0xfe
  const text = Buffer.from(joined(unpackZstandard(packed, 1, noLimit))).toString()
  expect(text).toBe(`hello, ${' '.repeat(BLOCK)}you`)
})

test('a bomb is not unpacked: what is too much is noticed at the first piece of it', () => {
  const bomb = bytes(frame(WINDOW_8_MIB, ...Array.from({ length: 8000 }, () => run()), run(true)))
  const seen: number[] = []
  const most = 3 * BLOCK
  const unpack = () =>
    unpackZstandard(bomb, most, (size) => {
      seen.push(size)
      if (size > most) throw new RangeError('too much')
    })
  // 32 KB of it would be 1 GB.
  expect(bomb.length).toBeLessThan(33_000)
  expect(unpack).toThrow('too much')
  expect(seen).toEqual([1, 2, 3, 4].map((times) => times * BLOCK))
})

test('a frame that asks for two gigabytes of memory gets none, be it the second one', () => {
  expect(() => unpackZstandard(bytes(frame(0, raw('a')), frame(WINDOW_2_GIB, raw('b'))), 100, noLimit)).toThrow(
    'it asks for more memory than it unpacks to',
  )
  const single = bytes([...MAGIC, 0b1010_0000, 0, 0, 0, 0x40, ...raw('b')])
  expect(() => unpackZstandard(single, 100, noLimit)).toThrow('it asks for more memory')
})

test.each([
  ['cut in a block', bytes(frame(0, raw('hello'))).slice(0, -1)],
  ['cut in a header', bytes(MAGIC)],
  ['no frame', bytes([1, 2, 3, 4, 5])],
])('%s', (_, packed) => {
  expect(() => unpackZstandard(packed, 100, noLimit)).toThrow(RangeError)
})

/** A zip whose one entry is Zstandard (method 93), which zip.js does not write. */
async function zipOf(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(), { level: 0, extendedTimestamp: false })
  await zip.add('a.json', new Uint8ArrayReader(packed))
  const out = new DataView(await (await zip.close()).arrayBuffer())
  const central = out.getUint32(out.byteLength - 6, true)
  out.setUint16(8, 93, true)
  out.setUint16(central + 10, 93, true)
  out.setUint32(central + 24, size, true)
  return new Blob([out])
}

test('in a zip: as many bytes as it says, and not one more', async () => {
  const packed = bytes(frame(0, raw('{}')))
  const [entry] = await openZip('a.zip', await zipOf(packed, 2))
  expect(Buffer.from(await entry!.unpack()).toString()).toBe('{}')
  const bomb = bytes(frame(WINDOW_8_MIB, ...Array.from({ length: 8000 }, () => run()), run(true)))
  const [liar] = await openZip('a.zip', await zipOf(bomb, 1000))
  await expect(liar!.unpack()).rejects.toThrow('is larger than the zip says')
})
