/** @file Which small files a model must have, and what they say of its processor. */
import type { ModelFiles } from '../shared/files.ts'

export const REQUIRED = ['config.json', 'tokenizer.json', 'tokenizer_config.json']

/** Null where the repository names none. */
export async function processorClassOf(files: ModelFiles): Promise<string | null> {
  for (const path of ['processor_config.json', 'preprocessor_config.json']) {
    if (!files.has(path)) continue
    const { processor_class: name } = await files.json(path)
    if (typeof name === 'string') return name
  }
  return null
}

/**
 * How pictures are prepared: preprocessor_config.json, or, where a repository has none, what
 * processor_config.json holds in its place since transformers 5.
 * @throws LeakscopeError `model-incomplete` where neither says, `model-corrupt` for damaged ones.
 */
export async function preprocessorOf(files: ModelFiles): Promise<Record<string, unknown>> {
  if (!files.has('preprocessor_config.json') && files.has('processor_config.json')) {
    const { image_processor: images } = await files.json('processor_config.json')
    if (typeof images === 'object' && images !== null && !Array.isArray(images))
      return images as Record<string, unknown>
  }
  return files.json('preprocessor_config.json')
}
