import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu'
import { APP_FOLDER } from '../shared/app-folder.ts'
import { ortPaths } from '../shared/ort.ts'
import { THREADS } from '../shared/threads.ts'

/**
 * Whether faces are on a picture, and how many; nobody is recognised. The network is face-api's
 * TinyFaceDetector (MIT; public/vision/README.md), its decoding that of `src/tinyYolov2/TinyYolov2Base.ts`
 * there.
 */
const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const
const NUMBERS = 5
const SIDE = 416
/**
 * The original takes .5; of 27 pictures without a face two retinas and tissues reached .52, while faces had .68
 * and more.
 */
const SURE = 0.6
/** Boxes that overlap more are one face. */
const OVERLAP = 0.4

export function loadFaceDetector(): Promise<InferenceSession> {
  env.wasm.wasmPaths = ortPaths(env.versions.web ?? 'unknown', 'wasm')
  env.wasm.numThreads = THREADS
  const { href } = new URL('vision/face-detector.onnx', APP_FOLDER)
  return InferenceSession.create(href, { executionProviders: ['wasm'] })
}

export async function countFaces(detector: InferenceSession, picture: ImageBitmap): Promise<number> {
  const pixels = new Tensor('float32', planes(picture), [1, 3, SIDE, SIDE])
  const { cells } = await detector.run({ pixels })
  const found = boxes(cells?.data as Float32Array, cells?.dims.at(-1) ?? 0)
  const faces: Box[] = []
  for (const box of found.toSorted((a, b) => b.score - a.score))
    if (faces.every((face) => overlap(face, box) <= OVERLAP)) faces.push(box)
  return faces.length
}

/** The picture at the top left of a black square, as the original lays it. */
function planes(picture: ImageBitmap): Float32Array {
  const canvas = new OffscreenCanvas(SIDE, SIDE)
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  const scale = SIDE / Math.max(picture.width, picture.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, Math.round(picture.width * scale), Math.round(picture.height * scale))
  const { data } = context.getImageData(0, 0, SIDE, SIDE)
  const plane = SIDE * SIDE
  return Float32Array.from({ length: 3 * plane }, (_, i) => data[4 * (i % plane) + Math.floor(i / plane)]!)
}

/** In shares of the square. */
interface Box {
  readonly score: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** @param cells [anchor and number, row, column]. */
function boxes(cells: Float32Array, side: number): Box[] {
  return ANCHORS.flatMap(([anchorWidth, anchorHeight], anchor) =>
    Array.from({ length: side * side }, (_, cell): Box => {
      const value = (number: number) => cells[(anchor * NUMBERS + number) * side * side + cell]!
      const width = (Math.exp(value(2)) * anchorWidth) / side
      const height = (Math.exp(value(3)) * anchorHeight) / side
      return {
        score: sigmoid(value(4)),
        x: ((cell % side) + sigmoid(value(0))) / side - width / 2,
        y: (Math.floor(cell / side) + sigmoid(value(1))) / side - height / 2,
        width,
        height,
      }
    }).filter(({ score }) => score > SURE),
  )
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  const shared = Math.max(0, width) * Math.max(0, height)
  return shared / (a.width * a.height + b.width * b.height - shared)
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
