/**
 * @file Both sides of the bench on one page: the product's engine and the naive peer, on the same model,
 * dtype, backend and threads.
 */
import { DEFAULT_DEPENDENCIES, openEngine, type EngineDependencies } from '../../../src/engine/index.ts'
import type { Engine } from '../../../src/engine/contract.ts'
import { featureCache } from '../../../src/run/features.ts'
import { openStore } from '../../../src/storage/database/store.ts'
import { decodeLlama } from './llama.ts'
import type { PromptTurn } from '../../../workers/model/types.ts'
import type { NaiveRequest } from './naive.worker.ts'
import type { Prices, SessionCounts } from './time-sessions.ts'

const DTYPES = {
  q4: { vision_encoder: 'q4', embed_tokens: 'fp32', decoder_model_merged: 'q4' },
  fp32: { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'fp32' },
}
export type Dtype = keyof typeof DTYPES

const timed: EngineDependencies = {
  ...DEFAULT_DEPENDENCIES,
  // On a machine with other work the encoder alone can take minutes.
  limits: { startMs: 60_000, silentMs: null, stuckMs: 3_600_000 },
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

/**
 * Loads the model on both sides.
 * @param dtype a name for all sessions, or of each session by its name.
 * @param both Whether the naive side is needed at all.
 * @returns Milliseconds of each; 0 where it was not loaded.
 */
async function load(
  dtype: Dtype | Readonly<Record<string, string>>,
  both: boolean,
): Promise<{ ours: number; naive: number; runtime: string; threads: number }> {
  const dtypes = typeof dtype === 'string' ? DTYPES[dtype] : dtype
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
    defaultDtype: { webgpu: null, wasm: dtypes },
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
  const { threads, runtime } = engine.loaded
  if (!both) return { ours, naive: 0, runtime, threads }
  naive = new Naive()
  const base = '/'
  const { ms } = await naive.call({ load: { base, dtype: dtypes, threads } })
  return { ours, naive: ms, runtime, threads }
}

async function sessions(): Promise<{ counts: SessionCounts; prices: Prices }> {
  const channel = new BroadcastChannel('session-time')
  try {
    return await new Promise((resolve) => {
      channel.addEventListener('message', ({ data }) => resolve(data as { counts: SessionCounts; prices: Prices }))
      channel.postMessage('read')
    })
  } finally {
    channel.close()
  }
}

/** A piece of work: its wall time in ms, and what of `SessionCounts` it took. */
export interface Measured<T> extends Readonly<SessionCounts> {
  readonly value: T
  readonly ms: number
}

/** Wall time of a piece of work on our engine, and what went through its sessions. */
async function measured<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const { counts: before } = await sessions()
  const start = performance.now()
  const value = await work()
  const ms = performance.now() - start
  const { counts: after } = await sessions()
  return {
    value,
    ms,
    inside: after.inside - before.inside,
    encoderMs: after.encoderMs - before.encoderMs,
    promptMs: after.promptMs - before.promptMs,
    stepMs: after.stepMs - before.stepMs,
    encoderRuns: after.encoderRuns - before.encoderRuns,
    promptTokens: after.promptTokens - before.promptTokens,
    steps: after.steps - before.steps,
  }
}

/** The cheapest run of each kind so far, in ms. */
async function prices(): Promise<Prices> {
  return (await sessions()).prices
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

/** As a run asks them: at most as many together as the engine takes, on one picture. */
function askConditions(turns: readonly PromptTurn[], newTokens: number) {
  return measured(async () => {
    const handle = await engine.open(picture)
    const texts: string[] = []
    for (let from = 0; from < turns.length; from += engine.loaded.rows) {
      const together = turns.slice(from, from + engine.loaded.rows)
      for (const { text } of await engine.generateAll(handle.id, together, newTokens, null)) texts.push(text)
    }
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

const SHARD = 'bench'

/**
 * Time to the first token of a question on a picture, its features read from storage and not, in turns. As in
 * a later run, the page's store is opened anew.
 * @param rounds of each.
 */
async function recall(prompt: string, rounds: number) {
  const manifest = {
    id: SHARD,
    benchmark: 'mm-privacy',
    name: 'Bench',
    version: '1',
    licence: 'CC0-1.0',
    source: 'drawn',
    synthetic: true,
    rows: 0,
    bytes: picture.size,
    sha256: '0'.repeat(64),
  }
  const first = await openStore('leakscope-bench')
  await first.importShard({
    manifest,
    items: [],
    images: [{ id: 'p', bytes: await picture.arrayBuffer(), type: picture.type }],
  })
  const ask = (store: typeof first, stored: boolean) =>
    measured(async () => {
      const handle = await engine.open(await store.image(SHARD, 'p'), stored ? featureCache(store, SHARD) : null)
      const { tokens } = await engine.generate(handle.id, prompt, 1, null)
      await engine.close(handle.id)
      return { recalled: handle.recalled, token: tokens?.[0] ?? null }
    })
  await ask(first, true)
  while ((await first.featureUse(SHARD)).pictures === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  first.close()
  const later = await openStore('leakscope-bench')
  const [withThem, without]: Awaited<ReturnType<typeof ask>>[][] = [[], []]
  for (let round = 0; round < rounds; round++) {
    withThem!.push(await ask(later, true))
    without!.push(await ask(later, false))
  }
  later.close()
  return { with: withThem!, without: without! }
}

export const bench = {
  load,
  prices,
  askOurs,
  askInTurn,
  askNaive,
  askConditions,
  choose,
  expose,
  forwardNaive,
  recall,
  decodeLlama,
}
Object.assign(globalThis, { bench })
