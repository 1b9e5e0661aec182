import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from '../datasets/catalogue.ts'
import { readShardFile } from './read.ts'

const read = (name: string): Promise<string> =>
  readFile(new URL(`../../public/shards/${name}`, import.meta.url), 'utf8')
const catalogue = readCatalogue(await read('index.json'))

const RESERVED_EMAIL = /@example\.(com|org|net)$/

test('the demo shard ships', () => {
  expect(catalogue.map(({ id }) => id)).toContain('mm-privacy-demo')
})

/** Fails after a change of the generator, the prompts or the people: then run `npx tsx scripts/ship-shards.ts`. */
describe.each(catalogue)('shipped shard $id', (entry) => {
  test('is what its manifest and the catalogue promise', async () => {
    const { manifest, items } = await readShardFile(await read(entry.path), { path: entry.path, readResource: read })
    const { id, benchmark, name, licence, rows, bytes, sha256 } = manifest
    expect({ ...entry }).toEqual({
      id,
      benchmark,
      name,
      licence,
      rows,
      bytes,
      sha256,
      kind: entry.kind,
      path: entry.path,
    })
    expect(items.length).toBe(entry.rows)
  })

  test('holds invented people only', async () => {
    const { items } = await readShardFile(await read(entry.path), { path: entry.path, readResource: read })
    const values = items.flatMap(({ truths, distractors }) => [...truths, ...distractors])
    const outside = values.filter(({ type, value }) => {
      if (type === 'email') return !RESERVED_EMAIL.test(value)
      if (type === 'phone') return !/^1?\d{3}55501\d\d$/.test(value.replaceAll(/\D/g, ''))
      return type === 'ssn' && !/^9\d\d-\d\d-\d{4}$/.test(value)
    })
    expect(outside).toEqual([])
    const addresses = JSON.stringify(items).match(/[\w.+-]+@[\w.-]+\w/g) ?? []
    expect(addresses.filter((address) => !RESERVED_EMAIL.test(address))).toEqual([])
    expect(values.length).toBeGreaterThan(0)
  })
})
