/** @file What a prompt is inside the decoder, layer by layer, at one of its tokens. */
import { LeakscopeError } from '../../src/domain/errors.ts'
import { modelFile } from './dtype.ts'
import { LayerProbe } from './layer-probe.ts'
import { assertWithinContext, type Model } from './model.ts'
import type { Loaded } from './prefixes.ts'
import { besideGraph } from './onnx.ts'
import type { HiddenStates } from './types.ts'

/**
 * @param position of the token in the rendered prompt, behind the picture; negative from its end.
 * @param openProbe Called once the position is known to be good: the first time it loads the decoder once more.
 * @returns the embedding, then the residual stream behind each block: vectors of the hidden size.
 * @throws LeakscopeError `bad-config` for another position, or where the decoder does not see the prompt;
 * `not-found`, `aborted`, `engine-failed`.
 */
export async function hiddenStates(
  { model, prefixes, checkpoint }: Loaded,
  openProbe: () => Promise<LayerProbe>,
  handle: number,
  prompt: string,
  position: number,
): Promise<HiddenStates> {
  const start = performance.now()
  const { prefix, read, tokens } = prefixes.get(handle)
  const { ids } = prefix.prompt(prompt)
  assertWithinContext(model, tokens + ids.length)
  const at = position < 0 ? ids.length + position : position - tokens
  if (!Number.isInteger(at) || at < 0 || at >= ids.length) {
    const allowed = `${tokens} to ${tokens + ids.length - 1} or ${-ids.length} to -1`
    throw new LeakscopeError(
      'bad-config',
      `Token position ${position} is not behind the picture; allowed are ${allowed}`,
    )
  }
  const input = await model.prefill.upTo(read, ids, at)
  const probe = await openProbe()
  await checkpoint()
  const layers = await probe.position(input.at, input.embeddings, input.past, input.positions)
  return { layers, ms: performance.now() - start }
}

/**
 * A second session of the model's decoder, from files that were loaded.
 * @throws LeakscopeError `bad-config` for a decoder whose layers cannot be told apart.
 */
export async function openLayerProbe(model: Model): Promise<LayerProbe> {
  const { files, dtypes, decoder, decoderWeights, provider } = model
  if (decoder.metadata.some(({ name }) => name === 'per_layer_inputs'))
    throw new LeakscopeError(
      'bad-config',
      'Layers of this model share their keys, by which layers are told apart. Choose another model for probes',
    )
  const path = modelFile('decoder_model_merged', dtypes.decoder_model_merged)
  const weights = Object.fromEntries([...decoderWeights].map((name) => [name, files.blob(besideGraph(path, name))]))
  return LayerProbe.open({ path, graph: files.blob(path), weights }, provider)
}
