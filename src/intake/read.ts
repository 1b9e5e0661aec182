import type { ShardItem, ShardManifest } from '../domain/sample.ts'
import { decodeText } from '../datasets/formats/text.ts'
import { readShardJsonl } from '../datasets/jsonl.ts'
import { looksOfficial, officialMmPrivacyHead, readOfficialMmPrivacy } from '../benchmarks/mm-privacy/data/official.ts'
import type { TruthRow } from '../benchmarks/mm-privacy/data/truth-table.ts'
import type { ReadResource } from '../benchmarks/generators.ts'
import { followRecipe, readRecipeFile } from './recipe.ts'
import { bad, LIMITS, parseJson } from '../datasets/schema.ts'
import { seal } from '../datasets/shard.ts'

export interface ReadOptions {
  /** Shown in errors. */
  readonly path: string
  /** Files beside the shard's own, by name; recipes need them. */
  readonly readResource: ReadResource
  /** Ground truth for official files. */
  readonly truths?: readonly TruthRow[]
}

/** Whether `readShardFile` knows what to do with a file; what else can be imported goes through `openImport`. */
export function isShardFile(file: Uint8Array, path: string): boolean {
  if (/\.shard\.jsonl$|\.recipe\.json$/i.test(path)) return true
  const source = decodeText(file, path).text.replace(/^\uFEFF/, '')
  if (/^\s*\{"kind":"manifest"/.test(source)) return true
  if (!/\.json$/i.test(path)) return false
  const value = parseJson(source, path)
  return looksOfficial(value) || (typeof value === 'object' && value !== null && 'recipe' in value)
}

/**
 * Reads a shard's facts without its pictures, anywhere (no DOM): our shard file, a recipe, or an official
 * MM-Privacy question file. For scoring answers that were made elsewhere.
 * @throws LeakscopeError `bad-shard` or `licence-missing`.
 */
export async function readShardFile(
  file: Uint8Array | string,
  options: ReadOptions,
): Promise<{ manifest: ShardManifest; items: readonly ShardItem[]; notes: readonly string[] }> {
  if (file.length > LIMITS.fileBytes) throw bad(options.path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
  const source = (typeof file === 'string' ? file : decodeText(file, options.path).text).replace(/^\uFEFF/, '')
  if (/^\s*\{"kind":"manifest"/.test(source) || /\.jsonl$/i.test(options.path))
    return { ...(await readShardJsonl(source)), notes: [] }
  const value = parseJson(source, options.path)
  if (looksOfficial(value)) {
    const { items, rejected, notes } = readOfficialMmPrivacy(options.path, source, null, options.truths ?? [])
    if (items.length === 0)
      throw bad(
        options.path,
        `no row can be used; the first, ${rejected[0]?.row ?? '-'}: ${rejected[0]?.reason ?? 'there is none'}`,
      )
    const { manifest } = await seal(officialMmPrivacyHead(items), { items, pictures: [] })
    return {
      manifest,
      items,
      notes: [...notes, ...rejected.map(({ row, reason }) => `row ${row} left out: ${reason}`)],
    }
  }
  if (typeof value === 'object' && value !== null && 'recipe' in value) {
    return { ...(await followRecipe(readRecipeFile(source), options.readResource)), notes: [] }
  }
  throw bad(
    options.path,
    'not a shard: allowed are <id>.shard.jsonl, <id>.recipe.json and the official evaluate_*.json of MM-Privacy',
  )
}
