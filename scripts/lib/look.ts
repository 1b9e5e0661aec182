/**
 * @file `npx tsx --tsconfig tsconfig/app.json scripts/lib/look.ts
 * PATH…`: what an import of folders or files would do, as `--shard` reads them; nothing is written.
 */
import { openAsBlob } from 'node:fs'
import { openImport } from '../../src/intake/index.ts'
import { shardFiles } from './picked-files.ts'

for (const path of process.argv.slice(2)) {
  const { files } = await shardFiles(path)
  const picked = await Promise.all(files.map(async (file) => ({ path: file, file: await openAsBlob(file) })))
  try {
    const { preview } = await openImport(picked)
    const { id, name, rows, pictures, bySplit, withoutTruth, rejected, notes } = preview
    const first = rejected.slice(0, 3).map(({ row, reason }) => `row ${row} left out: ${reason}`)
    const facts = { path, id, name, rows, pictures, bySplit, withoutTruth, rejected: rejected.length }
    process.stdout.write(`${JSON.stringify(facts, null, 1)}\n${[...notes, ...first].join('\n')}\n`)
  } catch (error) {
    process.stdout.write(`${path}: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
