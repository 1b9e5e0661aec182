/** @file `models/<id>/source.json`: where a built model's weights come from, and what must come out. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { LeakscopeError } from '../../../src/domain/errors.ts'

export const SOURCE = 'source.json'

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const schema = v.object({
  name: v.string(),
  licence: v.string(),
  package: v.string(),
  version: v.string(),
  /** Of the wheel. */
  sha256,
  /** The GGUF inside it. */
  file: v.string(),
  /** Numbers of an attention head. */
  head: v.pipe(v.number(), v.integer()),
  /** Control tokens that get another name. */
  renamed: v.record(v.string(), v.string()),
  /** Of the files that are built, by path. */
  built: v.record(v.string(), sha256),
})

export type Source = v.InferOutput<typeof schema>

/** @param folder of the recipe. @throws LeakscopeError `model-incomplete`, `model-corrupt`. */
export async function readSource(folder: string): Promise<Source> {
  const path = join(folder, SOURCE)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new LeakscopeError('model-incomplete', `${path} is not there`, { cause: error })
  })
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
  if (result.success) return result.output
  throw new LeakscopeError('model-corrupt', `${path}: ${result.issues[0].message}`)
}
