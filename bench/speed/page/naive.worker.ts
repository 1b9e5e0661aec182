/**
 * @file The naive peer: what transformers.js' own example does, in a worker. For every question the
 * processor, then `generate`, with the whole picture and the whole prompt.
 */
import { AutoModelForImageTextToText, AutoProcessor, env, RawImage, type Tensor } from '@huggingface/transformers'

export interface NaiveRequest {
  readonly id: number
  readonly call:
    | {
        readonly load: {
          readonly base: string
          readonly dtype: Readonly<Record<string, string>>
          readonly threads: number
        }
      }
    | { readonly ask: { readonly prompt: string; readonly image: boolean; readonly newTokens: number } }
    /** One full forward over prompt and continuation. */
    | { readonly forward: { readonly prompt: string; readonly continuation: string } }
}

let processor: Awaited<ReturnType<typeof AutoProcessor.from_pretrained>>
let model: Awaited<ReturnType<typeof AutoModelForImageTextToText.from_pretrained>>
let picture: RawImage

async function load(base: string, dtype: Readonly<Record<string, string>>, threads: number): Promise<null> {
  const { wasm } = env.backends.onnx
  const name = `${import.meta.env.BASE_URL}ort/${env.backends.onnx.versions!.web!}/ort-wasm-simd-threaded`
  wasm!.wasmPaths = {
    mjs: new URL(`${name}.mjs`, self.location.href).href,
    wasm: new URL(`${name}.wasm`, self.location.href).href,
  }
  wasm!.numThreads = threads
  env.useWasmCache = false
  env.useBrowserCache = false
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.localModelPath = base
  processor = await AutoProcessor.from_pretrained('model')
  model = await AutoModelForImageTextToText.from_pretrained('model', {
    device: 'wasm',
    dtype: dtype as Record<string, 'q4'>,
  })
  picture = await RawImage.fromURL(new URL('picture.png', self.location.origin).href)
  return null
}

async function inputsOf(prompt: string, image: boolean, suffix = ''): Promise<Record<string, Tensor>> {
  const content = [...(image ? [{ type: 'image' }] : []), { type: 'text', text: prompt }]
  const text =
    (processor.apply_chat_template([{ role: 'user', content }] as never, { add_generation_prompt: true }) as string) +
    suffix
  // This processor takes no text without a picture.
  return image ? await processor(text, [picture]) : processor.tokenizer!(text)
}

async function ask(prompt: string, image: boolean, newTokens: number): Promise<string> {
  const inputs = await inputsOf(prompt, image)
  const ids = (await model.generate({ ...inputs, max_new_tokens: newTokens, do_sample: false })) as Tensor
  return processor.batch_decode(ids.slice(null, [inputs['input_ids']!.dims.at(-1)!, ids.dims.at(-1)!]), {
    skip_special_tokens: true,
  })[0]!
}

async function forward(prompt: string, continuation: string): Promise<number> {
  const { logits } = (await model(await inputsOf(prompt, true, continuation))) as { logits: Tensor }
  return logits.dims[1]!
}

self.addEventListener('message', ({ data: { id, call } }: MessageEvent<NaiveRequest>) => {
  const start = performance.now()
  const work =
    'load' in call
      ? load(call.load.base, call.load.dtype, call.load.threads)
      : 'ask' in call
        ? ask(call.ask.prompt, call.ask.image, call.ask.newTokens)
        : forward(call.forward.prompt, call.forward.continuation)
  work.then(
    (value) => self.postMessage({ id, value, ms: performance.now() - start }),
    (error: unknown) => self.postMessage({ id, error: String(error) }),
  )
})
