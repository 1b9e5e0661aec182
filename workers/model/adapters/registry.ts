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

/**
 * @param processorClass `processor_class` of the repository's configuration.
 * @throws LeakscopeError `engine-failed` with what is supported.
 */
export function adapterFor(processorClass: string): Adapter {
  const adapters = [...ADAPTERS.values()]
  const adapter = adapters.find(({ processors }) => processors.includes(processorClass))
  if (adapter !== undefined) return adapter
  const supported = adapters.flatMap(({ processors }) => processors).join(', ')
  throw new LeakscopeError(
    'engine-failed',
    `Models with the processor "${processorClass}" are not supported; supported are ${supported}`,
  )
}
