import { LeakscopeError } from '../../src/domain/errors.ts'
import type { LanguageCheck, SelfCheck } from '../../src/domain/run.ts'
import { releaseCallback } from '../rpc.ts'
import type { Gpu } from '../shared/gpu.ts'
import { probeEgress } from '../shared/probe-egress.ts'
import { Calls } from './calls.ts'
import { goldenCheck, languageCheck } from './checks.ts'
import { fingerprint } from './fingerprint.ts'
import { converse, generate, generateAll } from './generate.ts'
import { hiddenStates, openLayerProbe } from './hidden.ts'
import { inspectModel } from './inspect.ts'
import type { LayerProbe } from './layer-probe.ts'
import { force, forceText, score } from './likelihood.ts'
import { loadModel } from './load.ts'
import { Prefixes, type Loaded } from './prefixes.ts'
import { preflight, prepare, type Prepared } from './prepare.ts'
import type {
  BatchTokenListener,
  CapabilityCard,
  ContinuationScore,
  ConversationTurn,
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
  PromptTurn,
  RawPixels,
  Setting,
  TokenListener,
} from './types.ts'

/** The interior of the model worker: its verbs, each on the one model and the one backend, one call at a time. */
export class ModelWorker implements ModelWorkerApi {
  #loaded: Loaded | null = null
  #gpu: Gpu | null = null
  #probe: LayerProbe | null = null
  readonly #calls = new Calls(() => ({
    gpu: this.#gpu,
    doing: this.#loaded === null ? 'loading the model' : 'answering',
  }))

  load(spec: ModelSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedModel> {
    return this.#calls.exclusive(async () => {
      try {
        return await this.#load(spec, onProgress)
      } finally {
        releaseCallback(onProgress)
      }
    })
  }

  preflight(spec: ModelSpec): Promise<Preflight> {
    return this.#calls.exclusive(async () => preflight(await this.#prepare(spec)))
  }

  inspect(files: readonly ModelFile[]): Promise<CapabilityCard> {
    return this.#calls.exclusive(() => inspectModel(files))
  }

  fingerprint(files: readonly ModelFile[]): Promise<{ hashes: Record<string, string>; runtime: string }> {
    return this.#calls.exclusive(() => fingerprint(files))
  }

  selfCheck(): Promise<SelfCheck | null> {
    return this.#answer(goldenCheck)
  }

  languageCheck(): Promise<LanguageCheck> {
    return this.#answer(languageCheck)
  }

  open(image: Blob | RawPixels | null, features: FeatureCache | null, setting: Setting | null): Promise<PrefixHandle> {
    return this.#calls.exclusive(async () => {
      try {
        return await this.#ready().prefixes.open(image, features, setting)
      } catch (error) {
        releaseCallback(features)
        throw error
      }
    })
  }

  generate(handle: number, turn: PromptTurn, maxNewTokens: number, onToken: TokenListener | null): Promise<Generation> {
    return this.#answer(async (loaded) => {
      const answer = await generate(loaded, handle, turn, maxNewTokens, onToken)
      loaded.prefixes.keepFeatures(handle)
      return answer
    }, onToken)
  }

  generateAll(
    handle: number,
    turns: readonly PromptTurn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<Generation[]> {
    return this.#answer(async (loaded) => {
      const answers = await generateAll(loaded, handle, turns, maxNewTokens, onToken)
      loaded.prefixes.keepFeatures(handle)
      return answers
    }, onToken)
  }

  converse(
    handle: number,
    turn: PromptTurn,
    followUps: readonly string[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<ConversationTurn[]> {
    return this.#answer(async (loaded) => {
      const turns = await converse(loaded, handle, turn, followUps, maxNewTokens, onToken)
      loaded.prefixes.keepFeatures(handle)
      return turns
    }, onToken)
  }

  score(
    handle: number,
    prompt: string,
    continuations: readonly string[],
  ): Promise<{ scores: ContinuationScore[]; ms: number }> {
    return this.#answer((loaded) => score(loaded, handle, prompt, continuations))
  }

  force(handle: number, prompt: string, ids: readonly number[]): Promise<ForcedDecoding> {
    return this.#answer((loaded) => force(loaded, handle, prompt, ids))
  }

  forceText(handle: number, prompt: string, text: string): Promise<ForcedText> {
    return this.#answer((loaded) => forceText(loaded, handle, prompt, text))
  }

  hiddenStates(handle: number, prompt: string, position: number): Promise<HiddenStates> {
    return this.#answer((loaded) => {
      const probe = async () => (this.#probe ??= await openLayerProbe(loaded.model))
      return hiddenStates(loaded, probe, handle, prompt, position)
    })
  }

  async abort(): Promise<void> {
    this.#calls.abort()
  }

  close(handle: number): Promise<void> {
    return this.#calls.exclusive(async () => this.#loaded?.prefixes.close(handle))
  }

  dispose(): Promise<void> {
    this.#calls.abort()
    return this.#calls.exclusive(async () => {
      this.#loaded?.prefixes.closeAll()
      await this.#probe?.release()
      this.#probe = null
      this.#loaded = null
      this.#gpu?.device.destroy()
      this.#gpu = null
    })
  }

  probeEgress(url: string): Promise<'blocked' | 'reached'> {
    return probeEgress(url)
  }

  async #load(spec: ModelSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedModel> {
    if (this.#loaded !== null)
      throw new LeakscopeError('engine-failed', 'This worker has its model already; start another worker')
    const { model, loaded, totalBytes } = await loadModel(await this.#prepare(spec), onProgress)
    const { checkpoint } = this.#calls
    const prefixes = new Prefixes(model, checkpoint)
    this.#loaded = { model, prefixes, checkpoint }
    onProgress({ loadedBytes: totalBytes, totalBytes, stage: 'warm-up' })
    prefixes.close((await prefixes.open(null, null)).id)
    return loaded
  }

  async #prepare(spec: ModelSpec): Promise<Prepared> {
    const prepared = await prepare(spec)
    this.#gpu = prepared.gpu
    return prepared
  }

  /** Asks the loaded model. @param listener A callback of the page, released when the call has settled. */
  #answer<T>(verb: (loaded: Loaded) => Promise<T>, listener: unknown = null): Promise<T> {
    return this.#calls.exclusive(async () => {
      try {
        return await verb(this.#ready())
      } finally {
        releaseCallback(listener)
      }
    })
  }

  #ready(): Loaded {
    if (this.#loaded === null) throw new LeakscopeError('engine-failed', 'No model is loaded in this worker')
    return this.#loaded
  }
}
