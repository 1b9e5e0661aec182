/** @file All that can be known of a model before any weight is read. */
import { availableDtypes } from '../../src/domain/dtype.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { repositoryFaults } from '../../src/domain/repository.ts'
import { ModelFiles } from '../shared/files.ts'
import { openGpu, type Gpu } from '../shared/gpu.ts'
import type { Adapter } from './adapters/contract.ts'
import { adapterFor } from './adapters/registry.ts'
import { contextOf, factsOf, modelTypeOf } from './config.ts'
import { modelFile, resolveDtypes, sessionsOf, type Dtypes, type SessionName } from './dtype.ts'
import { besideGraph } from './onnx.ts'
import { assess, graphMemory } from './preflight.ts'
import { preprocessorOf, processorClassOf, REQUIRED } from './processor-class.ts'
import type { ModelSpec, Preflight } from './types.ts'

const OPTIONAL = ['generation_config.json', 'processor_config.json', 'chat_template.json']

export interface Prepared {
  readonly spec: ModelSpec
  readonly files: ModelFiles
  /** config.json */
  readonly config: Readonly<Record<string, unknown>>
  readonly adapter: Adapter
  /** `processor_class` that the library is to take. */
  readonly processor: string
  readonly dtypes: Dtypes
  /** A device of its own; null on WASM. */
  readonly gpu: Gpu | null
}

/**
 * Reads the small files, opens the device, and settles which graphs will run.
 * @throws LeakscopeError `model-incomplete` and `model-corrupt` naming the file, `engine-failed` for an
 * architecture that is not supported, `gpu-unavailable`, `bad-config` for an unknown dtype.
 */
export async function prepare(spec: ModelSpec): Promise<Prepared> {
  const files = new ModelFiles(spec.files)
  const config = await files.json('config.json')
  const faults = repositoryFaults(factsOf(spec.files, config))
  if (faults.length > 0) throw new LeakscopeError('model-incomplete', faults.join('. '))
  // The libraries that read them later would not say which one is damaged.
  for (const path of [...REQUIRED, ...OPTIONAL.filter((name) => files.has(name))]) await files.json(path)
  await preprocessorOf(files)
  const { adapter, processor } = adapterFor(await processorClassOf(files), modelTypeOf(config))
  const gpu = spec.backend === 'webgpu' ? await openGpu() : null
  const dtypes = resolveDtypes(
    spec.dtype,
    config['transformers.js_config'],
    spec.backend,
    files.paths,
    gpu?.float16 ?? false,
    config['is_encoder_decoder'] === true,
  )
  for (const session of sessionsOf(dtypes)) assertThere(files, session, dtypes[session]!)
  return { spec, files, config, adapter, processor, dtypes, gpu }
}

/**
 * What the model needs here, in bytes, and what speaks against it.
 * @throws LeakscopeError `model-corrupt`, `model-incomplete`: see `graphMemory`.
 */
export async function preflight({ spec, files, config, dtypes, gpu }: Prepared): Promise<Preflight> {
  const graphs = sessionsOf(dtypes).map((session) => modelFile(session, dtypes[session]!))
  const memories = await Promise.all(graphs.map(async (path) => graphMemory(path, await files.lying(path))))
  const weights = new Set(
    graphs.flatMap((graph, i) => [graph, ...[...memories[i]!.externalFiles].map((name) => besideGraph(graph, name))]),
  )
  const decoder = graphs.indexOf(modelFile('decoder_model_merged', dtypes.decoder_model_merged))
  const { deviceMemory = null } = navigator as { deviceMemory?: number }
  return assess(
    {
      name: spec.name,
      dtype: dtypes,
      weightBytes: [...weights].reduce((sum, path) => sum + files.size(path), 0),
      memory: {
        stateBytes: Math.max(...memories.map(({ stateBytes }) => stateBytes)),
        externalFiles: new Set(),
        kvBytesPerToken: Math.max(...memories.map(({ kvBytesPerToken }) => kvBytesPerToken)),
        largestWeight: Math.max(...memories.map(({ largestWeight }) => largestWeight)),
        unpackedBytes: memories[decoder]!.unpackedBytes,
      },
      context: contextOf(config),
    },
    { backend: spec.backend, gpu: gpu === null ? null : gpuFacts(gpu), deviceMemory },
  )
}

function gpuFacts({ adapter, float16, device: { limits } }: Gpu) {
  const { maxBufferSize, maxStorageBufferBindingSize } = limits
  return { name: adapter, float16, maxBufferSize, maxStorageBufferBindingSize }
}

/** @throws LeakscopeError `model-incomplete` naming the file, and the dtypes that the session is there in. */
function assertThere(files: ModelFiles, session: SessionName, dtype: string): void {
  const path = modelFile(session, dtype)
  if (files.has(path)) return
  const others = availableDtypes(files.paths)[session] ?? []
  throw new LeakscopeError('model-incomplete', `The model lacks ${path}; it is there in ${others.join(', ')}`)
}
