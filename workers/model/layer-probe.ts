import { InferenceSession } from 'onnxruntime-web/webgpu'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { feedsOf, toFloat32, type Embeddings, type Positions } from './decoder.ts'
import type { KvCache } from './kv-cache.ts'
import { graphAddition, readGraph } from './graph.ts'
import { layerOutputs } from './layers.ts'

/** A decoder as it lies on the disk. */
export interface DecoderFiles {
  readonly path: string
  readonly graph: Blob
  /** Files of weights by the names that the graph knows them by. */
  readonly weights: Readonly<Record<string, Blob>>
}

/**
 * A second session of a decoder whose graph was given more outputs: what each block adds up to. It holds the
 * weights once more, so it is made only where it is asked for.
 */
export class LayerProbe {
  readonly #session: InferenceSession
  readonly #layers: readonly string[]

  private constructor(session: InferenceSession, layers: readonly string[]) {
    this.#session = session
    this.#layers = layers
  }

  /** @throws LeakscopeError `bad-config` when the graph's layers cannot be told apart. */
  static async open(files: DecoderFiles, provider: InferenceSession.ExecutionProviderConfig): Promise<LayerProbe> {
    const { names, additions } = layerOutputs(files.path, await readGraph(files.path, files.graph))
    const bytes = await bytesOf(new Blob([files.graph, graphAddition(additions, names)]))
    const externalData = await Promise.all(
      Object.entries(files.weights).map(async ([path, blob]) => ({ path, data: await bytesOf(blob) })),
    )
    const session = await InferenceSession.create(bytes, {
      executionProviders: [provider],
      logSeverityLevel: 3,
      ...(externalData.length === 0 ? {} : { externalData }),
    })
    return new LayerProbe(session, names)
  }

  /**
   * Feeds embeddings after `past`, which stays as it is.
   * @param at Index among the fed positions.
   * @returns For that position the embedding, then the residual stream behind each block: float32 vectors of
   * the hidden size.
   */
  async position(
    at: number,
    embeddings: Embeddings,
    past: KvCache,
    positions?: Positions,
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const feeds = feedsOf(this.#session.inputMetadata, embeddings, past, 1, positions)
    // Keys, values and logits are not fetched.
    const outputs = await this.#session.run(feeds, this.#layers)
    return [embeddings.inputs_embeds, ...this.#layers.map((name) => outputs[name])].map((tensor) => {
      if (tensor === undefined) throw new LeakscopeError('engine-failed', 'The decoder gave no output for a layer')
      const size = tensor.dims.at(-1)!
      return toFloat32(tensor).slice(at * size, (at + 1) * size)
    })
  }

  release(): Promise<void> {
    return this.#session.release()
  }
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer())
}
