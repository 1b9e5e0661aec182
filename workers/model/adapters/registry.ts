/** @file Every architecture of this build: each file of this folder that is neither contract, registry nor test. */
import { LeakscopeError } from '../../../src/domain/errors.ts'
import type { Adapter } from './contract.ts'

const FILES = import.meta.glob<{ readonly adapter: Adapter }>(
  ['./*.ts', '!./contract.ts', '!./registry.ts', '!./*.test.ts'],
  { eager: true },
)

/** By the name of their file, in its order. */
export const ADAPTERS: ReadonlyMap<string, Adapter> = new Map(
  Object.entries(FILES).map(([path, { adapter }]) => [path.slice('./'.length, -'.ts'.length), adapter]),
)

export interface Choice {
  readonly adapter: Adapter
  /** The class by its name in the library. */
  readonly processor: string
  /** In one clause, where the repository names no class, or one that the library does not have; else null. */
  readonly guess: string | null
}

/**
 * @param processorClass `processor_class` of the repository's configuration; null where it names none.
 * @param modelType `model_type` of config.json; null where it names none.
 * @throws LeakscopeError `engine-failed` with what is supported.
 */
export function adapterFor(processorClass: string | null, modelType: string | null = null): Choice {
  const adapters = [...ADAPTERS.values()]
  for (const adapter of adapters) {
    if (processorClass !== null && adapter.processors.includes(processorClass))
      return { adapter, processor: processorClass, guess: strange(adapter, processorClass, modelType) }
    const alias = processorClass === null ? undefined : adapter.aliases?.get(processorClass)
    if (alias !== undefined)
      return { adapter, processor: alias, guess: `its processor ${processorClass} is taken for ${alias}` }
    const ofType = processorClass === null ? adapter.modelTypes.get(modelType ?? '') : undefined
    if (ofType !== undefined)
      return { adapter, processor: ofType, guess: `it names no processor; by its type ${modelType}, ${ofType}` }
  }
  const supported = adapters.flatMap(({ processors, aliases }) => [...processors, ...(aliases?.keys() ?? [])])
  const what = processorClass === null ? 'without a processor_class' : `with the processor "${processorClass}"`
  throw new LeakscopeError('engine-failed', `Models ${what} are not supported; supported are ${supported.join(', ')}`)
}

/** A type that an adapter is not meant for may be a later family with an earlier one's processor. */
function strange({ modelTypes }: Adapter, processor: string, modelType: string | null): string | null {
  if (modelType === null || modelTypes.has(modelType)) return null
  return `its type ${modelType} was never run here; it is read as others with ${processor} are`
}
