import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { Network, Recogniser } from '../../src/intake/index.ts'
import { APP_FOLDER } from '../shared/app-folder.ts'
import { ortPaths } from '../shared/ort.ts'
import { THREADS } from '../shared/threads.ts'

/**
 * PP-OCRv6's networks (Apache-2.0; public/vision/README.md): one sees where text stands, the others read a line
 * of it, the quick one first.
 */
export interface TextNetworks {
  readonly detector: Network
  readonly recognisers: readonly Recogniser[]
}

/** @throws LeakscopeError `not-found` where our own server does not answer. */
export async function loadTextNetworks(): Promise<TextNetworks> {
  env.wasm.wasmPaths = ortPaths(env.versions.web ?? 'unknown', 'wasm')
  env.wasm.numThreads = THREADS
  try {
    return {
      detector: await network('detect-text.onnx'),
      recognisers: [
        await recogniser('recognise-text-quickly.onnx', 'quick-characters.txt'),
        await recogniser('recognise-text.onnx', 'text-characters.txt'),
      ],
    }
  } catch (error) {
    throw new LeakscopeError(
      'not-found',
      'The text recogniser cannot be loaded; is the app’s server running? It is needed once, and kept afterwards.',
      { cause: error },
    )
  }
}

async function recogniser(name: string, characters: string): Promise<Recogniser> {
  const [loaded, signs] = await Promise.all([network(name), fetched(characters).then((response) => response.text())])
  // The networks' last sign is the blank between words, which the lists leave out.
  return { network: loaded, characters: [...signs.split('\n'), ' '] }
}

async function network(name: string): Promise<Network> {
  const session = await InferenceSession.create(addressOf(name), {
    executionProviders: ['wasm'],
    // Lines come in a hundred widths: plans for each would be kept for good.
    enableMemPattern: false,
  })
  return async (data, dims) => {
    const input = new Tensor('float32', data, dims)
    const outputs = await session.run({ x: input })
    return session.outputNames.map((output) => {
      const tensor = outputs[output]!
      return { data: tensor.data as Float32Array, dims: tensor.dims }
    })
  }
}

async function fetched(name: string): Promise<Response> {
  const response = await fetch(addressOf(name))
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return response
}

function addressOf(name: string): string {
  return new URL(`vision/${name}`, APP_FOLDER).href
}
