/**
 * @file "Measure this machine": how fast a model is here, by a fixed set of work, and whether both backends say
 * the same. The format is docs/device.md's.
 */
import { errorText, LeakscopeError, type ErrorCode } from '../domain/errors.ts'
import type { LoadedModel, RawPixels } from '../../workers/model/types.ts'
import { testCard, type TokenAgreement } from './agreement.ts'
import type { EngineRequest } from './contract.ts'
import { DEFAULT_DEPENDENCIES, openEngine, type EngineDependencies, type LoadedEngine } from './open.ts'
import type { ModelSource } from './source.ts'

export const MEASUREMENT_FORMAT = 'leakscope-device/1'

/** Each piece of work is done so often, after once that is not counted; what counts is the median. */
const ROUNDS = 3
const NEW_TOKENS = 32
const ROWS = 8
/** Tokens that are read in one go. */
const READS = [64, 1024] as const

/** Milliseconds are of wall time. */
export interface Rate {
  /** Tokens that were counted. */
  readonly tokens: number
  readonly ms: number
  readonly perSecond: number
}

/** Why something could not be measured, in one line. */
export interface Unmeasured {
  readonly problem: string
}

export interface DeviceMeasurement {
  readonly format: typeof MEASUREMENT_FORMAT
  /** ISO 8601. */
  readonly at: string
  readonly model: {
    readonly id: string
    readonly dtype: LoadedModel['dtype']
    /** SHA-256 (hex) of its files by path. */
    readonly files: LoadedModel['fileHashes']
  }
  readonly backend: LoadedModel['backend']
  /** Why WASM was taken where the choice was ours; else null. */
  readonly backendReason: string | null
  /** The graphics adapter; null on WASM. */
  readonly adapter: AdapterFacts | null
  readonly versions: { readonly runtime: string; readonly userAgent: string }
  /** `memoryGiB` as the browser says it, rounded and capped; null where it does not. */
  readonly machine: { readonly threads: number; readonly cores: number; readonly memoryGiB: number | null }
  /** From files that are there to a model that answers. */
  readonly loadMs: number
  /** From a picture and a question to the first token: the very first time, and the median of later ones. */
  readonly firstToken: { readonly coldMs: number; readonly warmMs: number }
  /** Encoding a picture. */
  readonly visionMs: number
  /** Tokens of answers behind their first one: of one answer, and of eight in step. */
  readonly decode: { readonly rows1: Rate | Unmeasured; readonly rows8: Rate | Unmeasured }
  /** Reading a prompt of about so many tokens. */
  readonly prefill: Readonly<Record<`tokens${(typeof READS)[number]}`, Rate | Unmeasured>>
  /** Token by token against WASM; null on WASM itself. */
  readonly agreement: readonly TokenAgreement[] | null
}

export interface AdapterFacts {
  readonly name: string
  readonly features: readonly string[]
  readonly limits: Readonly<Record<string, number>>
}

/** Limits that decide what fits and how fast it is. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupStorageSize',
] as const

/**
 * @param request `auto` takes WebGPU where there is a real adapter.
 * @param adapterFacts of the page's own adapter.
 * @throws LeakscopeError as `openEngine` does; `aborted` by the request's signal.
 */
export async function measureDevice(
  model: ModelSource,
  request: Omit<EngineRequest, 'model'>,
  dependencies: EngineDependencies = DEFAULT_DEPENDENCIES,
  adapterFacts: () => Promise<AdapterFacts | null> = askAdapter,
): Promise<DeviceMeasurement> {
  const obstacle = request.device === 'auto' ? await dependencies.webgpuObstacle() : null
  const device = request.device !== 'auto' ? request.device : obstacle === null ? 'webgpu' : 'wasm'
  const begun = performance.now()
  let engine: LoadedEngine | null = await openEngine(model, { ...request, device }, dependencies)
  const loadMs = performance.now() - begun
  // An engine that has refused something is lost, and the next piece of work needs another one.
  const attempt = async (act: (engine: LoadedEngine) => Promise<Rate>): Promise<Rate | Unmeasured> => {
    engine ??= await openEngine(model, { ...request, device }, dependencies)
    try {
      return await act(engine)
    } catch (error) {
      if (!(error instanceof LeakscopeError) || !REFUSALS.has(error.code)) throw error
      await engine.dispose()
      engine = null
      return { problem: errorText(error) }
    }
  }
  try {
    const { loaded } = engine
    const pictured = await ofPictures(engine)
    const agreement = await engine.agreement()
    const { userAgent, hardwareConcurrency: cores, deviceMemory } = navigator as Navigator & { deviceMemory?: number }
    return {
      format: MEASUREMENT_FORMAT,
      at: new Date().toISOString(),
      model: { id: model.id, dtype: loaded.dtype, files: loaded.fileHashes },
      backend: loaded.backend,
      backendReason: obstacle,
      adapter: loaded.backend === 'webgpu' ? await adapterFacts() : null,
      versions: { runtime: loaded.runtime, userAgent },
      machine: { threads: loaded.threads, cores, memoryGiB: deviceMemory ?? null },
      loadMs,
      ...pictured,
      decode: {
        rows1: await attempt((own) => decoding(own, 1)),
        rows8: await attempt((own) => decoding(own, ROWS)),
      },
      prefill: {
        tokens64: await attempt((own) => reading(own, READS[0])),
        tokens1024: await attempt((own) => reading(own, READS[1])),
      },
      agreement,
    }
  } finally {
    await engine?.dispose()
  }
}

/** What a model cannot do, not what is wrong with the machine. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['bad-config', 'engine-failed'])

async function ofPictures(engine: LoadedEngine): Promise<Pick<DeviceMeasurement, 'firstToken' | 'visionMs'>> {
  const times: { readonly all: number; readonly vision: number }[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const begun = performance.now()
    const handle = await engine.open(pictureOf(round), null)
    await engine.generate(handle.id, QUESTION, 1, null)
    times.push({ all: performance.now() - begun, vision: handle.encodeMs })
    await engine.close(handle.id)
  }
  const [cold, ...warm] = times
  return {
    firstToken: { coldMs: cold!.all, warmMs: median(warm.map(({ all }) => all)) },
    visionMs: median(warm.map(({ vision }) => vision)),
  }
}

const QUESTION = 'Count from one to one hundred, in words, each on a line of its own.'

/** The test card, another one each time: nothing may be remembered of it. */
function pictureOf(round: number): RawPixels {
  const { width, height, data } = testCard()
  return { width, height, data: data.map((value, at) => (at === 0 ? round : value)) }
}

/** Tokens behind the first of each answer, all answers in step. */
async function decoding(engine: LoadedEngine, rows: number): Promise<Rate> {
  const handle = await engine.open(null, null)
  const found: Rate[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const questions = Array.from({ length: rows }, (_, row) => `${QUESTION} Begin with ${round * rows + row + 1}.`)
    const answers = await engine.generateAll(handle.id, questions, NEW_TOKENS, null)
    const tokens = answers.reduce((sum, answer) => sum + answer.tokens.length - 1, 0)
    if (tokens < 1) throw new LeakscopeError('engine-failed', 'The model says one token and ends')
    // Time is shared out evenly among answers in step.
    found.push(
      rateOf(
        tokens,
        answers.reduce((sum, { decodeMs }) => sum + decodeMs, 0),
      ),
    )
  }
  await engine.close(handle.id)
  return middle(found.slice(1))
}

/** Reading a prompt of as near to so many tokens as whole words come. */
async function reading(engine: LoadedEngine, wanted: number): Promise<Rate> {
  const handle = await engine.open(null, null)
  const read = async (words: number, round: number): Promise<Rate> => {
    const prompt = [`${round}`, ...Array.from({ length: words }, (_, at) => WORDS[at % WORDS.length]!)].join(' ')
    const [turn] = await engine.converse(handle.id, prompt, [], 1, null)
    if (turn?.fed == null) throw new LeakscopeError('engine-failed', 'The engine does not say how much it was fed')
    return rateOf(turn.fed, turn.prefillMs)
  }
  // What a word and the template cost in tokens, from two short prompts.
  const [few, more] = [await read(WORDS.length, 0), await read(2 * WORDS.length, 0)]
  const each = Math.max((more.tokens - few.tokens) / WORDS.length, 1 / WORDS.length)
  const words = Math.max(1, Math.round((wanted - few.tokens) / each) + WORDS.length)
  const found: Rate[] = []
  for (let round = 0; round <= ROUNDS; round++) found.push(await read(words, round))
  await engine.close(handle.id)
  return middle(found.slice(1))
}

const WORDS = 'the form has a name, an address and a number on it, and below that a line for the date'.split(' ')

const rateOf = (tokens: number, ms: number): Rate => ({ tokens, ms, perSecond: (tokens / ms) * 1000 })
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1]!
const middle = (all: readonly Rate[]): Rate => all.toSorted((a, b) => a.perSecond - b.perSecond)[all.length >> 1]!

/** The adapter that the page is given; the worker asks for the same. */
async function askAdapter(): Promise<AdapterFacts | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter == null) return null
  const { vendor, architecture, description } = adapter.info
  return {
    name: [vendor, architecture, description].filter((part) => part !== '').join(' '),
    features: [...adapter.features].toSorted(),
    limits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  }
}
