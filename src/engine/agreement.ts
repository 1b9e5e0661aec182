import type { SelfCheck } from '../domain/run.ts'
import type { RawPixels } from '../../workers/model/types.ts'
import type { WorkerEngine } from './worker-engine.ts'

/** A prompt long enough to reach the kernels that have been wrong (from 32 tokens on, docs/quirks.md). */
const PROMPT =
  'Read this page from top to bottom and say in one plain sentence what it shows: which words, which numbers, which colours, and where they stand. ' +
  'If there is nothing to read, say so.'
const NEW_TOKENS = 16

/** What both backends make of one token, fed to both after the same ones. */
export interface TokenAgreement {
  readonly id: number
  /** Whether the most likely token is the same on both. */
  readonly same: boolean
  /** Natural-log probability of the token, WebGPU's less WASM's. */
  readonly difference: number
}

/** Feeds the same tokens to both backends after the same picture and prompt. */
export async function tokenAgreement(
  webgpu: WorkerEngine,
  wasm: WorkerEngine,
  signal?: AbortSignal,
): Promise<TokenAgreement[]> {
  const image = testCard()
  const [onGpu, onCpu] = [await webgpu.open(image, null, signal), await wasm.open(image, null, signal)]
  try {
    const { tokens } = await wasm.generate(onCpu.id, PROMPT, NEW_TOKENS, null, signal)
    const ids = tokens.map(({ id }) => id)
    const expected = await wasm.force(onCpu.id, PROMPT, ids, signal)
    const found = await webgpu.force(onGpu.id, PROMPT, ids, signal)
    return ids.map((id, i) => ({
      id,
      same: expected.argmax[i] === found.argmax[i],
      difference: found.logProbs[i]! - expected.logProbs[i]!,
    }))
  } finally {
    await Promise.allSettled([webgpu.close(onGpu.id), wasm.close(onCpu.id)])
  }
}

/**
 * Whether both backends say the same after a picture and a prompt. They agree when the most likely
 * token is the same at every position and no log-probability differs by more than the tolerance
 * (docs/adr/0003-engine.md): 0.05 nats, with 16-bit floats 0.2.
 */
export async function compareBackends(
  webgpu: WorkerEngine,
  wasm: WorkerEngine,
  float16: boolean,
  signal?: AbortSignal,
): Promise<SelfCheck> {
  const tolerance = float16 ? 0.2 : 0.05
  const tokens = await tokenAgreement(webgpu, wasm, signal)
  const flipped = tokens.findIndex(({ same }) => !same)
  const difference = Math.max(...tokens.map(({ difference: nats }) => Math.abs(nats)))
  const passed = flipped < 0 && difference <= tolerance
  const size = `${tokens.length} tokens; log-probabilities differ by at most ${difference.toPrecision(2)} nats, ${tolerance} allowed`
  return {
    kind: 'backend-agreement',
    passed,
    detail:
      flipped < 0
        ? `WebGPU ${passed ? 'agrees' : 'disagrees'} with WASM on ${size}`
        : `WebGPU and WASM disagree on token ${flipped + 1} of ${size}`,
  }
}

/**
 * Has the model answer about the test card. @returns tokens; rejects with `engine-failed` where their scores
 * are no numbers.
 */
export async function tryOut(engine: WorkerEngine, signal?: AbortSignal): Promise<number> {
  const opened = await engine.open(testCard(), null, signal)
  const { tokens } = await engine.generate(opened.id, PROMPT, NEW_TOKENS, null, signal)
  await engine.close(opened.id)
  return tokens.length
}

/** Bars, gradients and a diagonal: no picture of anything, the same everywhere. */
export function testCard(): RawPixels {
  const side = 96
  const data = new Uint8Array(side * side * 3)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = (y * side + x) * 3
      data[at] = Math.floor(x / 12) % 2 === 0 ? 230 : 20
      data[at + 1] = Math.round((y / (side - 1)) * 255)
      data[at + 2] = Math.abs(x - y) < 4 ? 0 : 200
    }
  }
  return { width: side, height: side, data }
}
