/** @file What recipes may name: a generator is a file here and a line below. */
import { checkPeople, parseJson, type Recipe } from '../datasets/schema.ts'
import type { ShardContents } from '../datasets/shard.ts'
import { generateInadvertentMemorization } from './inadvertent-memorization/data/generate.ts'
import { generateMllmGuard } from './mllmguard/data/generate.ts'
import { generateMllmuBench } from './mllmu-bench/data/generate.ts'
import { generateMmPrivacy } from './mm-privacy/data/generate.ts'
import { generateMmPrivacyTraps } from './mm-privacy/data/generate-traps.ts'
import { generateMmSafetyBench } from './mm-safetybench/data/generate.ts'
import { generateUtility } from './utility/data/generate.ts'

/** Reads a file that generators need, by its name beside the recipe: over HTTP in the app, from disk in Node. */
export type ReadResource = (name: string) => Promise<string>

export interface Generator {
  /** Raised with every change that changes a shard. */
  readonly version: string
  /**
   * All items and picture specifications of one seed and size. Deterministic. @throws LeakscopeError
   * `bad-shard` for an unknown size.
   */
  generate(recipe: Recipe, readResource: ReadResource): Promise<ShardContents>
}

/** The invented people that the memorising control was trained on. */
export const MEMORY_PEOPLE = 'memory-people.json'

const memoryPeople = async (readResource: ReadResource) =>
  checkPeople(parseJson(await readResource(MEMORY_PEOPLE), MEMORY_PEOPLE), MEMORY_PEOPLE)

export const GENERATORS: Readonly<Record<string, Generator>> = {
  'mllmu-bench': {
    version: '1',
    generate: async ({ seed, size }, readResource) => generateMllmuBench(seed, size, await memoryPeople(readResource)),
  },
  'mm-privacy': {
    version: '1',
    generate: async ({ seed, size }, readResource) => generateMmPrivacy(seed, size, await memoryPeople(readResource)),
  },
  'mm-privacy-traps': { version: '1', generate: async ({ seed, size }) => generateMmPrivacyTraps(seed, size) },
  'mm-safetybench': {
    version: '1',
    generate: async ({ seed, size }, readResource) =>
      generateMmSafetyBench(seed, size, await memoryPeople(readResource)),
  },
  utility: { version: '1', generate: async ({ seed, size }) => generateUtility(seed, size) },
  mllmguard: { version: '1', generate: async ({ seed, size }) => generateMllmGuard(seed, size) },
  'inadvertent-memorization': {
    version: '1',
    generate: async ({ seed, size }, readResource) =>
      generateInadvertentMemorization(seed, size, await memoryPeople(readResource)),
  },
}
