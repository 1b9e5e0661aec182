import {
  AutoModelForSequenceClassification,
  AutoTokenizer,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@huggingface/transformers'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { adaptLabels, headsOf, type LabelAdapter, scoredHeads, shortestScored } from '../../src/guards/adapter.ts'
import { windowsOf } from '../../src/guards/score.ts'
import type { Backend, LoadProgress } from '../model/types.ts'
import { releaseCallback } from '../rpc.ts'
import { ModelFiles } from '../shared/files.ts'
import { openGpu, type Gpu } from '../shared/gpu.ts'
import { explained } from '../shared/explain.ts'
import { configureRuntime, MODEL, RUNTIME } from '../shared/runtime.ts'
import { probeEgress } from '../shared/probe-egress.ts'
import type { DetectorSpec, GuardWorkerApi, LoadedDetector, WindowHeads } from './types.ts'

/** dtypes by preference, with the suffix that transformers.js gives their files. */
const DTYPES = [
  ['q8', '_quantized'],
  ['int8', '_int8'],
  ['fp32', ''],
  ['fp16', '_fp16'],
  ['q4', '_q4'],
  ['q4f16', '_q4f16'],
  ['uint8', '_uint8'],
] as const
type Dtype = (typeof DTYPES)[number][0]

/** Encoders read this much where nothing says how much; docs/protocols/mllm-protector.md#measures. */
const DEFAULT_WINDOW = 512

interface Loaded {
  readonly tokenizer: PreTrainedTokenizer
  readonly model: PreTrainedModel
  readonly adapter: LabelAdapter
  readonly window: number
  /** Fewest words of a text by head: [Note: Shorter than anything harmful]. */
  readonly shortest: Readonly<Record<string, number>>
  /** Special tokens around a text. */
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** The interior of the guard worker. */
export class GuardWorker implements GuardWorkerApi {
  #loaded: Loaded | null = null
  #gpu: Gpu | null = null
  #queue: Promise<unknown> = Promise.resolve()

  load(spec: DetectorSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedDetector> {
    return this.#exclusive(async () => {
      try {
        return await this.#load(spec, onProgress)
      } finally {
        releaseCallback(onProgress)
      }
    })
  }

  detect(text: string): Promise<WindowHeads> {
    return this.#exclusive(async () => {
      if (this.#loaded === null) throw new LeakscopeError('engine-failed', 'This worker has no detector yet')
      const { tokenizer, window, shortest, before, after } = this.#loaded
      const ids = tokenizer.encode(text, { add_special_tokens: false })
      const windows: Record<string, number>[] = []
      for (const { start, end } of windowsOf(ids.length, window - before.length - after.length)) {
        const heads = await this.#classify([...before, ...ids.slice(start, end), ...after])
        windows.push(scoredHeads(heads, text, shortest))
      }
      const fault = this.#gpu?.fault()
      if (fault) throw fault
      return windows
    })
  }

  probeEgress(url: string): Promise<'blocked' | 'reached'> {
    return probeEgress(url)
  }

  async #load(spec: DetectorSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedDetector> {
    if (this.#loaded !== null)
      throw new LeakscopeError('engine-failed', 'This worker has its detector already; start another worker')
    const files = new ModelFiles(spec.files)
    for (const path of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) files.size(path)
    const config = await files.json('config.json')
    const adapter = adaptLabels(config)
    const dtype = dtypeOf(spec, (path) => files.has(path))
    const paths = [...files.paths.filter((path) => !path.includes('/') && /\.(json|txt)$/.test(path)), fileOf(dtype)]
    this.#gpu = spec.backend === 'webgpu' ? await openGpu() : null
    if (this.#gpu !== null && !this.#gpu.float16 && dtype.endsWith('f16'))
      throw new LeakscopeError(
        'shader-f16-missing',
        `${spec.name} in ${dtype} needs shader-f16, which this device lacks`,
      )
    const totalBytes = paths.reduce((sum, path) => sum + files.size(path), 0)
    let loadedBytes = 0
    for (const path of paths) {
      if (files.peek(path) !== null) loadedBytes += files.size(path)
      await files.read(path, (count) => {
        loadedBytes += count
      })
      onProgress({ loadedBytes, totalBytes, stage: 'verify' })
    }
    onProgress({ loadedBytes: totalBytes, totalBytes, stage: 'load' })
    configureRuntime(files, spec.backend)
    const tokenizer = await AutoTokenizer.from_pretrained(MODEL)
    const model = await AutoModelForSequenceClassification.from_pretrained(MODEL, {
      device: spec.backend,
      dtype: dtype as 'fp32',
      ...(this.#gpu === null ? {} : { session_options: { executionProviders: [provider(this.#gpu)] } }),
    })
    const { before, after } = specialTokens(tokenizer)
    const window = Math.min(windowOf(config, tokenizer), DEFAULT_WINDOW)
    this.#loaded = { tokenizer, model, adapter, window, shortest: shortestScored(config), before, after }
    const fileHashes = files.hashes
    files.forget()
    onProgress({ loadedBytes: totalBytes, totalBytes, stage: 'warm-up' })
    const heads = Object.keys(
      await this.#classify([...before, ...tokenizer.encode('a', { add_special_tokens: false }), ...after]),
    )
    return {
      backend: spec.backend,
      dtype,
      fileHashes,
      heads,
      window,
      adapter: this.#gpu?.adapter ?? null,
      runtime: RUNTIME,
    }
  }

  async #classify(ids: readonly number[]): Promise<Record<string, number>> {
    const { model, adapter } = this.#loaded as Loaded
    const whole = (value: (id: number) => bigint): Tensor =>
      new Tensor('int64', BigInt64Array.from(ids, value), [1, ids.length])
    const inputs = { input_ids: whole(BigInt), attention_mask: whole(() => 1n), token_type_ids: whole(() => 0n) }
    const { logits } = (await model(inputs)) as { logits: Tensor }
    const values = Array.from(logits.data as Float32Array, Number)
    for (const tensor of [...Object.values(inputs), logits]) tensor.dispose()
    if (values.length !== adapter.labels.length || !values.every(Number.isFinite))
      throw new LeakscopeError(
        'engine-failed',
        `The detector gave ${values.length} logits, some of them no number, for ${adapter.labels.length} labels`,
      )
    return headsOf(values, adapter)
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(work).catch((error: unknown) => {
      if (error instanceof LeakscopeError) throw error
      const doing = this.#loaded === null ? 'loading the detector' : 'reading an answer'
      throw new LeakscopeError('engine-failed', explained(error, doing), { cause: error })
    })
    this.#queue = next.catch(() => undefined)
    return next
  }
}

function fileOf(dtype: Dtype): string {
  const suffix = DTYPES.find(([name]) => name === dtype)?.[1] ?? ''
  return `onnx/model${suffix}.onnx`
}

function dtypeOf({ dtype, name }: DetectorSpec, has: (path: string) => boolean): Dtype {
  const known = DTYPES.find(([id]) => id === dtype)?.[0]
  if (known !== undefined) return known
  const first = DTYPES.find(([id]) => has(fileOf(id)))?.[0]
  if (first !== undefined) return first
  throw new LeakscopeError(
    'model-incomplete',
    `${name} has no model; one of ${DTYPES.map(([id]) => fileOf(id)).join(', ')} is needed`,
  )
}

/** What the tokenizer puts around every text. */
function specialTokens(tokenizer: PreTrainedTokenizer): { before: number[]; after: number[] } {
  const plain = tokenizer.encode('a', { add_special_tokens: false })
  const whole = tokenizer.encode('a')
  const at = whole.findIndex((_, i) => plain.every((id, j) => whole[i + j] === id))
  return at < 0 ? { before: [], after: [] } : { before: whole.slice(0, at), after: whole.slice(at + plain.length) }
}

/** Positions that the model was made for, as far as its files say. */
function windowOf(config: Readonly<Record<string, unknown>>, tokenizer: PreTrainedTokenizer): number {
  const said = [config['max_position_embeddings'], (tokenizer as { model_max_length?: unknown }).model_max_length]
  const sizes = said.filter(
    (size): size is number => typeof size === 'number' && Number.isSafeInteger(size) && size > 8,
  )
  return Math.min(DEFAULT_WINDOW, ...sizes)
}

function provider(gpu: Gpu): { readonly name: 'webgpu'; readonly device: GPUDevice } {
  return { name: 'webgpu', device: gpu.device }
}

export type { Backend }
