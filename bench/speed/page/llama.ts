/** @file The peer in llama.cpp: wllama, as its README uses it, on the same shape with random weights. */
import { LoggerWithoutDebug, Wllama } from '@wllama/wllama'

/** @returns Tokens per second of decoding, as llama.cpp itself counts them. */
export async function decodeLlama(
  prompt: string,
  newTokens: number,
  threads: number,
): Promise<{ tokensPerSecond: number; tokens: number; version: string }> {
  const wllama = new Wllama({ default: new URL('wllama.wasm', location.href).href }, { logger: LoggerWithoutDebug })
  try {
    const weights = await (await fetch('model.gguf')).blob()
    await wllama.loadModel([weights], { n_ctx: 2048, n_threads: threads, n_gpu_layers: 0 })
    await wllama.createCompletion({ prompt, max_tokens: 4, temperature: 0 })
    const { timings, usage } = await wllama.createCompletion({ prompt, max_tokens: newTokens, temperature: 0 })
    if (timings === undefined) throw new Error('wllama gave no timings')
    return {
      tokensPerSecond: timings.predicted_per_second,
      tokens: usage.completion_tokens,
      version: `${Wllama.getLibllamaVersion()}, ${wllama.getNumThreads()} thread(s)`,
    }
  } finally {
    await wllama.exit()
  }
}
