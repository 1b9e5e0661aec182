/**
 * @file Shards that ship as instructions: `<id>.recipe.json` holds `{manifest, recipe}`, and everything else
 * is made from them.
 */
import * as v from 'valibot'
import type { ShardManifest } from '../domain/sample.ts'
import { GENERATORS, type ReadResource } from '../benchmarks/generators.ts'
import {
  bad,
  check,
  checkManifest,
  checkTogether,
  parseJson,
  recipe as recipeSchema,
  type Recipe,
} from '../datasets/schema.ts'
import { seal, verify, type Shard, type ShardContents, type ShardHead } from '../datasets/shard.ts'

export interface RecipeFile {
  readonly manifest: ShardManifest
  readonly recipe: Recipe
}

/** @throws LeakscopeError `bad-shard` or `licence-missing`. */
export function readRecipeFile(source: string): RecipeFile {
  const { manifest, recipe } = check(
    v.strictObject({ manifest: v.unknown(), recipe: v.unknown() }),
    parseJson(source, 'recipe file'),
    'recipe file',
  )
  return { manifest: checkManifest(manifest), recipe: check(recipeSchema, recipe, 'recipe') }
}

/**
 * Makes the shard of a recipe and verifies that it is the one its manifest promises.
 * @throws LeakscopeError `bad-shard`, naming the unknown generator or both hashes.
 */
export async function followRecipe({ manifest, recipe }: RecipeFile, readResource: ReadResource): Promise<Shard> {
  const shard = { manifest, ...(await contentsOf(recipe, readResource)) }
  checkTogether(manifest.benchmark, shard.items, shard.pictures)
  await verify(shard)
  return shard
}

/** Makes the shard of a new recipe, with the manifest that it will ship with. */
export async function sealRecipe(head: ShardHead, recipe: Recipe, readResource: ReadResource): Promise<Shard> {
  return seal(head, await contentsOf(recipe, readResource))
}

async function contentsOf(recipe: Recipe, readResource: ReadResource): Promise<ShardContents> {
  const generator = Object.hasOwn(GENERATORS, recipe.generator) ? GENERATORS[recipe.generator] : undefined
  if (generator === undefined)
    throw bad('recipe', `generator "${recipe.generator}" is unknown; allowed are ${Object.keys(GENERATORS).join(', ')}`)
  if (recipe.version !== generator.version)
    throw bad('recipe', `it needs version ${recipe.version} of its generator, this Leakscope has ${generator.version}`)
  return generator.generate(recipe, readResource)
}
