import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { Network, Recogniser } from '../../src/intake/index.ts'
import { APP_FOLDER } from '../shared/app-folder.ts'
import { ortPaths } from '../shared/ort.ts'
import { THREADS } from '../shared/threads.ts'

/**
 * PP-OCRv6's networks (Apache-2.0; public/vision/README.md): one sees where text stands, the other reads a line
 * of it.
 */
export interface TextNetworks {
  readonly detector: Network
  readonly recogniser: Recogniser
}

/** @throws LeakscopeError `not-found` where our own server does not answer. */
export async function loadTextNetworks(): Promise<TextNetworks> {
  env.wasm.wasmPaths = ortPaths(env.versions.web ?? 'unknown', 'wasm')
  env.wasm.numThreads = THREADS
  try {
    const characters = fetched('text-characters.txt').then((response) => response.text())
    const [detector, recogniser] = [await network('detect-text.onnx'), await network('recognise-text.onnx')]
    // The networks' last sign is the blank between words, which the list leaves out.
    return { detector, recogniser: { network: recogniser, characters: [...(await characters).split('\n'), ' '] } }
  } catch (error) {
    throw new LeakscopeError(
      'not-found',
      'The text recogniser cannot be loaded; is the app’s server running? It is needed once, and kept afterwards.',
      { cause: error },
    )
  }
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
