/** @file The items of shipped shards, in Node. */
import { readFile } from 'node:fs/promises'
import { readShardFile } from '../src/intake/index.ts'

const FOLDER = new URL('../public/shards/', import.meta.url)
const read = (name: string): Promise<string> => readFile(new URL(name, FOLDER), 'utf8')

type Shard = Awaited<ReturnType<typeof readShardFile>>
/** Making one from its recipe takes seconds. */
const made = new Map<string, Promise<Shard>>()

/** @throws LeakscopeError `bad-shard` where it is not what its recipe promises. */
export function shippedItems(id: string): Promise<Shard> {
  const shard = made.get(id) ?? make(id)
  made.set(id, shard)
  return shard
}

async function make(id: string): Promise<Shard> {
  const path = `${id}.recipe.json`
  return readShardFile(await read(path), { path, readResource: read })
}
