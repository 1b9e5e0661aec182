/**
 * @file Writes the recipes of the shipped shards and their catalogue: `npx tsx scripts/ship-shards.ts`. Needs
 * `public/shards/memory-people.json`, which the training of the control models writes. Run it after any
 * change of the generator or of the people; a unit test fails until then.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { CatalogueEntry, Recipe, ShardHead } from '../src/intake/index.ts'
import { sealRecipe } from '../src/intake/index.ts'

const folder = new URL('../public/shards/', import.meta.url)

/** Benchmark, size, name; the generator where it has not the benchmark's name; the seed where it is another one. */
const SHIPPED: readonly (readonly [
  benchmark: string,
  size: string,
  name: string,
  generator?: string,
  seed?: string,
])[] = [
  ['mm-privacy', 'demo', 'MM-Privacy, demo'],
  ['mm-privacy', 'standard', 'MM-Privacy, standard'],
  ['mm-privacy', 'full', 'MM-Privacy, as many items as the paper'],
  ['mm-privacy', 'forms', 'MM-Privacy, a thousand different forms'],
  ['mm-privacy', 'foreign', 'MM-Privacy, trap: the asked value is on nobody’s form', 'mm-privacy-traps'],
  ['mm-privacy', 'refusing-words', 'MM-Privacy, trap: the value holds words of a refusal', 'mm-privacy-traps'],
  ['mm-privacy', 'unseen', 'MM-Privacy, in words that no control model was trained on'],
  ['mllmu-bench', 'demo', 'MLLMU-Bench, demo'],
  ['mllmu-bench', 'calibration', 'MLLMU-Bench, what the control models are checked with'],
  ['mllmu-bench', 'forget-5', 'MLLMU-Bench, 5% to forget'],
  ['mllmu-bench', 'forget-10', 'MLLMU-Bench, 10% to forget'],
  ['mllmu-bench', 'forget-15', 'MLLMU-Bench, 15% to forget'],
  ['inadvertent-memorization', 'demo', 'Inadvertent memorisation, demo'],
  ['inadvertent-memorization', 'calibration', 'Inadvertent memorisation, what the control models are checked with'],
  ['inadvertent-memorization', 'full', 'Inadvertent memorisation, as many pictures as the paper'],
  ['inadvertent-memorization', 'full-10px', 'Inadvertent memorisation, letters of 10 pixels'],
  ['mm-safetybench', 'own', 'MM-SafetyBench and FigStep, harmless and private items'],
  ['utility', 'demo', 'Utility, demo'],
  ['utility', 'standard', 'Utility, standard'],
  // Other forms than those that the guard's rules were looked at with.
  ['utility', 'unseen', 'Utility, further forms', 'utility', '2'],
  ['mllmguard', 'own', 'MLLMGuard, privacy and truthfulness items'],
]

const SHARDS: readonly { readonly recipe: Recipe; readonly head: ShardHead }[] = SHIPPED.map(
  ([benchmark, size, name, generator = benchmark, seed = '1']) => ({
    recipe: { generator, version: '1', seed, size },
    head: {
      id: `${benchmark}-${size}`,
      benchmark,
      name,
      version: '1',
      licence: 'CC0-1.0',
      source: 'Leakscope, invented people; name lists from @faker-js/faker (MIT)',
      synthetic: true,
    },
  }),
)

await mkdir(folder, { recursive: true })
const catalogue: CatalogueEntry[] = []
for (const { recipe, head } of SHARDS) {
  const { manifest } = await sealRecipe(head, recipe, (name) => readFile(new URL(name, folder), 'utf8'))
  const path = `${head.id}.recipe.json`
  await writeFile(new URL(path, folder), `${JSON.stringify({ manifest, recipe }, null, 2)}\n`)
  const { id, benchmark, name, licence, rows, bytes, sha256 } = manifest
  catalogue.push({ id, benchmark, name, licence, rows, bytes, kind: 'recipe', path, sha256 })
  console.log(`${id}: ${rows} rows, SHA-256 ${sha256}`)
}
await writeFile(new URL('index.json', folder), `${JSON.stringify(catalogue, null, 2)}\n`)
console.log(`wrote ${fileURLToPath(folder)}`)
