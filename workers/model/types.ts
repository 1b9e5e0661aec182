/**
 * @file The common ground of the model worker and its callers. Nothing else of `workers/model` may be imported
 * from outside.
 */

import type { FinishReason, ForcedToken, GeneratedToken, ThoughtRecord } from '../../src/domain/response.ts'
import type { RawPixels } from '../../src/domain/pixels.ts'
import type { LanguageCheck, SelfCheck } from '../../src/domain/run.ts'
import type { Sampling } from '../../src/domain/sample.ts'

export type Backend = 'webgpu' | 'wasm'

/** Files of one model in the layout of a hub repository, wherever they come from. */
export interface ModelFile {
  /** Path inside the repository, e.g. `onnx/decoder_model_merged_q4.onnx`. */
  readonly path: string
  readonly bytes: number
  /** Hex; null where the source does not say (a folder that the user picked): it is then computed at load. */
  readonly sha256: string | null
  /** Same-origin URL, or the file itself. */
  readonly from: string | Blob
}

export interface ModelSpec {
  readonly id: string
  readonly name: string
  readonly files: readonly ModelFile[]
  readonly backend: Backend
  /** dtype of each session by file base name, or one for all; null: the model's own default for the backend. */
  readonly dtype: string | Readonly<Record<string, string>> | null
  /** Golden tokens for the self-check; null: none known, backends are compared by the caller. */
  readonly golden: GoldenCheck | null
}

/** A question with a known greedy answer, made by the Python reference of the model. */
export interface GoldenCheck {
  /** Pixels, or the path of a lossless picture among the model's files; null: text only. */
  readonly image: RawPixels | string | null
  readonly prompt: string
  /** Greedy token ids for each decoder dtype. */
  readonly tokens: Readonly<Record<string, readonly number[]>>
}

export type { RawPixels }

/**
 * Milliseconds that a load may stay in a stage without progress, before it is ended. What a model brings runs
 * in all but the first (regular expressions, graphs, a chat template) and may have no end.
 */
export const LOAD_LIMITS_MS: Readonly<Record<LoadProgress['stage'], number>> = {
  verify: 120_000,
  tokenizer: 60_000,
  load: 180_000,
  template: 20_000,
  'warm-up': 120_000,
}

export interface LoadProgress {
  readonly loadedBytes: number
  readonly totalBytes: number
  readonly stage: 'verify' | 'tokenizer' | 'load' | 'template' | 'warm-up'
}

/** What a model needs here, from its graph and the sizes of its files; estimates, made before any weight is read. */
export interface Preflight {
  readonly dtype: Readonly<Record<string, string>>
  readonly weightBytes: number
  /** KV cache of one row at `cachePositions`. */
  readonly cacheBytes: number
  readonly cachePositions: number
  /** Of weights that are unpacked when they are loaded; 0 where they stay packed. */
  readonly unpackedBytes: number
  /** Main memory while it is being loaded. */
  readonly peakBytes: number
  /** Graphics memory; 0 on WASM. */
  readonly gpuBytes: number
  /** Why it cannot run here, each in one clause; empty when it can. */
  readonly obstacles: readonly string[]
  readonly warnings: readonly string[]
}

/** What a repository is and can do here, in plain words, before any weight is read. Each line is a sentence. */
export interface CapabilityCard {
  readonly works: readonly string[]
  /** What does not, and why; empty where nothing speaks against loading it. */
  readonly missing: readonly string[]
  /** What the repository leaves open, and what is taken for it. */
  readonly guessed: readonly string[]
  /** Whether it can be asked on after an answer; null where that is not known. */
  readonly conversations: boolean | null
}

export interface LoadedModel {
  readonly backend: Backend
  readonly dtype: Readonly<Record<string, string>>
  readonly fileHashes: Readonly<Record<string, string>>
  /**
   * The model's files; those that were read are no addresses any more, so that the next engine of this model
   * makes no request.
   */
  readonly files: readonly ModelFile[]
  readonly adapter: string | null
  readonly runtime: string
  readonly threads: number
  /**
   * How many prompts on one prefix are worth asking together; 1 where answers in step would differ from answers
   * alone.
   */
  readonly rows: number
}

/** An opened prefix: the picture is encoded and everything before the question is in the KV cache. */
export interface PrefixHandle {
  readonly id: number
  /** Tokens that precede the question. */
  readonly tokens: number
  readonly encodeMs: number
  readonly prefillMs: number
  /** Whether the picture's features came from storage, so that the encoder did not run. */
  readonly recalled: boolean
}

/**
 * Image features kept between runs. All that a worker sees of storage is what it is handed here; both calls
 * never reject.
 */
export interface FeatureCache {
  recall(key: string): Promise<Float32Array | null>
  keep(key: string, features: Float32Array): Promise<void>
}

/** What precedes a question, beside the picture as it is. */
export interface Setting {
  /** What the model is told first; null: nothing. */
  readonly system: string | null
  /** Conditions that change the picture, as `id@version`, in order. */
  readonly pictureChanges: readonly string[]
  /** What they print on it; absent: nothing. */
  readonly pictureText?: string
}

/**
 * What is put to a model: a prompt, or one with the beginning of its answer, for the model to go on with (empty:
 * there is none). Without `sampling` the most likely token is taken.
 */
export type PromptTurn =
  | string
  | {
      readonly prompt: string
      readonly answerPrefix: string
      readonly sampling?: Sampling
      /** A prompt that this one begins with: what they have in common is read once for all that name it. */
      readonly stem?: string
      /** Tokens that a thought may have, on top of `maxNewTokens`; absent: it counts as part of the answer. */
      readonly thinkingTokens?: number
    }

/** All but the beginning that was given; that is part of `renderedPrompt`. */
export interface Generation {
  readonly renderedPrompt: string
  /** What the tokenizer decodes from all tokens, special ones skipped but for tags around thoughts. */
  readonly text: string
  /**
   * The end token is one of them (its text is empty). Their texts concatenate to `text`; a token in the middle
   * of a character has none.
   */
  readonly tokens: readonly GeneratedToken[]
  readonly finish: Exclude<FinishReason, 'error'>
  /** Absent where no budget was set, or there was none. */
  readonly thought?: ThoughtRecord
  readonly prefillMs: number
  readonly decodeMs: number
}

/** One answer of a conversation. */
export interface ConversationTurn extends Generation {
  /** Tokens that were in the cache before this turn; null where the engine does not show it. */
  readonly cached: number | null
  /** Tokens that the decoder was fed for it, question and answer; null where the engine does not show it. */
  readonly fed: number | null
}

export interface ContinuationScore {
  /** Sum of natural-log probabilities of the continuation's tokens. */
  readonly logProb: number
  readonly tokens: number
}

/** What a model makes of given tokens after a prompt: the same input on two backends must give the same numbers. */
export interface ForcedDecoding {
  /** Most likely token at each position. */
  readonly argmax: readonly number[]
  /** Natural-log probability of each given token. */
  readonly logProbs: readonly number[]
}

/** A text forced after a prompt, reduced to numbers for each token. */
export interface ForcedText {
  readonly tokens: readonly ForcedToken[]
  /** Of the text in zlib's format: what it is worth without any model. */
  readonly zlibBytes: number
  readonly ms: number
}

/** What a prompt is inside the decoder, at one token. */
export interface HiddenStates {
  /**
   * The token's embedding, then the residual stream behind each block (before the final norm): vectors of the
   * hidden size.
   */
  readonly layers: readonly Float32Array<ArrayBuffer>[]
  readonly ms: number
}

/** Called from the worker, in order. */
export interface TokenListener {
  (token: GeneratedToken): void
}

/** The same for several answers at once. */
export interface BatchTokenListener {
  (row: number, token: GeneratedToken): void
}

/**
 * What `workers/model` exposes through Comlink. One worker holds one model on one backend; any error other than
 * an aborted call ends it (a failed call poisons transformers.js for good, see docs/quirks.md), so callers
 * respawn.
 */
export interface ModelWorkerApi {
  /** Whether the model would fit, without loading it. `load` asks the same first and rejects with `machine-unfit`. */
  preflight(spec: ModelSpec): Promise<Preflight>
  /** Reads small files and the heads of graphs. What is wrong with them stands on the card; it does not reject. */
  inspect(files: readonly ModelFile[]): Promise<CapabilityCard>
  load(spec: ModelSpec, onProgress: (progress: LoadProgress) => void): Promise<LoadedModel>
  /**
   * SHA-256 (hex) of files by path, and the runtime's versions; nothing is loaded. Files whose hash is known
   * from where they ship are not read.
   */
  fingerprint(files: readonly ModelFile[]): Promise<{ hashes: Record<string, string>; runtime: string }>
  /**
   * Golden tokens of the spec for the loaded decoder dtype; null when it has none (callers then compare
   * backends with `force`).
   */
  selfCheck(): Promise<SelfCheck | null>
  /**
   * Whether the loaded model speaks the language of its tokenizer; rejects with `engine-failed` when what it
   * says does not depend on what it reads.
   */
  languageCheck(): Promise<LanguageCheck>
  /**
   * Encodes the picture (null: text only) and prefills all that precedes the question. A Blob is decoded
   * here, its EXIF orientation applied, transparency laid on white. Rejects with `bad-image` when it cannot
   * be decoded.
   * @param features where the picture's features may lie, and are kept once an answer was given; null: the
   * encoder runs.
   * @param setting null: the picture as it is, and nothing before it.
   */
  open(image: Blob | RawPixels | null, features: FeatureCache | null, setting: Setting | null): Promise<PrefixHandle>
  generate(handle: number, turn: PromptTurn, maxNewTokens: number, onToken: TokenListener | null): Promise<Generation>
  /**
   * Answers of several prompts on one prefix, decoded in step: a pass over the weights serves all. The same
   * tokens as `generate` gives one by one. Decode time is shared out evenly.
   */
  generateAll(
    handle: number,
    turns: readonly PromptTurn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<Generation[]>
  /**
   * A first question, then what is said after each answer. Every turn goes on from the cache that the turn before
   * has left: nothing is fed twice. Rejects with `bad-config` where an encoder reads the prompt.
   * @param onToken Called with the index of the turn.
   */
  converse(
    handle: number,
    turn: PromptTurn,
    followUps: readonly string[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<ConversationTurn[]>
  /** Feeds given tokens after the prompt. Nothing is sampled. */
  force(handle: number, prompt: string, ids: readonly number[]): Promise<ForcedDecoding>
  /**
   * Log-probability of each continuation right after the rendered prompt, on the prefix's cache: the sum over
   * the continuation's own tokens, without the token that would end the turn (a value may go on: "a@b.c" and
   * "a@b.com").
   */
  score(
    handle: number,
    prompt: string,
    continuations: readonly string[],
  ): Promise<{ scores: ContinuationScore[]; ms: number }>
  /**
   * Feeds a text after the rendered prompt, as an assistant's turn would go on with it, without the token
   * that would end the turn. Full rows over the vocabulary stay in the worker.
   */
  forceText(handle: number, prompt: string, text: string): Promise<ForcedText>
  /**
   * @param position of the token in the rendered prompt; negative from its end, -2 as published
   * (docs/protocols/inadvertent-memorization.md#the-probe). Must lie behind the picture. The first call loads
   * the decoder once more. Rejects with `bad-config` for another position, and for a decoder whose layers
   * cannot be told apart.
   */
  hiddenStates(handle: number, prompt: string, position: number): Promise<HiddenStates>
  /** Ends the running `generate` or `score` at the next token; the call rejects with code `aborted`. */
  abort(): Promise<void>
  close(handle: number): Promise<void>
  dispose(): Promise<void>
  /** For the egress test: tries to reach another origin from inside this worker. Resolves to what the browser did. */
  probeEgress(url: string): Promise<'blocked' | 'reached'>
}
