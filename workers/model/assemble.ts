/** @file Puts a model together from what the libraries loaded. */
import type { ImageProcessor, PreTrainedModel, Processor } from '@huggingface/transformers'
import type { InferenceSession } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { RUNTIME } from '../shared/runtime.ts'
import { THREADS } from '../shared/threads.ts'
import { imageProcessorOf, type Adapter } from './adapters/contract.ts'
import { chatTokenizer } from './chat.ts'
import { contextOf, endIds, firstOf, slides } from './config.ts'
import { Decoder } from './decoder.ts'
import { modelFile } from './dtype.ts'
import type { Size } from './fit.ts'
import type { Model } from './model.ts'
import { besideGraph, summarise } from './onnx.ts'
import { CausalPrefill, EncoderPrefill, WholePromptPrefill, type PrefillStrategy } from './prefill.ts'
import type { Prepared } from './prepare.ts'
import { thoughtTags } from './thought.ts'
import type { RawPixels } from './types.ts'

export interface LoadedParts {
  /** Its resizing and cropping are switched off here. */
  readonly processor: Processor
  readonly pretrained: PreTrainedModel
  readonly provider: Model['provider']
  /** Path of the golden check's picture among the model's files; null where it is none of them. */
  readonly golden: string | null
}

/**
 * @param prepared Its files must have been read, and not yet forgotten.
 * @throws LeakscopeError `engine-failed` for sessions or settings that are missing, `model-incomplete` without
 * a chat template that can put a question.
 */
export async function assemble(prepared: Prepared, parts: LoadedParts): Promise<Model> {
  const { spec, files, config, adapter, dtypes, gpu } = prepared
  const { processor, pretrained, provider, golden } = parts
  const { tokenizer } = processor
  if (tokenizer === undefined) throw new LeakscopeError('engine-failed', 'The model has no tokenizer')
  // Pictures come already resized and cropped, as the reference does it and the browser does not
  // (it crops between pixels).
  const imageProcessor = imageProcessorOf(processor)
  const crop = cropOf(imageProcessor)
  imageProcessor.do_resize = false
  imageProcessor.do_center_crop = false
  const chat = await chatTokenizer(processor, tokenizer, files, adapter)
  const token = adapter.imageToken(processor)
  const [id = -1] = tokenizer.encode(token, { add_special_tokens: false })
  const { vision, embedder, text, encoder } = sessionsIn(pretrained)
  const configs = [pretrained.generation_config, config, config['text_config']]
  const decoder = new Decoder(
    { embedder, decoder: text },
    {
      oneByOne: adapter.reading !== 'causal',
      firstPosition: adapter.firstPosition,
      device: gpu?.device ?? null,
    },
  )
  const goldenBytes = golden === null ? null : files.peek(golden)
  const decoderPath = modelFile('decoder_model_merged', dtypes.decoder_model_merged)
  const summary = summarise(decoderPath, files.peek(decoderPath)!)
  return {
    spec,
    files,
    dtypes,
    provider,
    processor,
    tokenizer,
    chat,
    adapter,
    image: { token, id },
    crop,
    vision: { session: vision, identity: encoderIdentity(prepared) },
    decoder,
    decoderWeights: summary.externalFiles,
    prefill: prefillOf(adapter, decoder, encoder, configs),
    // A window counts columns: padding behind a shorter row would stand in it, where no operator packs the keys.
    ragged:
      summary.operators.has('GroupQueryAttention') || (text.inputNames.includes('position_ids') && !slides(config)),
    thoughtTags: thoughtTags(tokenizer, chat.specialIds),
    ends: endIds(configs),
    context: contextOf(config) ?? Infinity,
    golden: goldenBytes === null ? ((spec.golden?.image ?? null) as RawPixels | null) : new Blob([goldenBytes]),
  }
}

/** transformers.js calls an encoder that reads the prompt `model`. */
function sessionsIn(pretrained: PreTrainedModel) {
  const sessions = pretrained.sessions as Record<string, InferenceSession | undefined>
  const { vision_encoder: vision, embed_tokens: embedder, decoder_model_merged: text, model: encoder } = sessions
  if (vision === undefined || embedder === undefined || text === undefined) {
    throw new LeakscopeError(
      'engine-failed',
      `Models with the sessions ${Object.keys(sessions).join(', ')} are not supported`,
    )
  }
  return { vision, embedder, text, encoder }
}

/**
 * Everything about the encoder but its input that its output may depend on, to the last bit: a browser
 * compiles WebAssembly and shaders.
 */
function encoderIdentity({ spec: { backend }, files, dtypes, gpu }: Prepared): string {
  const path = modelFile('vision_encoder', dtypes.vision_encoder)
  const external = [...summarise(path, files.peek(path)!).externalFiles].map((name) => besideGraph(path, name))
  const hashes = [path, ...external.toSorted()].map((file) => files.hashes[file])
  return JSON.stringify([hashes, backend, gpu?.adapter ?? null, RUNTIME, THREADS, navigator.userAgent])
}

function prefillOf(
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
