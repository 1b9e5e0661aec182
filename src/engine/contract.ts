/** @file What the app asks of a loaded model, whichever worker or browser runs it. */
import type { GeneratedToken, Response } from '../domain/response.ts'
import type { RunEnvironment, SelfCheck } from '../domain/run.ts'
import type {
  Backend,
  BatchTokenListener,
  ContinuationScore,
  ConversationTurn,
  FeatureCache,
  ForcedText,
  Generation,
  HiddenStates,
  LoadedModel,
  LoadProgress,
  PrefixHandle,
  Preflight,
  PromptTurn,
  Setting,
} from '../../workers/model/types.ts'

/** An answer; what an engine does not show of it is null. */
export type EngineAnswer = Omit<Generation, 'tokens' | 'renderedPrompt'> & Pick<Response, 'tokens' | 'renderedPrompt'>

/** An answer of a conversation; what an engine does not show of it is null. */
export type EngineTurn = EngineAnswer & Pick<ConversationTurn, 'cached' | 'fed'>

/**
 * A loaded model in a worker. Any rejection but `aborted` means that this engine is lost: dispose of it and
 * make another.
 */
export interface Engine {
  readonly loaded: Omit<LoadedModel, 'backend'> & { readonly backend: RunEnvironment['backend'] }
  readonly modelName: string
  /** Why this backend and not the preferred one; null when it is the preferred one. */
  readonly backendReason: string | null
  /** Set: it only generates, and this is why; `score`, `forceText` and `hiddenStates` reject with `bad-config`. */
  readonly generatesOnly?: string
  selfCheck(): Promise<SelfCheck>
  /**
   * Encodes the picture (as stored, undecoded; null: text only) and prefills all that precedes the question.
   * @param features where its features may lie from an earlier run, and are kept for later ones.
   * @param setting what precedes the question beside the picture as it is; absent or null: nothing.
   */
  open(image: Blob | null, features?: FeatureCache | null, setting?: Setting | null): Promise<PrefixHandle>
  generate(
    handle: number,
    turn: PromptTurn,
    maxNewTokens: number,
    onToken: ((token: Pick<GeneratedToken, 'text'>) => void) | null,
  ): Promise<EngineAnswer>
  /** The same answers as `generate` gives one by one, decoded in step. */
  generateAll(
    handle: number,
    turns: readonly PromptTurn[],
    maxNewTokens: number,
    onToken: BatchTokenListener | null,
  ): Promise<EngineAnswer[]>
  /** A question and what is said after each answer; every turn goes on from the one before. */
  converse(
    handle: number,
    turn: PromptTurn,
    followUps: readonly string[],
    maxNewTokens: number,
    onToken: ((turn: number, token: Pick<GeneratedToken, 'text'>) => void) | null,
  ): Promise<EngineTurn[]>
  score(
    handle: number,
    prompt: string,
    continuations: readonly string[],
  ): Promise<{ scores: ContinuationScore[]; ms: number }>
  /** Feeds a text after the rendered prompt; for each token what membership measures need. */
  forceText(handle: number, prompt: string, text: string): Promise<ForcedText>
  /**
   * Embedding and residual stream behind each block at a token of the rendered prompt (negative: from its
   * end). The first call loads the decoder once more, from memory. Rejects with `bad-config` where the
   * model's layers cannot be told apart; the engine is then as good as before.
   */
  hiddenStates(handle: number, prompt: string, position: number): Promise<HiddenStates>
  abort(): Promise<void>
  close(handle: number): Promise<void>
  /** Ends the worker. Safe on a lost engine, and twice. */
  dispose(): Promise<void>
}

export interface EngineRequest {
  readonly model: string
  readonly device: 'auto' | Backend
  readonly dtype: string | Readonly<Record<string, string>> | null
  readonly onProgress: (progress: LoadProgress) => void
  readonly signal: AbortSignal
}

export interface EngineFactory {
  (request: EngineRequest): Promise<Engine>
}

/** What a model needs on this machine, and whether it can run here. */
export interface MachineCheck extends Preflight {
  readonly backend: Backend
  /** Why not the other one; null when it is the preferred or the one asked for. */
  readonly backendReason: string | null
}
