/**
 * @file Counts what goes through `session.run` of the worker that imports it first, and the time inside. From
 * the cheapest runs of each kind follows what no design could go below on this machine: see `limitOf` in
 * main.ts.
 */
import { InferenceSession, type Tensor } from 'onnxruntime-web/webgpu'

/** Since the worker began. */
export interface SessionCounts {
  inside: number
  /** Of it in the encoder, in passes with several tokens of a row, and in passes with one. */
  encoderMs: number
  promptMs: number
  stepMs: number
  encoderRuns: number
  /** Tokens fed to the decoder several at a time. */
  promptTokens: number
  /** Runs of the decoder with one token for each row. */
  steps: number
}

/** The least that each has cost so far, in ms; Infinity: none yet. */
export interface Prices {
  encoder: number
  promptToken: number
  step: number
}

/** A prompt shorter than this is dearer for each token: a pass over the weights serves few. */
const LONG_PROMPT = 48

const counts: SessionCounts = {
  inside: 0,
  encoderMs: 0,
  promptMs: 0,
  stepMs: 0,
  encoderRuns: 0,
  promptTokens: 0,
  steps: 0,
}
const prices: Prices = { encoder: Infinity, promptToken: Infinity, step: Infinity }

function count(feeds: Readonly<Record<string, Tensor>>, ms: number): void {
  counts.inside += ms
  if (feeds['pixel_values'] !== undefined) {
    counts.encoderRuns += 1
    counts.encoderMs += ms
    prices.encoder = Math.min(prices.encoder, ms)
    return
  }
  const [rows = 1, tokens = 1] = feeds['inputs_embeds']?.dims ?? [0, 0]
  if (tokens > 1) {
    counts.promptTokens += rows * tokens
    counts.promptMs += ms
    if (tokens >= LONG_PROMPT) prices.promptToken = Math.min(prices.promptToken, ms / (rows * tokens))
  } else if (tokens === 1) {
    counts.steps += 1
    counts.stepMs += ms
    if (rows === 1) prices.step = Math.min(prices.step, ms)
  }
}

// Sessions are patched as they are made: their class is not exported.
const create = InferenceSession.create.bind(InferenceSession) as (...args: unknown[]) => Promise<InferenceSession>
Object.assign(InferenceSession, {
  async create(...args: unknown[]) {
    const session = await create(...args)
    const run = session.run.bind(session) as (...all: unknown[]) => ReturnType<InferenceSession['run']>
    const timed = async (...all: unknown[]) => {
      const start = performance.now()
      try {
        return await run(...all)
      } finally {
        count(all[0] as Record<string, Tensor>, performance.now() - start)
      }
    }
    return Object.assign(session, { run: timed })
  },
})

const channel = new BroadcastChannel('session-time')
channel.addEventListener('message', ({ data }) => {
  if (data === 'read') channel.postMessage({ counts, prices })
})
