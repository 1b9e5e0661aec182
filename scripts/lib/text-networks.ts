/** @file PP-OCRv6's networks in Node, as the app loads them (workers/vision/text.ts), on one thread. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas'
import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import { LONGEST, readPage, type Network, type ReadPage, type Recogniser } from '../../src/intake/index.ts'

const NETWORKS = new URL('../../public/vision/', import.meta.url)

/** Loads the networks; the reader it resolves to takes the bytes of a picture, or a canvas. */
export async function createPageReader(): Promise<(picture: Buffer | Canvas) => Promise<ReadPage>> {
  env.wasm.numThreads = 1
  const detector = await load('detect-text.onnx')
  const recognisers = [
    await recogniser('recognise-text-quickly.onnx', 'quick-characters.txt'),
    await recogniser('recognise-text.onnx', 'text-characters.txt'),
  ]
  return async (picture) => {
    const image: Image | Canvas = Buffer.isBuffer(picture) ? await loadImage(picture) : picture
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height))
    const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale))
    const context = canvas.getContext('2d')
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
    return readPage(detector, recognisers, pixels)
  }
}

async function recogniser(name: string, characters: string): Promise<Recogniser> {
  const signs = readFileSync(new URL(characters, NETWORKS), 'utf8').split('\n')
  return { network: await load(name), characters: [...signs, ' '] }
}

async function load(name: string): Promise<Network> {
  const session = await InferenceSession.create(fileURLToPath(new URL(name, NETWORKS)), {
    executionProviders: ['wasm'],
    enableMemPattern: false,
  })
  return async (data, dims) => {
    const outputs = await session.run({ x: new Tensor('float32', data, dims) })
    return session.outputNames.map((output) => {
      const tensor = outputs[output]!
      return { data: tensor.data as Float32Array, dims: tensor.dims }
    })
  }
}
