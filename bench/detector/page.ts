/**
 * @file The page of the bench: loads the shipped detector by the stock classes, on one execution provider,
 * and gives probabilities.
 */
import { AutoModelForSequenceClassification, AutoTokenizer, env, Tensor } from '@huggingface/transformers'
import { scoredHeads, shortestScored } from '../../src/guards/adapter.ts'
import { sigmoid, windowsOf } from '../../src/guards/score.ts'

const { wasm, versions } = env.backends.onnx
const name = `${location.origin}/ort/${versions?.web}/ort-wasm-simd-threaded.asyncify`
if (wasm !== undefined) {
  wasm.wasmPaths = { mjs: `${name}.mjs`, wasm: `${name}.wasm` }
  wasm.numThreads = 1
}
env.useBrowserCache = false
env.useWasmCache = false
env.allowRemoteModels = false
env.allowLocalModels = true
// A path: what is a URL counts as remote.
env.localModelPath = '/models/'

const HEADS = ['harm', 'private']

/**
 * P of each of `HEADS` for each text, the largest over its windows; 0 where the head does not score a text so
 * short.
 */
async function open(device: 'wasm' | 'webgpu'): Promise<(texts: readonly string[]) => Promise<number[][]>> {
  const tokenizer = await AutoTokenizer.from_pretrained('harm-detector')
  const model = await AutoModelForSequenceClassification.from_pretrained('harm-detector', { device, dtype: 'q8' })
  const [cls, sep] = tokenizer.encode('') as [number, number]
  const shortest = shortestScored(model.config as unknown as Record<string, unknown>)
  const size = (tokenizer as unknown as { model_max_length: number }).model_max_length - 2
  const one = async (text: string): Promise<number[]> => {
    const ids = tokenizer.encode(text, { add_special_tokens: false })
    let largest = [0, 0]
    for (const { start, end } of windowsOf(ids.length, size)) {
      const window = BigInt64Array.from([cls, ...ids.slice(start, end), sep], BigInt)
      const input_ids = new Tensor('int64', window, [1, window.length])
      const attention_mask = new Tensor(
        'int64',
        window.map(() => 1n),
        [1, window.length],
      )
      const { logits } = (await model({ input_ids, attention_mask })) as { logits: Tensor }
      const p = Array.from(logits.data as Float32Array, sigmoid)
      const heads = scoredHeads(Object.fromEntries(HEADS.map((head, i) => [head, p[i] ?? 0])), text, shortest)
      largest = largest.map((q, i) => Math.max(q, heads[HEADS[i] ?? ''] ?? 0))
    }
    return largest
  }
  return async (texts) => {
    const out: number[][] = []
    for (const text of texts) out.push(await one(text))
    return out
  }
}

const engines = new Map<string, ReturnType<typeof open>>()
Object.assign(globalThis, {
  score: async (device: 'wasm' | 'webgpu', texts: readonly string[]) => {
    if (!engines.has(device)) engines.set(device, open(device))
    return (await engines.get(device)!)(texts)
  },
})
