/** @file Both sides of the bench on one page: the product's engine and the naive peer, on the same model, dtype, backend and threads. */
import { DEFAULT_DEPENDENCIES, openEngine, type EngineDependencies } from '../../../src/runner/engine/index.ts'
import type { Engine } from '../../../src/runner/types.ts'
import type { NaiveRequest } from './naive.worker.ts'

const DTYPES = {
  q4: { vision_encoder: 'q4', embed_tokens: 'fp32', decoder_model_merged: 'q4' },
  fp32: { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'fp32' },
}
export type Dtype = keyof typeof DTYPES

const timed: EngineDependencies = {
  ...DEFAULT_DEPENDENCIES,
  spawn: () => new Worker(new URL('./timed.worker.ts', import.meta.url), { type: 'module' }),
}

class Naive {
  readonly #worker = new Worker(new URL('./naive.worker.ts', import.meta.url), { type: 'module' })
  #last = 0

  call(call: NaiveRequest['call']): Promise<{ value: unknown; ms: number }> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      const listen = ({ data }: MessageEvent<{ id: number; value: unknown; ms: number; error?: string }>) => {
        if (data.id !== id) return
        this.#worker.removeEventListener('message', listen)
        if (data.error === undefined) resolve(data)
        else reject(new Error(data.error))
      }
      this.#worker.addEventListener('message', listen)
      this.#worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true })
      this.#worker.postMessage({ id, call } satisfies NaiveRequest)
    })
  }

  async ask(prompt: string, image: boolean, newTokens: number): Promise<{ text: string; ms: number }> {
    const { value, ms } = await this.call({ ask: { prompt, image, newTokens } })
    return { text: value as string, ms }
  }
}

let engine: Engine
let naive: Naive
let picture: Blob

/** Loads the model on both sides. @returns Milliseconds of each. */
async function load(dtype: Dtype): Promise<{ ours: number; naive: number; runtime: string; threads: number }> {
  const files = (await (await fetch('model/files.json')).json()) as { path: string; bytes: number }[]
  picture = await (await fetch('picture.png')).blob()
  const source = {
    id: 'full-size',
    name: 'SmolVLM-256M, random weights',
    files: files.map(({ path, bytes }) => ({
      path,
      bytes,
      sha256: null,
      from: new URL(`model/${path}`, location.href).href,
    })),
    defaultDtype: { webgpu: null, wasm: DTYPES[dtype] },
    golden: null,
  }
  const start = performance.now()
  const request = {
    device: 'wasm' as const,
    dtype: null,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  }
  engine = await openEngine(source, request, timed)
  const ours = performance.now() - start
  naive = new Naive()
  const { threads, runtime } = engine.loaded
  const base = '/'
  const { ms } = await naive.call({ load: { base, dtype: DTYPES[dtype], threads } })
  return { ours, naive: ms, runtime, threads }
}

async function sessionTime(): Promise<number> {
  const channel = new BroadcastChannel('session-time')
  try {
    return await new Promise((resolve) => {
      channel.addEventListener('message', ({ data }) => resolve((data as { inside: number }).inside))
      channel.postMessage('read')
    })
  } finally {
    channel.close()
  }
}

/** Wall time of a piece of work on our engine, and the part of it inside `session.run`. */
async function measured<T>(work: () => Promise<T>): Promise<{ value: T; ms: number; inside: number }> {
  const before = await sessionTime()
  const start = performance.now()
  const value = await work()
  const ms = performance.now() - start
  return { value, ms, inside: (await sessionTime()) - before }
}

interface Questions {
  readonly prompts: readonly string[]
  readonly image: boolean
  readonly newTokens: number
}

/** All questions at once. @returns Their answers too: both sides must say the same. */
function askOurs({ prompts, image, newTokens }: Questions) {
  return measured(async () => {
    const handle = await engine.open(image ? picture : null)
    const answers = await engine.generateAll(handle.id, prompts, newTokens, null)
    await engine.close(handle.id)
    return answers.map(({ text }) => text)
  })
}

async function askNaive({ prompts, image, newTokens }: Questions) {
  const texts: string[] = []
  let total = 0
  for (const prompt of prompts) {
    const { text, ms } = await naive.ask(prompt, image, newTokens)
    texts.push(text)
    total += ms
  }
  return { value: texts, ms: total }
}

/** One after the other, as the runner did before answers were decoded in step. */
function askInTurn({ prompts, image, newTokens }: Questions) {
  return measured(async () => {
    const handle = await engine.open(image ? picture : null)
    const texts: string[] = []
    for (const prompt of prompts) texts.push((await engine.generate(handle.id, prompt, newTokens, null)).text)
    await engine.close(handle.id)
    return texts
  })
}

function choose(prompts: readonly string[], options: readonly string[]) {
  return measured(async () => {
    const handle = await engine.open(picture)
    const chosen: number[] = []
    for (const prompt of prompts) {
      const { scores } = await engine.score(handle.id, prompt, options)
      chosen.push(scores.reduce((best, { logProb }, i) => (logProb > scores[best]!.logProb ? i : best), 0))
    }
    await engine.close(handle.id)
    return chosen
  })
}

function expose(prompt: string, references: readonly string[]) {
  return measured(async () => {
    const handle = await engine.open(picture)
    const { scores } = await engine.score(handle.id, prompt, references)
    await engine.close(handle.id)
    return scores.length
  })
}

async function forwardNaive(prompt: string, references: readonly string[]): Promise<number> {
  let total = 0
  for (const continuation of references) total += (await naive.call({ forward: { prompt, continuation } })).ms
  return total
}

export const bench = { load, askOurs, askInTurn, askNaive, choose, expose, forwardNaive }
Object.assign(globalThis, { bench })
