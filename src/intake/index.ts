export { isOriginal, readOriginalAnswers, type AnswerFile, type Verdict } from './answers/original.ts'
export { decodeText } from './files/text.ts'
export { isNpy, readNpy } from './files/npy.ts'
export { readCatalogue, type CatalogueEntry } from './catalogue.ts'
export {
  openImport,
  type ImportOptions,
  type ImportPreview,
  type LoadedImage,
  type LoadedShard,
  type PendingImport,
  type PickedFile,
  type ReadText,
} from './import.ts'
export { MEMORY_PEOPLE, type ReadResource } from './generators/index.ts'
export { cellsOf, type Box, type Cell, type Word } from './own/cells.ts'
export { detectPrivate, type Proposal } from './own/detect.ts'
export { ownShard, type OwnPicture } from './own/shard.ts'
export { readShardJsonl, writeShardJsonl } from './jsonl.ts'
export type { RejectedRow } from './importers/importer.ts'
export { drawPicture, pictureSize, type PictureSpec } from './pictures/index.ts'
export { readTruthTable, type TruthRow } from './official/table.ts'
export { isShardFile, readShardFile, type ReadOptions } from './read.ts'
export { followRecipe, readRecipeFile, sealRecipe, type RecipeFile } from './recipe.ts'
export type { Recipe } from './schema.ts'
export { canonicalBytes, seal, verify, type Picture, type Shard, type ShardHead } from './shard.ts'
