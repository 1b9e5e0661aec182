/**
 * @file Our own shard file, `<id>.shard.jsonl`: a first line `{"kind":"manifest",...}`, then the shard's
 * canonical lines (`{"kind":"item",...}`, `{"kind":"picture",...}`). Picture files lie beside it at their
 * `path`.
 */
import { canonicalJson } from '../domain/canonical.ts'
import type { ShardItem, ShardManifest } from '../domain/sample.ts'
import { yieldToEventLoop } from '../domain/yield-to-event-loop.ts'
import { bad, checkItem, checkManifest, checkPicture, checkTogether, LIMITS, parseJson } from './schema.ts'
import { canonicalBytes, verify, type Picture, type Shard } from './shard.ts'

export async function writeShardJsonl(shard: Shard): Promise<string> {
  const lines = new TextDecoder().decode(await canonicalBytes(shard))
  return `${canonicalJson({ kind: 'manifest', ...shard.manifest })}\n${lines}`
}

/**
 * Reads and verifies a shard file.
 * @throws LeakscopeError `bad-shard` (row and reason, or both hashes) or `licence-missing`.
 */
export async function readShardJsonl(source: string): Promise<Shard> {
  const lines = source.split('\n').map((line) => line.trim())
  const items: ShardItem[] = []
  const pictures: Picture[] = []
  let manifest: ShardManifest | null = null
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    await yieldToEventLoop()
    const where = `line ${index + 1}`
    const { kind, ...row } = object(parseJson(line, where), where)
    if (manifest === null) {
      if (kind !== 'manifest') throw bad(where, 'the first line must be the manifest, {"kind":"manifest",...}')
      manifest = checkManifest(row)
    } else if (kind === 'item') items.push(checkItem(row, where))
    else if (kind === 'picture') pictures.push(checkPicture(row, where))
    else throw bad(where, 'kind must be "item" or "picture"')
    if (items.length + pictures.length > LIMITS.rows) throw bad(where, `more than ${LIMITS.rows} rows`)
  }
  if (manifest === null) throw bad('line 1', 'the file is empty')
  checkTogether(manifest.benchmark, items, pictures)
  const shard = { manifest, items, pictures }
  await verify(shard)
  return shard
}

function object(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(where, 'must be a JSON object')
  return value as Record<string, unknown>
}
