/** @file Which small files a model must have, and what they call its processor. */
import type { ModelFiles } from '../shared/files.ts'

export const REQUIRED = ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json']

/** Null where the repository names none. */
export async function processorClassOf(files: ModelFiles): Promise<string | null> {
  for (const path of ['processor_config.json', 'preprocessor_config.json']) {
    if (!files.has(path)) continue
    const { processor_class: name } = await files.json(path)
    if (typeof name === 'string') return name
  }
  return null
}
