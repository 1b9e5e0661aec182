export { decodeText } from '../datasets/formats/text.ts'
export { mayHoldAnswers } from './answers/open.ts'
export { readAnswerFiles, type AskedQuestions } from './answers/read-answers.ts'
export { readCatalogue, type CatalogueEntry } from '../datasets/catalogue.ts'
export {
  openImport,
  type ImportOptions,
  type ImportPreview,
  type PendingImport,
  type PickedFile,
  type ReadText,
} from './import.ts'
export { MEMORY_PEOPLE, type ReadResource } from '../benchmarks/generators.ts'
export type { Box, TextBlock, Word } from '../datasets/own/text-blocks.ts'
export { detectPrivate, type Proposal } from '../datasets/own/detect.ts'
export { codeProposals, type Code } from '../datasets/own/codes.ts'
export { cellsOf, linesOf } from './ocr/cells.ts'
export type { Network } from './ocr/detect-text.ts'
export { type Recogniser } from './ocr/read-line.ts'
export { readPage, type ReadPage } from './ocr/read-page.ts'
export { ownShard, type OwnPicture } from '../datasets/own/shard.ts'
export { readShardJsonl, writeShardJsonl } from '../datasets/jsonl.ts'
export type { LoadedImage, LoadedShard, RejectedRow } from '../datasets/importer.ts'
export { drawPicture, pictureSize, type PictureSpec } from '../datasets/pictures/index.ts'
export { readTruthTable, type TruthRow } from '../benchmarks/mm-privacy/data/truth-table.ts'
export {
  eraseRules,
  LONGEST,
  MARGIN,
  READING_PARAMETERS,
  readingScales,
  type Reading,
  type TesseractReading,
} from './reading.ts'
export { isShardFile, readShardFile, type ReadOptions } from './read.ts'
export { followRecipe, readRecipeFile, sealRecipe, type RecipeFile } from './recipe.ts'
export type { Recipe } from '../datasets/schema.ts'
export { canonicalBytes, seal, verify, type Picture, type Shard, type ShardHead } from '../datasets/shard.ts'
