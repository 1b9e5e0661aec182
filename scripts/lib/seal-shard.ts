/**
 * @file `npm run seal-shard -- DIR`: makes a shard of a data set of one's own (docs/data.md#your-own-data-set), as
 * `<id>.shard.jsonl` in the same folder, beside its pictures, and `<id>.croissant.json`, which describes it. No
 * browser, no model.
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { croissantOf, type DescribedFile } from '../../src/datasets/croissant.ts'
import { sha256Hex } from '../../src/datasets/hash.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { writeShardJsonl } from '../../src/intake/index.ts'
import { runCommand } from './exit.ts'
import { onlyFolder } from './picked-files.ts'
import { sealFolder } from './seal-folder.ts'

const USAGE = 'npm run seal-shard -- DIR, a folder with manifest.json, items.jsonl and the pictures that they name'

await runCommand('seal-shard', async () => {
  const folder = await onlyFolder(process.argv.slice(2), USAGE)
  const shard = await sealFolder(folder).catch((error: unknown) => {
    // The rules are those of an import, and so are their words.
    if (!(error instanceof LeakscopeError)) throw error
    throw new LeakscopeError(error.code, error.message.replace('nothing was imported', 'nothing was written'))
  })
  const { id, rows, sha256 } = shard.manifest
  const path = join(folder, `${id}.shard.jsonl`)
  const text = await writeShardJsonl(shard)
  const items = await readFile(join(folder, 'items.jsonl'))
  const described = croissantOf(
    shard,
    await factsOf('items.jsonl', items),
    await factsOf(basename(path), Buffer.from(text)),
  )
  await writeWhole(path, text)
  await writeWhole(join(folder, `${id}.croissant.json`), `${JSON.stringify(described, null, 2)}\n`)
  process.stderr.write(`${path}: ${rows} items, ${shard.pictures.length} pictures, SHA-256 ${sha256}\n`)
})

async function factsOf(name: string, bytes: Buffer): Promise<DescribedFile> {
  return { name, bytes: bytes.length, sha256: await sha256Hex(Uint8Array.from(bytes)) }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`
  await writeFile(temporary, text)
  await rename(temporary, path)
}
