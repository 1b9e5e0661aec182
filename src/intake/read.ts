import type { ShardItem, ShardManifest } from '../audit/sample.ts'
import { decodeText } from './files/text.ts'
import { readShardJsonl } from './jsonl.ts'
import { looksOfficial, OFFICIAL_LICENCE, OFFICIAL_SOURCE, readOfficialMmPrivacy } from './official/mm-privacy.ts'
import type { TruthRow } from './official/table.ts'
import type { ReadResource } from './generators/index.ts'
import { followRecipe, readRecipeFile } from './recipe.ts'
import { bad, LIMITS, parseJson } from './schema.ts'
import { seal, type ShardHead } from './shard.ts'

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
 * Reads a shard's facts without its pictures, anywhere (no DOM): our shard file, a recipe, or an official MM-Privacy question file. For
 * scoring answers that were made elsewhere.
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

/** Name and provenance of imported official files. */
export function officialMmPrivacyHead(items: readonly ShardItem[]): ShardHead {
  const splits = [...new Set(items.map(({ split }) => split))].sort()
  const prefix = items[0]?.id.split('-', 1)[0] ?? 'official'
  return {
    id: `mm-privacy-${prefix}-${splits.join('-')}`,
    benchmark: 'mm-privacy',
    name: `MM-Privacy, official files (${splits.join(', ')})`,
    version: '1',
    licence: OFFICIAL_LICENCE,
    source: OFFICIAL_SOURCE,
    // The "real photographs" show invented people too.
    synthetic: true,
  }
}
