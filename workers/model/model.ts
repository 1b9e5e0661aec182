/** @file A loaded model: what loading leaves behind, and what all that is asked of it works with. */
import type { PreTrainedTokenizer, Processor } from '@huggingface/transformers'
import type { InferenceSession } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { ModelFiles } from '../shared/files.ts'
import type { Adapter } from './adapters/contract.ts'
import type { Decoder } from './decoder.ts'
import type { Dtypes } from './dtype.ts'
import type { Encoder } from './features.ts'
import type { Size } from './fit.ts'
import type { PrefillStrategy } from './prefill.ts'
import type { ChatTokenizer } from './prompt.ts'
import type { ModelSpec, RawPixels } from './types.ts'

export interface Model {
  readonly spec: ModelSpec
  readonly files: ModelFiles
  readonly dtypes: Dtypes
  /** Where sessions run, as ONNX Runtime wants to be told. */
  readonly provider: InferenceSession.ExecutionProviderConfig
  readonly processor: Processor
  readonly tokenizer: PreTrainedTokenizer
  readonly chat: ChatTokenizer
  readonly adapter: Adapter
  readonly image: { readonly token: string; readonly id: number }
  /** What is cut out of the middle of a resized picture; null: all of it. */
  readonly crop: Size | null
  readonly vision: Encoder
  readonly decoder: Decoder
  /** Files of the decoder's weights, by the names that its graph knows them by. */
  readonly decoderWeights: ReadonlySet<string>
  readonly prefill: PrefillStrategy
  /** Whether rows of unequal length can be decoded in step: positions are fed, or read from each row's mask. */
  readonly ragged: boolean
  /** Special tokens that are tags around thoughts, by id; they stay in an answer's text. */
  readonly thoughtTags: ReadonlyMap<number, string>
  /** Token ids that end an answer. */
  readonly ends: ReadonlySet<number>
  /** Positions that the decoder was made for; Infinity where it does not say. */
  readonly context: number
  /** The picture of the golden check; null where that is text only, or there is none. */
  readonly golden: RawPixels | Blob | null
}

/**
 * @param length Tokens of a whole prompt, the picture's included.
 * @throws LeakscopeError `engine-failed` where no token of an answer has room behind them.
 */
export function assertWithinContext({ context }: Model, length: number): void {
  if (length < context) return
  throw new LeakscopeError('engine-failed', `The prompt has ${length} tokens; this model takes fewer than ${context}`)
}
