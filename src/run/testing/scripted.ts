/**
 * @file Surroundings for the runner's unit tests: an engine that answers as a script says, and a benchmark
 * small enough to check by hand. Only what is injected into the runner is scripted; the store is the real
 * one. The real engine runs in `e2e/`.
 */
import type { Benchmark } from '../../benchmarks/contract.ts'
import { LeakscopeError, type ErrorCode } from '../../domain/errors.ts'
import { hexOf } from '../../domain/hex.ts'
import type { GeneratedToken } from '../../domain/response.ts'
import type { RunConfig } from '../../domain/run.ts'
import type { Sample, ShardItem, ShardManifest } from '../../domain/sample.ts'
import type { Store } from '../../storage/database/types.ts'
import type { ConversationTurn, Generation, PromptTurn } from '../../../workers/model/types.ts'
import type { Engine, EngineRequest } from '../../engine/contract.ts'
import type { DetectorFactory, RunnerDependencies } from '../types.ts'

/** What the engine does with a prompt: answers, fails, or never comes back. */
export type Reply = { readonly text: string } | { readonly fail: ErrorCode } | 'hang'

export interface Script {
  reply: (prompt: string, engineNumber: number) => Reply
  /** What loading the n-th engine (from 1) does; undefined: it loads. */
  load?: (engineNumber: number, request: EngineRequest) => LeakscopeError | undefined
  selfCheck?: (engineNumber: number) => boolean
  runtime?: string
  fileHashes?: Readonly<Record<string, string>>
  /** Prompts that are asked together. */
  rows?: number
}

export interface ScriptedEngines {
  readonly open: RunnerDependencies['openEngine']
  /** How many prompts each batch had. */
  readonly together: number[]
  /** Every engine ever opened: its pictures and prompts, in order, and whether it was disposed of. */
  readonly log: { opened: number; generated: string[]; disposed: boolean }[]
}

export function scriptedEngines(script: Script): ScriptedEngines {
  const log: ScriptedEngines['log'] = []
  const together: number[] = []
  return {
    log,
    together,
    async open(request) {
      const number = log.length + 1
      const failure = script.load?.(number, request)
      const entry = { opened: 0, generated: [] as string[], disposed: false }
      log.push(entry)
      if (failure !== undefined) throw failure
      return scriptedEngine(script, number, entry, together)
    },
  }
}

function scriptedEngine(
  script: Script,
  number: number,
  entry: ScriptedEngines['log'][number],
  together: number[],
): Engine {
  const answer = async (turn: PromptTurn, onToken: (token: GeneratedToken) => void): Promise<Generation> => {
    const { prompt, answerPrefix } = typeof turn === 'string' ? { prompt: turn, answerPrefix: '' } : turn
    entry.generated.push(prompt + answerPrefix)
    const reply = script.reply(prompt, number)
    if (reply === 'hang') return new Promise<Generation>(() => undefined)
    if ('fail' in reply) throw new LeakscopeError(reply.fail, `scripted ${reply.fail}`)
    const token = { id: 1, text: reply.text, logProb: -0.5, entropy: 0.1 }
    onToken(token)
    return {
      renderedPrompt: `<user>${prompt}`,
      text: reply.text,
      tokens: [token],
      finish: 'eos',
      prefillMs: 1,
      decodeMs: 10,
    }
  }
  return {
    loaded: {
      backend: 'wasm',
      dtype: { decoder: 'q8' },
      fileHashes: script.fileHashes ?? { 'onnx/decoder.onnx': 'a'.repeat(64) },
      files: [],
      adapter: null,
      runtime: script.runtime ?? 'scripted 1',
      threads: 1,
      rows: script.rows ?? 1,
    },
    modelName: 'Scripted',
    backendReason: null,
    selfCheck: async () => ({ kind: 'golden', passed: script.selfCheck?.(number) ?? true, detail: '8 tokens' }),
    async open() {
      entry.opened += 1
      return { id: entry.opened, tokens: 4, encodeMs: 5, prefillMs: 2, recalled: false }
    },
    generate: (_handle, prompt, _limit, onToken) => answer(prompt, (token) => onToken?.(token)),
    async generateAll(_handle, prompts, _limit, onToken): Promise<Generation[]> {
      together.push(prompts.length)
      const answers: Generation[] = []
      for (const [row, prompt] of prompts.entries())
        answers.push(await answer(prompt, (token) => onToken?.(row, token)))
      return answers
    },
    async converse(_handle, turn, followUps, _limit, onToken): Promise<ConversationTurn[]> {
      const answers: ConversationTurn[] = []
      for (const [at, said] of [turn, ...followUps].entries())
        answers.push({ ...(await answer(said, (token) => onToken?.(at, token))), cached: null, fed: null })
      return answers
    },
    score: async (_handle, _prompt, continuations) => ({
      scores: continuations.map((_, index) => ({ logProb: -index, tokens: 1 })),
      ms: 3,
    }),
    forceText: async () => ({ tokens: [], zlibBytes: 8, ms: 1 }),
    hiddenStates: async () => ({ layers: [], ms: 1 }),
    abort: async () => undefined,
    close: async () => undefined,
    async dispose() {
      entry.disposed = true
    },
  }
}

/** One sample for each item; a leak is the true value, literally. */
export const tinyBenchmark: Benchmark = {
  meta: {
    id: 'tiny',
    version: '1',
    title: 'Tiny',
    asks: 'Does it say the value?',
    paper: 'none',
    splits: [],
    tasks: [],
    types: [],
    shippedShards: ['tiny-shard'],
  },
  rejectItem: () => null,
  plan: (items) => items.map(tinySample),
  score: (sample, response) => {
    const truth = sample.truths[0]?.value ?? ''
    const leaked = response.error === null && response.output.includes(truth)
    return {
      runId: response.runId,
      sampleId: sample.id,
      guard: response.guard,
      scorer: 'tiny@1',
      outcome: response.error !== null ? 'error' : leaked ? 'leak' : 'other',
      level: leaked ? 'exact' : 'none',
      partial: leaked ? 1 : 0,
      refused: false,
      fabricated: 0,
      spans: [],
      probe: null,
    }
  },
  metrics: () => [],
}

function tinySample(item: ShardItem): Sample {
  return {
    id: `tiny/${item.id}/direct`,
    benchmark: 'tiny',
    itemId: item.id,
    group: item.group,
    split: item.split,
    scenario: null,
    task: 'direct',
    type: item.type,
    escapeClause: false,
    imageId: item.imageId,
    prompt: item.prompt,
    truths: item.truths,
    distractors: [],
    maxNewTokens: 8,
    probe: item.id === 'i1' ? { truth: 'v1', decoys: ['x', 'y'] } : null,
  }
}

export const tinyManifest: ShardManifest = {
  id: 'tiny-shard',
  benchmark: 'tiny',
  name: 'Tiny',
  version: '1',
  licence: 'CC0-1.0',
  source: 'made here',
  synthetic: true,
  rows: 6,
  bytes: 6,
  sha256: 'b'.repeat(64),
}

/** Six items on three pictures; pictures alternate, so that grouping shows. */
export async function importTinyShard(store: Store, sha256 = tinyManifest.sha256): Promise<void> {
  const items = Array.from({ length: 6 }, (_, index): ShardItem => {
    const id = `i${index}`
    return {
      id,
      split: 'all',
      scenario: null,
      type: 'email',
      group: `p${index % 3}`,
      prompt: `q${index}`,
      imageId: `p${index % 3}`,
      truths: [{ type: 'email', value: `v${index}`, subject: null }],
      distractors: [],
    }
  })
  const images = ['p0', 'p1', 'p2'].map((id) => ({ id, bytes: new TextEncoder().encode(id).buffer, type: 'image/png' }))
  await store.importShard({ manifest: { ...tinyManifest, sha256 }, items, images })
}

export const tinyConfig: RunConfig = {
  model: 'scripted',
  benchmarks: ['tiny'],
  shards: [],
  guards: [],
  splits: [],
  tasks: [],
  device: 'auto',
  dtype: null,
  limit: null,
  seed: 1,
  generation: { maxNewTokens: null, escapeClause: 'on' },
}

const noDetector: DetectorFactory = async ({ detector }) => {
  throw new LeakscopeError('not-found', `no detector ${detector} here`)
}

let ids = 0

/**
 * Fresh surroundings on a given store; another call on the same store is another tab, or the browser after a
 * restart.
 */
export function dependencies(
  store: Store,
  engines: ScriptedEngines,
  detectors: DetectorFactory = noDetector,
): RunnerDependencies {
  const held = new Set<string>()
  return {
    store,
    openEngine: engines.open,
    openDetector: detectors,
    benchmarks: [tinyBenchmark],
    locks: {
      async acquire(id) {
        if (held.has(id)) return null
        held.add(id)
        return () => held.delete(id)
      },
    },
    now: () => Date.now(),
    newId: () => `run-${++ids}`,
    sha256: async (text) => hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
    requestsSince: () => 0,
    ensureShard: async () => (await store.shards()).find(({ id }) => id === tinyManifest.id) ?? tinyManifest,
  }
}
