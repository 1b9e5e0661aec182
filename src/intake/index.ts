export { readCatalogue, type CatalogueEntry } from './catalogue.ts'
export { drawPicture } from './draw.ts'
export {
  openImport,
  type ImportOptions,
  type ImportPreview,
  type LoadedShard,
  type PendingImport,
  type PickedFile,
} from './import.ts'
export { readShardJsonl, writeShardJsonl } from './jsonl.ts'
export type { RejectedRow } from './official/mm-privacy.ts'
export { readTruthTable, type TruthRow } from './official/table.ts'
export { readShardFile, type ReadOptions } from './read.ts'
export {
  followRecipe,
  MEMORY_PEOPLE,
  readRecipeFile,
  sealRecipe,
  type ReadResource,
  type RecipeFile,
} from './recipe.ts'
export type { Recipe } from './schema.ts'
export { canonicalBytes, seal, verify, type Picture, type PictureSpec, type Shard, type ShardHead } from './shard.ts'
