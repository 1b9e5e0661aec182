/** @file Loads a prepared model: checks its files, hands them to the runtime, and puts together what answers. */
import { AutoProcessor, LlavaForConditionalGeneration } from '@huggingface/transformers'
import type { InferenceSession } from 'onnxruntime-web/webgpu'
import type { ModelFiles } from '../shared/files.ts'
import type { Gpu } from '../shared/gpu.ts'
import { configureRuntime, MODEL, RUNTIME } from '../shared/runtime.ts'
import { THREADS } from '../shared/threads.ts'
import { assemble } from './assemble.ts'
import { modelFile, sessionsOf, type Dtypes } from './dtype.ts'
import { assertDtypesRun, assertGraphsRun } from './float16.ts'
import { keepingLastLogits } from './last-logits.ts'
import type { Model } from './model.ts'
import { besideGraph, summarise } from './onnx.ts'
import { assertFits } from './preflight.ts'
import { plainAttention } from './plain-attention.ts'
import { preflight, type Prepared } from './prepare.ts'
import { preprocessorOf } from './processor-class.ts'
import { PROBE } from './prompt.ts'
import type { LoadedModel, LoadProgress } from './types.ts'
import { unpack, UNPACKED_FILE } from './unpack.ts'

/** Answers decoded in step. More gain little and hold a cache each. */
const ROWS = 12

/**
 * All but the warm-up.
 * @param onProgress Hears of every stage but that one.
 * @returns the model; what the page is told of it; and the bytes that were loaded.
 * @throws LeakscopeError `machine-unfit`, `shader-f16-missing`, `model-incomplete`, `model-corrupt`,
 * `engine-failed`; what the libraries throw leaves as it is.
 */
export async function loadModel(
  prepared: Prepared,
  onProgress: (progress: LoadProgress) => void,
): Promise<{ readonly model: Model; readonly loaded: LoadedModel; readonly totalBytes: number }> {
  const { spec, files, dtypes, gpu } = prepared
  assertDtypesRun(spec.name, dtypes, gpu)
  const needs = await preflight(prepared)
  assertFits(spec.name, needs)
  const golden = typeof spec.golden?.image === 'string' ? spec.golden.image : null
  const paths = [
    ...files.paths.filter((path) => !path.includes('/') && /\.(json|jinja|txt)$/.test(path)),
    ...sessionsOf(dtypes).map((session) => modelFile(session, dtypes[session]!)),
    ...(golden === null ? [] : [golden]),
  ]
  const totalBytes = paths.reduce((sum, path) => sum + files.size(path), 0)
  await verify(files, paths, totalBytes, onProgress)
  assertGraphsRun(files, dtypes, gpu)

  const reach = (stage: LoadProgress['stage']): void => onProgress({ loadedBytes: totalBytes, totalBytes, stage })
  reach('tokenizer')
  const weights = needs.unpackedBytes > 0 ? unpackDecoder(files, dtypes) : null
  configureRuntime(files, spec.backend)
  await nameProcessor(prepared)
  const processor = await AutoProcessor.from_pretrained(MODEL)
  // Its regular expressions run at the first text, and may have no end: an error says that it was at the tokenizer.
  processor.tokenizer?.encode(PROBE, { add_special_tokens: false })
  reach('load')
  const provider = gpu === null ? 'wasm' : webgpuProvider(gpu)
  // Its sessions are all that is used. This class has those that every model here is made of, and no encoder of
  // sound, which the classes of Gemma 3n and 4 load whether sound is asked about or not.
  const pretrained = await LlavaForConditionalGeneration.from_pretrained(MODEL, {
    device: spec.backend,
    dtype: { ...dtypes } as Record<string, 'fp32'>,
    // The library knows one way of naming files of weights; graphs name them as they like.
    use_external_data_format: 0,
    session_options: {
      ...(gpu === null ? {} : { executionProviders: [provider] }),
      externalData: [
        ...externalData(files, dtypes),
        ...(weights === null ? [] : [{ path: UNPACKED_FILE, data: weights }]),
      ],
    },
  })
  reach('template')
  const model = await assemble(prepared, { processor, pretrained, provider, golden })
  const fileHashes = files.hashes
  files.forget()
  const loaded = {
    backend: spec.backend,
    dtype: dtypes,
    fileHashes,
    files: files.all,
    adapter: gpu?.adapter ?? null,
    runtime: weights === null ? RUNTIME : `${RUNTIME}, packed weights unpacked`,
    threads: THREADS,
    rows: rowsFor(dtypes),
  }
  return { model, loaded, totalBytes }
}

/**
 * Where the repository names a class that the library does not have, or none, the library reads the one that
 * stands for it; and what prepares pictures in the file where it looks for it.
 */
async function nameProcessor({ files, processor }: Prepared): Promise<void> {
  const found = {
    'preprocessor_config.json': await preprocessorOf(files),
    'processor_config.json': files.has('processor_config.json') ? await files.json('processor_config.json') : {},
  }
  for (const [path, json] of Object.entries(found)) {
    if (files.has(path) && json['processor_class'] === processor) continue
    files.giveInstead(path, new TextEncoder().encode(JSON.stringify({ ...json, processor_class: processor })))
  }
}

/** Reads every file and checks it, the weights that lie beside a graph included. */
async function verify(
  files: ModelFiles,
  paths: readonly string[],
  totalBytes: number,
  onProgress: (progress: LoadProgress) => void,
): Promise<void> {
  let loadedBytes = 0
  const report = () => onProgress({ loadedBytes, totalBytes, stage: 'verify' })
  for (const path of paths) {
    if (files.peek(path) !== null) loadedBytes += files.size(path)
    await files.read(path, (count) => {
      loadedBytes += count
    })
    report()
    if (!path.endsWith('.onnx')) continue
    for (const name of summarise(path, files.peek(path)!).externalFiles) await files.read(besideGraph(path, name))
  }
}

/** @returns what the decoder wants as `UNPACKED_FILE`; null where its weights stay packed. */
function unpackDecoder(files: ModelFiles, dtypes: Dtypes): Uint8Array | null {
  const path = modelFile('decoder_model_merged', dtypes.decoder_model_merged)
  if (summarise(path, files.peek(path)!).externalFiles.size > 0) return null
  const unpacked = unpack(files.peek(path)!)
  if (unpacked === null) return null
  files.giveInstead(path, plainAttention(keepingLastLogits(unpacked.graph)))
  return unpacked.weights
}

/** Files of weights that lie beside the graphs, by the names that the graphs give them. */
function externalData(files: ModelFiles, dtypes: Dtypes): { path: string; data: Uint8Array }[] {
  const found = new Map<string, Uint8Array>()
  for (const session of sessionsOf(dtypes)) {
    const path = modelFile(session, dtypes[session]!)
    for (const name of summarise(path, files.peek(path)!).externalFiles)
      found.set(name, files.peek(besideGraph(path, name))!)
  }
  return [...found].map(([path, data]) => ({ path, data }))
}

/** Not in ORT's types: a device of our own. */
function webgpuProvider({ device }: Gpu): InferenceSession.ExecutionProviderConfig {
  return { name: 'webgpu', device }
}

/**
 * Decoders in 8 bits quantise what they compute by the largest value of the whole batch
 * (`DynamicQuantizeLinear`): a row's answer would depend on the others, so they are asked one by one.
 */
function rowsFor({ decoder_model_merged: decoder }: Dtypes): number {
  return ['q8', 'int8', 'uint8'].includes(decoder) ? 1 : ROWS
}
