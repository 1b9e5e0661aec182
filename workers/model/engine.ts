import {
  AutoModelForImageTextToText,
  AutoProcessor,
  RawImage,
  type ImageProcessor,
  type PreTrainedTokenizer,
  type PreTrainedModel,
  type Processor,
} from '@huggingface/transformers'
import { Tensor, type InferenceSession } from 'onnxruntime-web/webgpu'
import { availableDtypes, isFloat16 } from '../../src/domain/dtype.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { ForcedToken, GeneratedToken } from '../../src/domain/response.ts'
import type { LanguageCheck, SelfCheck } from '../../src/domain/run.ts'
import { releaseCallback } from '../rpc.ts'
import { adapterFor, imageProcessorOf, type Adapter } from './adapters.ts'
import type { Batch } from './batch.ts'
import { Decoder, disposeAll, release, type Embeddings } from './decoder.ts'
import type { KvCache } from './kv-cache.ts'
import { Detokeniser } from './detokenise.ts'
import { explained } from '../shared/explain.ts'
import { imageFeatures, type Encoder, type ImageFeatures } from './features.ts'
import type { Size } from './fit.ts'
import { modelFile, resolveDtypes, sessionsOf, type Dtypes, type SessionName } from './dtype.ts'
import { ModelFiles } from '../shared/files.ts'
import { openGpu, type Gpu } from '../shared/gpu.ts'
import { decode } from './image.ts'
import { BEFORE, foreign, judgeLanguage, SENTENCES, shuffled, TIMES, type Heard } from './language.ts'
import { LayerProbe } from './layer-probe.ts'
import { forcedToken, heard, logProbOf } from './logits.ts'
import { summarise } from './onnx.ts'
import { assertFits, assess, graphMemory } from './preflight.ts'
import {
  ANSWER,
  encoderPrefix,
  imagePrefix,
  PROBE,
  textPrefix,
  type ChatMessage,
  type ChatTokenizer,
  type Prefix,
  type Prompt,
} from './prompt.ts'
import {
  CausalPrefill,
  EncoderPrefill,
  forget,
  WholePromptPrefill,
  type Lead,
  type PrefillStrategy,
  type ReadLead,
} from './prefill.ts'
import { centre, resize } from './resize.ts'
import { configureRuntime, MODEL, RUNTIME, THREADS } from '../shared/runtime.ts'
import { templateOf, type TemplateRenderer } from './template.ts'
import { tick } from './tick.ts'
import { branch, type Branch } from './trie.ts'
import type {
  BatchTokenListener,
  ContinuationScore,
  FeatureCache,
  ForcedDecoding,
  ForcedText,
  Generation,
  HiddenStates,
  LoadedModel,
  LoadProgress,
  ModelFile,
  ModelSpec,
  ModelWorkerApi,
  PrefixHandle,
  Preflight,
  RawPixels,
  TokenListener,
  PromptTurn,
} from './types.ts'
import { unpack, UNPACKED_FILE } from './unpack.ts'
import { zlibSize } from './zlib.ts'

/** Answers decoded in step. More gain little and hold a cache each. */
const ROWS = 8
/** Prefixes kept at a time; the oldest gives way. A run asks all questions of one picture before the next. */
const MAX_PREFIXES = 3
/** Tokens of a forced text fed at a time: their rows over a large vocabulary are all in memory at once. */
const FORCED_AT_ONCE = 32
/** A lost device rejects the call first and says why a moment later. */
const FAULT_DELAY_MS = 300
const REQUIRED = ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json']
const OPTIONAL = ['generation_config.json', 'processor_config.json', 'chat_template.json']

interface Model {
  readonly spec: ModelSpec
  readonly files: ModelFiles
  /** Files of the decoder's weights, by the names that its graph knows them by. */
  readonly decoderWeights: ReadonlySet<string>
  readonly processor: Processor
  readonly tokenizer: PreTrainedTokenizer
  readonly chat: ChatTokenizer
  readonly adapter: Adapter
  readonly image: { readonly token: string; readonly id: number }
  /** What is cut out of the middle of a resized picture; null: all of it. */
  readonly crop: Size | null
  readonly vision: Encoder
  readonly decoder: Decoder
  readonly reader: PrefillStrategy
  /** Whether rows of unequal length can be decoded in step: positions are fed, or read from each row's mask. */
  readonly ragged: boolean
  readonly dtypes: Dtypes
  readonly ends: ReadonlySet<number>
  /** Positions that the decoder was made for; Infinity where it does not say. */
  readonly context: number
  readonly golden: RawPixels | Blob | null
}

interface OpenPrefix {
  readonly prefix: Prefix
  readonly read: ReadLead
  /** Tokens that precede the question. */
  readonly tokens: number
  /** The prompts asked last, prefilled, by their text: a prompt is often generated from and then scored. */
  readonly questions: Map<string, Question>
  readonly shelf: FeatureCache | null
  /** Hands the picture's features to the shelf; null once that was done, or where it has them. */
  keepFeatures: ImageFeatures['keep']
}

interface Question {
  readonly prompt: Prompt
  readonly cache: KvCache
  /** Logits of the first answer token. */
  readonly row: Float32Array
  readonly prefillMs: number
}

/** The interior of the model worker: one model, one backend, one call at a time. */
export class ModelWorker implements ModelWorkerApi {
  #model: Model | null = null
  #gpu: Gpu | null = null
  #probe: LayerProbe | null = null
  readonly #prefixes = new Map<number, OpenPrefix>()
  #lastHandle = 0
  #queue: Promise<unknown> = Promise.resolve()
  #running = false
  #aborted = false

  load(spec: ModelSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedModel> {
    return this.#exclusive(async () => {
      try {
        return await this.#load(spec, onProgress)
      } finally {
        releaseCallback(onProgress)
      }
    })
  }

  preflight(spec: ModelSpec): Promise<Preflight> {
    return this.#exclusive(async () => {
      const { files, config, dtypes } = await this.#prepare(spec)
      return this.#preflight(spec, files, config, dtypes)
    })
  }

  fingerprint(files: readonly ModelFile[]): Promise<{ hashes: Record<string, string>; runtime: string }> {
    return this.#exclusive(async () => {
      const hashes: Record<string, string> = {}
      for (const file of files) {
        // What a manifest says of a picked folder is not what lies there.
        const shipped = typeof file.from === 'string' ? file.sha256 : null
        const one = new ModelFiles([{ ...file, sha256: null }])
        if (shipped === null) await one.read(file.path)
        hashes[file.path] = shipped ?? one.hashes[file.path]!
      }
      return { hashes, runtime: RUNTIME }
    })
  }

  selfCheck(): Promise<SelfCheck | null> {
    return this.#exclusive(async () => {
      const { spec, dtypes, golden } = this.#loaded()
      const expected = spec.golden?.tokens[dtypes.decoder_model_merged]
      if (spec.golden === null || expected === undefined) return null
      const handle = await this.#open(golden, null)
      try {
        const { tokens } = await this.#generate(handle.id, spec.golden.prompt, expected.length, null)
        const at = expected.findIndex((id, i) => tokens[i]?.id !== id)
        return {
          kind: 'golden',
          passed: at < 0,
          detail:
            at < 0
              ? `All ${expected.length} golden tokens reproduced (decoder ${dtypes.decoder_model_merged}, ${spec.backend})`
              : `Golden token ${at + 1} of ${expected.length} is ${expected[at]}, the engine gave ${tokens[at]?.id ?? 'none'} (decoder ${dtypes.decoder_model_merged}, ${spec.backend})`,
        }
      } finally {
        this.#close(handle.id)
      }
    })
  }

  languageCheck(): Promise<LanguageCheck> {
    return this.#exclusive(async () => {
      const handle = await this.#open(null, null)
      try {
        return await this.#languageCheck(handle.id)
      } finally {
        this.#close(handle.id)
      }
    })
  }

  open(image: Blob | RawPixels | null, shelf: FeatureCache | null): Promise<PrefixHandle> {
    return this.#exclusive(() => this.#open(image, shelf))
  }

  generate(handle: number, turn: PromptTurn, maxNewTokens: number, onToken: TokenListener | null): Promise<Generation> {
    return this.#exclusive(async () => {
      try {
        return await this.#answered(handle, this.#generate(handle, turn, maxNewTokens, onToken))
      } finally {
        releaseCallback(onToken)
      }
    })
  }

  generateAll(
    handle: number,
    turns: readonly PromptTurn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<Generation[]> {
    return this.#exclusive(async () => {
      try {
        return await this.#answered(handle, this.#generateAll(handle, turns, maxNewTokens, onToken))
      } finally {
        releaseCallback(onToken)
      }
    })
  }

  score(
    handle: number,
    prompt: string,
    continuations: readonly string[],
  ): Promise<{ scores: ContinuationScore[]; ms: number }> {
    return this.#exclusive(async () => {
      const start = performance.now()
      const { prefix } = this.#prefix(handle)
      const question = await this.#ask(handle, prompt)
      const sequences = continuations.map((text) => prefix.continuation(question.prompt, text))
      for (const ids of sequences) this.#assertFits(question.cache.length + ids.length)
      const logProbs = Array.from({ length: sequences.length }, () => 0)
      await this.#scoreBranches(branch(sequences), question.cache, question.row, 0, logProbs)
      const scores = sequences.map((ids, i) => ({ logProb: logProbs[i]!, tokens: ids.length }))
      return { scores, ms: performance.now() - start }
    })
  }

  force(handle: number, prompt: string, ids: readonly number[]): Promise<ForcedDecoding> {
    return this.#exclusive(async () => {
      const { decoder } = this.#loaded()
      const question = await this.#ask(handle, prompt)
      this.#assertFits(question.cache.length + ids.length)
      const rows = [question.row]
      let { cache } = question
      // One by one, as they would be generated.
      for (const id of ids.slice(0, -1)) {
        await this.#breathe()
        const next = await decoder.forward(await decoder.embed([id]), cache, 1)
        if (cache !== question.cache) release(cache)
        cache = next.cache
        rows.push(next.rows.at(-1)!)
      }
      if (cache !== question.cache) release(cache)
      return {
        argmax: ids.map((_, i) => heard(rows[i]!).argmax),
        logProbs: ids.map((id, i) => logProbOf(rows[i]!, id)),
      }
    })
  }

  forceText(handle: number, prompt: string, text: string): Promise<ForcedText> {
    return this.#exclusive(async () => {
      const start = performance.now()
      const { prefix } = this.#prefix(handle)
      const question = await this.#ask(handle, prompt)
      const ids = prefix.continuation(question.prompt, text)
      this.#assertFits(question.cache.length + ids.length)
      const tokens = await this.#forced(ids, question)
      return { tokens, zlibBytes: await zlibSize(text), ms: performance.now() - start }
    })
  }

  hiddenStates(handle: number, prompt: string, position: number): Promise<HiddenStates> {
    return this.#exclusive(async () => {
      const start = performance.now()
      const { reader } = this.#loaded()
      const { prefix, read, tokens } = this.#prefix(handle)
      const { ids } = prefix.prompt(prompt)
      this.#assertFits(tokens + ids.length)
      const at = position < 0 ? ids.length + position : position - tokens
      if (!Number.isInteger(at) || at < 0 || at >= ids.length) {
        const allowed = `${tokens} to ${tokens + ids.length - 1} or ${-ids.length} to -1`
        throw new LeakscopeError(
          'bad-config',
          `Token position ${position} is not behind the picture; allowed are ${allowed}`,
        )
      }
      const input = await reader.upTo(read, ids, at)
      const probe = await this.#layerProbe()
      await this.#breathe()
      const layers = await probe.position(input.at, input.embeddings, input.past, input.positions)
      return { layers, ms: performance.now() - start }
    })
  }

  async abort(): Promise<void> {
    if (this.#running) this.#aborted = true
  }

  close(handle: number): Promise<void> {
    return this.#exclusive(async () => this.#close(handle))
  }

  dispose(): Promise<void> {
    this.#aborted = true
    return this.#exclusive(async () => {
      for (const handle of this.#prefixes.keys()) this.#close(handle)
      await this.#probe?.release()
      this.#probe = null
      this.#model = null
      this.#gpu?.device.destroy()
      this.#gpu = null
    })
  }

  async probeEgress(url: string): Promise<'blocked' | 'reached'> {
    // Whether a policy forbade it is told by what listens there: WebKit fires no `securitypolicyviolation` in workers.
    try {
      await fetch(url, { mode: 'no-cors', cache: 'no-store' })
      return 'reached'
    } catch {
      return 'blocked'
    }
  }

  async #load(spec: ModelSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedModel> {
    if (this.#model !== null)
      throw new LeakscopeError('engine-failed', 'This worker has its model already; start another worker')
    const { files, config, adapter, dtypes } = await this.#prepare(spec)
    this.#assertFloat16(spec, dtypes)
    const preflight = await this.#preflight(spec, files, config, dtypes)
    assertFits(spec.name, preflight)
    const golden = typeof spec.golden?.image === 'string' ? spec.golden.image : null
    const paths = [
      ...files.paths.filter((path) => !path.includes('/') && /\.(json|jinja|txt)$/.test(path)),
      ...sessionsOf(dtypes).map((session) => modelFile(session, dtypes[session]!)),
      ...(golden === null ? [] : [golden]),
    ]
    await this.#verify(files, paths, onProgress)
    this.#assertGraphs(files, dtypes)

    const totalBytes = paths.reduce((sum, path) => sum + files.size(path), 0)
    const reach = (stage: LoadProgress['stage']): void => onProgress({ loadedBytes: totalBytes, totalBytes, stage })
    reach('tokenizer')
    const weights = preflight.unpackedBytes > 0 ? unpackDecoder(files, dtypes) : null
    configureRuntime(files, spec.backend)
    const processor = await AutoProcessor.from_pretrained(MODEL)
    // Its regular expressions run at the first text, and may have no end: an error says that it was at the tokenizer.
    processor.tokenizer?.encode(PROBE, { add_special_tokens: false })
    reach('load')
    const model = await AutoModelForImageTextToText.from_pretrained(MODEL, {
      device: spec.backend,
      dtype: { ...dtypes } as Record<string, 'fp32'>,
      use_external_data_format: externalChunks(files, dtypes),
      session_options: {
        ...(this.#gpu === null ? {} : { executionProviders: [this.#provider()] }),
        ...(weights === null ? {} : { externalData: [{ path: UNPACKED_FILE, data: weights }] }),
      },
    })
    const { device = null, adapter: graphics = null } = this.#gpu ?? {}
    reach('template')
    this.#model = await assemble(spec, files, { processor, model, adapter, config, dtypes, golden, device, graphics })
    const fileHashes = files.hashes
    files.forget()

    reach('warm-up')
    this.#close((await this.#open(null, null)).id)
    return {
      backend: spec.backend,
      dtype: dtypes,
      fileHashes,
      files: files.all,
      adapter: this.#gpu?.adapter ?? null,
      runtime: weights === null ? RUNTIME : `${RUNTIME}, packed weights unpacked`,
      threads: THREADS,
      rows: rowsFor(dtypes),
    }
  }

  /** All that can be known before any weight is read. */
  async #prepare(spec: ModelSpec) {
    const files = new ModelFiles(spec.files)
    for (const path of REQUIRED) files.size(path)
    // The libraries that read them later would not say which one is damaged.
    for (const path of [...REQUIRED, ...OPTIONAL.filter((name) => files.has(name))]) await files.json(path)
    const config = await files.json('config.json')
    const adapter = adapterFor(await processorClassOf(files))
    this.#gpu = spec.backend === 'webgpu' ? await openGpu() : null
    const float16 = this.#gpu?.float16 ?? false
    const dtypes = resolveDtypes(
      spec.dtype,
      config['transformers.js_config'],
      spec.backend,
      files.paths,
      float16,
      config['is_encoder_decoder'] === true,
    )
    for (const session of sessionsOf(dtypes)) assertThere(files, session, dtypes[session]!)
    return { files, config, adapter, dtypes }
  }

  async #preflight(
    spec: ModelSpec,
    files: ModelFiles,
    config: Readonly<Record<string, unknown>>,
    dtypes: Dtypes,
  ): Promise<Preflight> {
    const graphs = sessionsOf(dtypes).map((session) => modelFile(session, dtypes[session]!))
    const weights = files.paths.filter((path) =>
      graphs.some((graph) => path === graph || path.startsWith(`${graph}_data`)),
    )
    const memories = await Promise.all(graphs.map(async (path) => graphMemory(path, await files.lying(path))))
    const { deviceMemory = null } = navigator as { deviceMemory?: number }
    return assess(
      {
        name: spec.name,
        dtype: dtypes,
        weightBytes: weights.reduce((sum, path) => sum + files.size(path), 0),
        memory: {
          kvBytesPerToken: Math.max(...memories.map(({ kvBytesPerToken }) => kvBytesPerToken)),
          largestWeight: Math.max(...memories.map(({ largestWeight }) => largestWeight)),
          unpackedBytes:
            memories[graphs.indexOf(modelFile('decoder_model_merged', dtypes.decoder_model_merged))]!.unpackedBytes,
        },
        context: contextOf(config),
      },
      {
        backend: spec.backend,
        gpu:
          this.#gpu === null
            ? null
            : {
                name: this.#gpu.adapter,
                float16: this.#gpu.float16,
                maxBufferSize: this.#gpu.device.limits.maxBufferSize,
                maxStorageBufferBindingSize: this.#gpu.device.limits.maxStorageBufferBindingSize,
              },
        deviceMemory,
      },
    )
  }

  async #verify(
    files: ModelFiles,
    paths: readonly string[],
    onProgress: (progress: LoadProgress) => void,
  ): Promise<void> {
    const totalBytes = paths.reduce((sum, path) => sum + files.size(path), 0)
    let loadedBytes = 0
    const report = () => onProgress({ loadedBytes, totalBytes, stage: 'verify' })
    for (const path of paths) {
      if (files.peek(path) !== null) loadedBytes += files.size(path)
      await files.read(path, (count) => {
        loadedBytes += count
      })
      report()
      if (!path.endsWith('.onnx')) continue
      // A missing file of weights would make transformers.js wait for ever.
      const folder = path.slice(0, path.lastIndexOf('/') + 1)
      for (const name of summarise(path, files.peek(path)!).externalFiles) await files.read(folder + name)
    }
  }

  /** Names first, so that nothing is fetched for a device that cannot run it. */
  #assertFloat16(spec: ModelSpec, dtypes: Dtypes): void {
    if (this.#gpu === null || this.#gpu.float16) return
    const session = sessionsOf(dtypes).find((name) => isFloat16(dtypes[name]!))
    if (session !== undefined) throw float16Missing(`${spec.name}: ${session} in ${dtypes[session]}`, this.#gpu.adapter)
  }

  #assertGraphs(files: ModelFiles, dtypes: Dtypes): void {
    if (this.#gpu === null || this.#gpu.float16) return
    for (const session of sessionsOf(dtypes)) {
      const path = modelFile(session, dtypes[session]!)
      if (summarise(path, files.peek(path)!).float16) throw float16Missing(path, this.#gpu.adapter)
    }
  }

  async #open(image: Blob | RawPixels | null, shelf: FeatureCache | null): Promise<PrefixHandle> {
    try {
      return await this.#openOn(image, shelf)
    } catch (error) {
      releaseCallback(shelf)
      throw error
    }
  }

  async #openOn(image: Blob | RawPixels | null, shelf: FeatureCache | null): Promise<PrefixHandle> {
    const model = this.#loaded()
    const start = performance.now()
    const { prefix, lead, features } =
      image === null ? await textOnly(model) : await encodeImage(model, await decode(image), shelf)
    const encoded = performance.now()
    const tokens = lead?.embeddings.dims[1] ?? 0
    this.#assertFits(tokens)
    const read = await model.reader.open(lead)
    const prefilled = performance.now()

    const oldest = this.#prefixes.keys().next()
    if (this.#prefixes.size >= MAX_PREFIXES && !oldest.done) this.#close(oldest.value)
    const id = ++this.#lastHandle
    this.#prefixes.set(id, { prefix, read, tokens, questions: new Map(), shelf, keepFeatures: features?.keep ?? null })
    const recalled = features?.recalled ?? false
    return { id, tokens, encodeMs: encoded - start, prefillMs: prefilled - encoded, recalled }
  }

  #close(handle: number): void {
    const open = this.#prefixes.get(handle)
    if (open === undefined) return
    forgetAll(open)
    release(open.read.cache)
    releaseCallback(open.shelf)
    this.#prefixes.delete(handle)
  }

  /** The picture's features are handed over behind the first answer, which nobody is to wait for. */
  async #answered<T>(handle: number, answer: Promise<T>): Promise<T> {
    const result = await answer
    const open = this.#prefix(handle)
    void open.keepFeatures?.().catch(() => undefined)
    open.keepFeatures = null
    return result
  }

  /** Prefills a prompt on its prefix's cache; asking the same again costs nothing. */
  async #ask(handle: number, turn: PromptTurn): Promise<Question> {
    const open = this.#prefix(handle)
    const known = open.questions.get(keyOf(turn))
    if (known !== undefined) return known
    forgetAll(open)
    return this.#read(open, turn)
  }

  async #read(open: OpenPrefix, turn: PromptTurn): Promise<Question> {
    const { reader, decoder, tokenizer } = this.#loaded()
    const start = performance.now()
    const { prompt: text, begun } = typeof turn === 'string' ? { prompt: turn, begun: '' } : turn
    let prompt = open.prefix.prompt(text)
    const beginning = begun === '' ? [] : open.prefix.continuation(prompt, begun)
    this.#assertFits(open.tokens + prompt.ids.length + beginning.length)
    await this.#breathe()
    let { rows, cache } = await reader.ask(open.read, prompt.ids)
    if (beginning.length > 0) {
      const before = cache
      ;({ rows, cache } = await decoder.forward(await decoder.embed(beginning), before, 1))
      release(before)
      // Decoded, since some templates put a space before an answer.
      const fed = tokenizer.decode(beginning, { skip_special_tokens: false })
      prompt = { rendered: prompt.rendered + fed, ids: [...prompt.ids, ...beginning] }
    }
    const question = { prompt, cache, row: rows.at(-1)!.slice(), prefillMs: performance.now() - start }
    open.questions.set(keyOf(turn), question)
    return question
  }

  /** Prompts are read one by one, then answered in step: a pass over the weights serves all rows. */
  async #generateAll(
    handle: number,
    turns: readonly PromptTurn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<Generation[]> {
    assertCount(maxNewTokens)
    const { ragged } = this.#loaded()
    const open = this.#prefix(handle)
    forgetAll(open)
    const questions: Question[] = []
    for (const turn of turns) questions.push(open.questions.get(keyOf(turn)) ?? (await this.#read(open, turn)))
    const answers = Array.from<Generation>({ length: turns.length })
    // A graph that takes positions from the number of cached tokens has one for all rows.
    const lengths = ragged ? [null] : [...new Set(questions.map(({ cache }) => cache.length))]
    for (const length of lengths) {
      const members = questions.flatMap(({ cache }, row) => (length === null || cache.length === length ? [row] : []))
      const onRow: BatchTokenListener = (row, token) => onToken?.(members[row]!, token)
      const found = await this.#inStep(
        members.map((row) => questions[row]!),
        maxNewTokens,
        onRow,
      )
      found.forEach((answer, row) => {
        answers[members[row]!] = answer
      })
    }
    return answers
  }

  async #inStep(
    questions: readonly Question[],
    maxNewTokens: number,
    onToken: BatchTokenListener,
  ): Promise<Generation[]> {
    const { decoder, tokenizer, ends, context } = this.#loaded()
    let batch: Batch | null = null
    let delivered: Promise<unknown> = Promise.resolve()
    try {
      const start = performance.now()
      const answers = questions.map(({ cache }) => ({
        tokens: [] as GeneratedToken[],
        detokeniser: new Detokeniser((ids) => tokenizer.decode(ids, { skip_special_tokens: true })),
        limit: Math.min(maxNewTokens, context - cache.length),
        finish: 'length' as Generation['finish'],
        done: false,
      }))
      let rows = questions.map(({ row }) => row)
      for (;;) {
        await this.#breathe()
        answers.forEach((answer, row) => {
          if (answer.done) return
          const { argmax: id, logSumExp, entropy } = heard(rows[row]!)
          answer.done = ends.has(id) || answer.tokens.length + 1 >= answer.limit
          if (ends.has(id)) answer.finish = 'eos'
          const text = answer.detokeniser.push(id, answer.done)
          const token = { id, text, logProb: rows[row]![id]! - logSumExp, entropy }
          answer.tokens.push(token)
          delivered = Promise.resolve(onToken(row, token)).catch(() => undefined)
        })
        if (answers.every(({ done }) => done)) break
        const past: Batch = batch ?? decoder.join(questions.map(({ cache }) => cache))
        batch = past
        // A row that has ended is fed its last token again and not read: all rows go in step.
        const next = await decoder.step(
          answers.map(({ tokens }) => tokens.at(-1)!.id),
          past,
        )
        release(past)
        batch = next.batch
        rows = next.rows
      }
      const decodeMs = (performance.now() - start) / questions.length
      await delivered
      return answers.map(({ tokens, detokeniser, finish }, row) => ({
        renderedPrompt: questions[row]!.prompt.rendered,
        text: detokeniser.text,
        tokens,
        finish,
        prefillMs: questions[row]!.prefillMs,
        decodeMs,
      }))
    } finally {
      if (batch !== null) {
        release(batch)
        disposeAll(batch.memory)
      }
    }
  }

  async #generate(
    handle: number,
    turn: PromptTurn,
    maxNewTokens: number,
    onToken: TokenListener | null,
  ): Promise<Generation> {
    assertCount(maxNewTokens)
    const { decoder, tokenizer, ends, context } = this.#loaded()
    const question = await this.#ask(handle, turn)
    const limit = Math.min(maxNewTokens, context - question.cache.length)
    const start = performance.now()
    const detokeniser = new Detokeniser((ids) => tokenizer.decode(ids, { skip_special_tokens: true }))
    const tokens: GeneratedToken[] = []
    let finish: Generation['finish'] = 'length'
    let delivered: Promise<unknown> = Promise.resolve()
    let { cache, row } = question
    try {
      for (;;) {
        await this.#breathe()
        const { argmax: id, logSumExp, entropy } = heard(row)
        const last = ends.has(id) || tokens.length + 1 >= limit
        const token = { id, text: detokeniser.push(id, last), logProb: row[id]! - logSumExp, entropy }
        tokens.push(token)
        // On the far side of a port of its own: the result must not overtake the last token. What a listener throws is its own affair.
        delivered = Promise.resolve(onToken?.(token)).catch(() => undefined)
        if (ends.has(id)) finish = 'eos'
        if (last) break
        const next = await decoder.forward(await decoder.embed([id]), cache, 1)
        if (cache !== question.cache) release(cache)
        cache = next.cache
        row = next.rows.at(-1)!
      }
    } finally {
      if (cache !== question.cache) release(cache)
    }
    const decodeMs = performance.now() - start
    await delivered
    return {
      renderedPrompt: question.prompt.rendered,
      text: detokeniser.text,
      tokens,
      finish,
      prefillMs: question.prefillMs,
      decodeMs,
    }
  }

  /**
   * Adds up log-probabilities along each branch, which is run once for all continuations that share it.
   * @param row Logits of the branches' first tokens.
   */
  async #scoreBranches(
    branches: readonly Branch[],
    cache: KvCache,
    row: Float32Array,
    before: number,
    sums: number[],
  ): Promise<void> {
    const { decoder } = this.#loaded()
    const { logSumExp } = heard(row)
    for (const { tokens, ends, branches: next } of branches) {
      await this.#breathe()
      let sum = before + row[tokens[0]!]! - logSumExp
      // The last token of a continuation is predicted, never fed.
      const fed = next.length > 0 ? tokens : tokens.slice(0, -1)
      if (fed.length > 0) {
        const forward = await decoder.forward(await decoder.embed(fed), cache, fed.length)
        try {
          tokens.slice(1).forEach((id, i) => {
            sum += logProbOf(forward.rows[i]!, id)
          })
          if (next.length > 0) await this.#scoreBranches(next, forward.cache, forward.rows.at(-1)!, sum, sums)
        } finally {
          release(forward.cache)
        }
      }
      for (const index of ends) sums[index] = sum
    }
  }

  async #languageCheck(handle: number): Promise<LanguageCheck> {
    const { tokenizer, ends, chat } = this.#loaded()
    const { prefix } = this.#prefix(handle)
    const question = await this.#ask(handle, BEFORE)
    const seen = new Set<string>()
    let [places, likeliestEnd] = [0, -Infinity]
    const logProbs = async (ids: readonly number[]): Promise<number[]> => {
      const found: number[] = []
      await this.#along(ids, question, (row, id) => {
        const { argmax, logSumExp, entropy } = heard(row)
        seen.add(`${argmax} ${logSumExp} ${entropy}`)
        places += 1
        for (const end of ends) likeliestEnd = Math.max(likeliestEnd, (row[end] ?? -Infinity) - logSumExp)
        found.push(row[id]! - logSumExp)
      })
      return found
    }
    const sentences: Heard[] = []
    const roundTrips: { text: string; back: string }[] = []
    for (const text of SENTENCES) {
      const ids = prefix.continuation(question.prompt, text)
      roundTrips.push({ text, back: tokenizer.decode(ids, { skip_special_tokens: true }) })
      const straight = await logProbs(ids)
      const [inOtherOrder, ofOtherIds]: [number[], number[]] = [[], []]
      for (let time = 0; time < TIMES; time++) {
        inOtherOrder.push(...(await logProbs(shuffled(ids, time))))
        ofOtherIds.push(...(await logProbs(foreign(ids, question.row.length, chat.specialIds, time))))
      }
      sentences.push({ straight, shuffled: inOtherOrder, foreign: ofOtherIds })
    }
    // The first rows of the sentences are one and the same.
    if (seen.size === 1 && places > 2 * SENTENCES.length) {
      throw new LeakscopeError(
        'engine-failed',
        'What the model says does not depend on what it reads: its scores are the same after every token; its weights are damaged',
      )
    }
    return judgeLanguage({
      vocabulary: question.row.length,
      heard: sentences,
      roundTrips,
      ends,
      likeliestEnd: places === 0 ? null : likeliestEnd,
      closing: closingToken(chat, tokenizer),
    })
  }

  async #forced(ids: readonly number[], question: Question): Promise<ForcedToken[]> {
    const tokens: ForcedToken[] = []
    await this.#along(ids, question, (row, id) => void tokens.push(forcedToken(row, id)))
    return tokens
  }

  /**
   * Feeds tokens in pieces; `visit` gets each with the row that predicts it. The row behind a piece predicts
   * the first token of the next.
   */
  async #along(
    ids: readonly number[],
    question: Question,
    visit: (row: Float32Array, id: number) => void,
  ): Promise<void> {
    const { decoder } = this.#loaded()
    visit(question.row, ids[0]!)
    let { cache } = question
    try {
      // The last token is predicted, never fed.
      for (let from = 0; from + 1 < ids.length; from += FORCED_AT_ONCE) {
        await this.#breathe()
        const fed = ids.slice(from, Math.min(from + FORCED_AT_ONCE, ids.length - 1))
        const next = await decoder.forward(await decoder.embed(fed), cache, fed.length)
        if (cache !== question.cache) release(cache)
        cache = next.cache
        next.rows.forEach((row, i) => visit(row, ids[from + i + 1]!))
      }
    } finally {
      if (cache !== question.cache) release(cache)
    }
  }

  async #layerProbe(): Promise<LayerProbe> {
    if (this.#probe !== null) return this.#probe
    const { files, dtypes, decoderWeights } = this.#loaded()
    const path = modelFile('decoder_model_merged', dtypes.decoder_model_merged)
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const weights = Object.fromEntries([...decoderWeights].map((name) => [name, files.blob(folder + name)]))
    this.#probe = await LayerProbe.open({ path, graph: files.blob(path), weights }, this.#provider())
    return this.#probe
  }

  #provider(): InferenceSession.ExecutionProviderConfig {
    return this.#gpu === null ? 'wasm' : webgpuProvider(this.#gpu)
  }

  #loaded(): Model {
    if (this.#model === null) throw new LeakscopeError('engine-failed', 'No model is loaded in this worker')
    return this.#model
  }

  #prefix(handle: number): OpenPrefix {
    const open = this.#prefixes.get(handle)
    if (open === undefined)
      throw new LeakscopeError('not-found', `Prefix ${handle} is not open; at most ${MAX_PREFIXES} are kept`)
    return open
  }

  #assertFits(length: number): void {
    const { context } = this.#loaded()
    if (length < context) return
    throw new LeakscopeError('engine-failed', `The prompt has ${length} tokens; this model takes fewer than ${context}`)
  }

  async #breathe(): Promise<void> {
    await tick()
    if (this.#aborted) throw new LeakscopeError('aborted', 'The call was aborted')
  }

  /** One call at a time; every error leaves with a code, and none that the device already reported leaves as a result. */
  #exclusive<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      this.#running = true
      this.#aborted = false
      try {
        const value = await (this.#gpu === null ? call() : Promise.race([call(), this.#gpu.failed]))
        const fault = this.#gpu?.fault() ?? null
        if (fault !== null) throw fault
        return value
      } catch (error) {
        throw await this.#explain(error)
      } finally {
        this.#running = false
      }
    })
    this.#queue = result.catch(() => undefined)
    return result
  }

  async #explain(error: unknown): Promise<LeakscopeError> {
    if (error instanceof LeakscopeError) return error
    if (this.#gpu !== null) {
      await Promise.race([
        this.#gpu.failed.catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, FAULT_DELAY_MS)),
      ])
      const fault = this.#gpu.fault()
      if (fault !== null) return fault
    }
    return new LeakscopeError(
      'engine-failed',
      explained(error, this.#model === null ? 'loading the model' : 'answering'),
      {
        cause: error,
      },
    )
  }
}

/**
 * Decoders in 8 bits quantise what they compute by the largest value of the whole batch
 * (`DynamicQuantizeLinear`): a row's answer would depend on the others, so they are asked one by one.
 */
function rowsFor({ decoder_model_merged: decoder }: Dtypes): number {
  return ['q8', 'int8', 'uint8'].includes(decoder) ? 1 : ROWS
}

/** @throws LeakscopeError `model-incomplete` naming the file, and the dtypes that the session is there in. */
function assertThere(files: ModelFiles, session: SessionName, dtype: string): void {
  const path = modelFile(session, dtype)
  if (files.has(path)) return
  const others = availableDtypes(files.paths)[session] ?? []
  throw new LeakscopeError(
    'model-incomplete',
    others.length === 0
      ? `The model lacks ${modelFile(session, 'fp32')}, and has it in no other dtype`
      : `The model lacks ${path}; it is there in ${others.join(', ')}`,
  )
}

function forgetAll({ questions }: OpenPrefix): void {
  for (const { cache } of questions.values()) forget(cache)
  questions.clear()
}

const keyOf = (turn: PromptTurn): string => (typeof turn === 'string' ? turn : JSON.stringify(turn))

function assertCount(maxNewTokens: number): void {
  if (maxNewTokens >= 1) return
  throw new LeakscopeError('bad-config', `maxNewTokens is ${maxNewTokens}; at least 1 is needed`)
}

function float16Missing(what: string, adapter: string): LeakscopeError {
  return new LeakscopeError(
    'shader-f16-missing',
    `${what} needs 16-bit floats, which this graphics adapter (${adapter}) lacks; choose another dtype (q4, fp32) or WASM`,
  )
}

/** Not in ORT's types: a device of our own. */
function webgpuProvider({ device }: Gpu): InferenceSession.ExecutionProviderConfig {
  return { name: 'webgpu', device }
}

async function processorClassOf(files: ModelFiles): Promise<string> {
  for (const path of ['processor_config.json', 'preprocessor_config.json']) {
    if (!files.has(path)) continue
    const { processor_class: name } = await files.json(path)
    if (typeof name === 'string') return name
  }
  return 'none'
}

/** @returns what the decoder wants as `UNPACKED_FILE`; null where its weights stay packed. */
function unpackDecoder(files: ModelFiles, dtypes: Dtypes): Uint8Array | null {
  const path = modelFile('decoder_model_merged', dtypes.decoder_model_merged)
  // The library gives a session its own external files or ours.
  if (externalChunks(files, dtypes)[path.slice(path.lastIndexOf('/') + 1)] !== 0) return null
  const unpacked = unpack(files.peek(path)!)
  if (unpacked === null) return null
  files.giveInstead(path, unpacked.graph)
  return unpacked.weights
}

/** How many files of weights each graph has, as transformers.js wants to be told. */
function externalChunks(files: ModelFiles, dtypes: Dtypes): Record<string, number> {
  return Object.fromEntries(
    sessionsOf(dtypes).map((session) => {
      const path = modelFile(session, dtypes[session]!)
      return [path.slice(path.lastIndexOf('/') + 1), summarise(path, files.peek(path)!).externalFiles.size]
    }),
  )
}

async function assemble(
  spec: ModelSpec,
  files: ModelFiles,
  parts: {
    readonly processor: Processor
    readonly model: PreTrainedModel
    readonly adapter: Adapter
    readonly config: Record<string, unknown>
    readonly dtypes: Dtypes
    readonly golden: string | null
    readonly device: GPUDevice | null
    /** Name of the graphics adapter. */
    readonly graphics: string | null
  },
): Promise<Model> {
  const { processor, model, adapter, config, dtypes, device } = parts
  const { tokenizer } = processor
  if (tokenizer === undefined) throw new LeakscopeError('engine-failed', 'The model has no tokenizer')
  // Pictures come already resized and cropped, as the reference does it and the browser does not (it crops between pixels).
  const imageProcessor = imageProcessorOf(processor)
  const crop = cropOf(imageProcessor)
  imageProcessor.do_resize = false
  imageProcessor.do_center_crop = false
  const chat = await chatTokenizer(processor, tokenizer, files, adapter)
  const token = adapter.imageToken(processor)
  const [id = -1] = tokenizer.encode(token, { add_special_tokens: false })
  const sessions = model.sessions as Record<string, InferenceSession | undefined>
  const { vision_encoder: vision, embed_tokens: embedder, decoder_model_merged: text, model: encoder } = sessions
  if (vision === undefined || embedder === undefined || text === undefined) {
    throw new LeakscopeError(
      'engine-failed',
      `Models with the sessions ${Object.keys(sessions).join(', ')} are not supported`,
    )
  }
  const configs = [model.generation_config, config, config['text_config']]
  const oneByOne = adapter.reading !== 'causal'
  const decoder = new Decoder({ embedder, decoder: text }, { oneByOne, firstPosition: adapter.firstPosition, device })
  const goldenBytes = parts.golden === null ? null : files.peek(parts.golden)
  const decoderPath = modelFile('decoder_model_merged', dtypes.decoder_model_merged)
  const summary = summarise(decoderPath, files.peek(decoderPath)!)
  return {
    spec,
    files,
    decoderWeights: summary.externalFiles,
    ragged: text.inputNames.includes('position_ids') || summary.operators.has('GroupQueryAttention'),
    processor,
    tokenizer,
    chat,
    adapter,
    image: { token, id },
    crop,
    vision: { session: vision, identity: encoderIdentity(spec, files, dtypes, parts.graphics) },
    decoder,
    reader: readerOf(adapter, decoder, encoder, configs),
    dtypes,
    ends: endIds(configs),
    context: contextOf(config) ?? Infinity,
    golden: goldenBytes === null ? ((spec.golden?.image ?? null) as RawPixels | null) : new Blob([goldenBytes]),
  }
}

/** Positions that the decoder was made for; null where the configuration does not say. */
function contextOf(config: Readonly<Record<string, unknown>>): number | null {
  const text = (config['text_config'] ?? config) as Readonly<Record<string, unknown>>
  const positions = text['max_position_embeddings']
  return typeof positions === 'number' ? positions : null
}

/** The value of the first that has one: generation_config.json, config.json, its text_config. */
function firstOf(configs: readonly unknown[], name: string): unknown {
  for (const config of configs) {
    const value = (config as Record<string, unknown> | null | undefined)?.[name] ?? null
    if (value !== null && !(Array.isArray(value) && value.length === 0)) return value
  }
  return null
}

function endIds(configs: readonly unknown[]): ReadonlySet<number> {
  const ids = firstOf(configs, 'eos_token_id')
  return new Set(typeof ids === 'number' ? [ids] : Array.isArray(ids) ? (ids as number[]) : [])
}

/**
 * Everything about the encoder but its input that its output may depend on, to the last bit: a browser
 * compiles WebAssembly and shaders.
 */
function encoderIdentity({ backend }: ModelSpec, files: ModelFiles, dtypes: Dtypes, graphics: string | null): string {
  const path = modelFile('vision_encoder', dtypes.vision_encoder)
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const external = [...summarise(path, files.peek(path)!).externalFiles].map((name) => folder + name)
  const hashes = [path, ...external.toSorted()].map((file) => files.hashes[file])
  return JSON.stringify([hashes, backend, graphics, RUNTIME, THREADS, navigator.userAgent])
}

function readerOf(
  { reading }: Adapter,
  decoder: Decoder,
  encoder: InferenceSession | undefined,
  configs: readonly unknown[],
): PrefillStrategy {
  if (reading === 'causal') return new CausalPrefill(decoder)
  if (reading === 'whole') return new WholePromptPrefill(decoder)
  if (encoder === undefined) throw new LeakscopeError('engine-failed', 'The model has no encoder_model')
  const start = firstOf(configs, 'decoder_start_token_id')
  if (typeof start !== 'number')
    throw new LeakscopeError('engine-failed', 'generation_config.json: decoder_start_token_id is needed')
  const forced = firstOf(configs, 'forced_bos_token_id')
  return new EncoderPrefill(decoder, encoder, typeof forced === 'number' ? [start, forced] : [start])
}

function cropOf(imageProcessor: ImageProcessor): Size | null {
  const { do_center_crop: crops, crop_size: size } = imageProcessor as {
    do_center_crop?: boolean
    crop_size?: number | Size
  }
  if (crops !== true || size === undefined) return null
  return typeof size === 'number' ? { width: size, height: size } : size
}

async function chatTokenizer(
  processor: Processor,
  tokenizer: PreTrainedTokenizer,
  files: ModelFiles,
  { render: ownRender, imageToken }: Adapter,
): Promise<ChatTokenizer> {
  const shared = {
    encode: (text: string, options: { readonly add_special_tokens: boolean }) => tokenizer.encode(text, options),
    specialIds: new Set(tokenizer.all_special_ids),
  }
  if (ownRender !== null) {
    const text = ({ content }: ChatMessage) => content.map((part) => (part.type === 'text' ? part.text : '')).join('')
    const render = ([user, ...answers]: readonly ChatMessage[]) =>
      ownRender(
        processor,
        text(user!),
        user!.content.some(({ type }) => type === 'image'),
      ) + answers.map(text).join('')
    return { ...shared, render }
  }
  const template = (tokenizer.chat_template ?? null) === null ? await templateFile(files) : undefined
  const rendered: TemplateRenderer = (messages, open) =>
    processor.apply_chat_template(messages as never, {
      tokenize: false,
      add_generation_prompt: open,
      ...(template === undefined ? {} : { chat_template: template }),
    }) as string
  return { ...shared, render: templateOf(rendered, imageToken(processor)) }
}

/** The first special token that a chat template puts behind an answer; null where there is none. */
function closingToken(chat: ChatTokenizer, tokenizer: PreTrainedTokenizer): { id: number; text: string } | null {
  const whole = chat.render(
    [
      { role: 'user', content: [{ type: 'text', text: PROBE }] },
      { role: 'assistant', content: [{ type: 'text', text: ANSWER }] },
    ],
    false,
  )
  const behind = whole.slice(whole.lastIndexOf(ANSWER) + ANSWER.length)
  const id = chat.encode(behind, { add_special_tokens: false }).find((token) => chat.specialIds.has(token))
  return behind === '' || id === undefined || !whole.includes(ANSWER)
    ? null
    : { id, text: tokenizer.decode([id], { skip_special_tokens: false }) }
}

/** transformers.js reads only the template in tokenizer_config.json. */
async function templateFile(files: ModelFiles): Promise<string> {
  if (files.has('chat_template.jinja')) return new TextDecoder().decode(await files.read('chat_template.jinja'))
  if (files.has('chat_template.json')) {
    const { chat_template: template } = await files.json('chat_template.json')
    if (typeof template === 'string') return template
  }
  throw new LeakscopeError(
    'model-incomplete',
    'The model has no chat template (tokenizer_config.json, chat_template.jinja)',
  )
}

interface EncodedPrefix {
  readonly prefix: Prefix
  /** Null without a picture. */
  readonly features: ImageFeatures | null
  /** Null when nothing precedes the user's text. */
  readonly lead: Lead | null
}

async function textOnly({ chat, decoder, adapter }: Model): Promise<EncodedPrefix> {
  if (adapter.reading === 'encoder') return { prefix: encoderPrefix(chat, false), lead: null, features: null }
  const prefix = textPrefix(chat)
  return {
    prefix,
    features: null,
    lead: prefix.ids.length === 0 ? null : { embeddings: await decoder.embed(prefix.ids), positions: null },
  }
}

async function encodeImage(model: Model, pixels: RawPixels, shelf: FeatureCache | null): Promise<EncodedPrefix> {
  const { processor, chat, adapter, image, decoder } = model
  const raw = (from: RawPixels) => new RawImage(new Uint8ClampedArray(from.data), from.width, from.height, 3)
  const { resample } = imageProcessorOf(processor) as { resample?: number }
  const sized = adapter
    .sizes(processor, raw(pixels))
    .reduce<RawPixels>((from, { width, height }) => resize(from, width, height, resample ?? 2), pixels)
  const fitted = model.crop === null ? sized : centre(sized, model.crop)
  const user: ChatMessage = { role: 'user', content: [{ type: 'image' }, { type: 'text', text: PROBE }] }
  const inputs = await adapter.call(processor, chat.render([user], true), raw(fitted), ({ width, height }) =>
    raw(resize(fitted, width, height, resample ?? 2)),
  )
  if (inputs['input_ids'] === undefined) throw new LeakscopeError('engine-failed', 'The processor gave no token ids')
  const features = await imageFeatures(model.vision, inputs, shelf)
  if (adapter.reading === 'encoder') {
    // They are as wide as the tokens that they are read with.
    const hidden = (await decoder.embed([0])).dims.at(-1)!
    const embeddings = new Tensor('float32', features.values, [1, features.values.length / hidden, hidden])
    return { prefix: encoderPrefix(chat, true), lead: { embeddings, positions: null }, features }
  }
  const prefix = imagePrefix(chat, image, Array.from(inputs['input_ids'].data as BigInt64Array, Number))
  const embeddings = placed(features.values, await decoder.embed(prefix.ids), prefix.ids, image.id)
  const positions = adapter.positions?.(prefix.ids, image.id, inputs, processor) ?? null
  return { prefix, lead: { embeddings, positions }, features }
}

/** Puts each feature in the place of its image token. */
function placed(values: Float32Array, embeddings: Embeddings, ids: readonly number[], imageId: number): Embeddings {
  const hidden = embeddings.dims.at(-1)!
  const places = ids.flatMap((id, at) => (id === imageId ? [at] : []))
  if (values.length !== places.length * hidden) {
    throw new LeakscopeError(
      'engine-failed',
      `The picture has ${values.length / hidden} features for ${places.length} image tokens`,
    )
  }
  if (embeddings.type !== 'float32')
    throw new LeakscopeError(
      'engine-failed',
      `Embeddings in ${embeddings.type} are not supported; choose another dtype for embed_tokens`,
    )
  const merged = Float32Array.from(embeddings.data as Float32Array)
  places.forEach((at, i) => merged.set(values.subarray(i * hidden, (i + 1) * hidden), at * hidden))
  return new Tensor('float32', merged, embeddings.dims)
}
