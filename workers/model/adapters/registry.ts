/** @file Every architecture of this build: a file here and a line below for each class of processor. */
import { LeakscopeError } from '../../../src/domain/errors.ts'
import type { Adapter } from './contract.ts'
import { florence2 } from './florence2.ts'
import { idefics3 } from './idefics3.ts'
import { llava } from './llava.ts'
import { paligemma } from './paligemma.ts'
import { qwen2vl } from './qwen2-vl.ts'

const ADAPTERS: ReadonlyMap<string, Adapter> = new Map([
  ['Idefics3Processor', idefics3],
  ['SmolVLMProcessor', idefics3],
  ['LlavaProcessor', llava],
  ['Qwen2VLProcessor', qwen2vl],
  ['PaliGemmaProcessor', paligemma],
  ['Florence2Processor', florence2],
])

/**
 * @param processorClass `processor_class` of the repository's configuration (a class's own name does not
 * survive minification).
 * @throws LeakscopeError `engine-failed` with what is supported.
 */
export function adapterFor(processorClass: string): Adapter {
  const adapter = ADAPTERS.get(processorClass)
  if (adapter !== undefined) return adapter
  throw new LeakscopeError(
    'engine-failed',
    `Models with the processor "${processorClass}" are not supported; supported are ${[...ADAPTERS.keys()].join(', ')}`,
  )
}
