/** @file Sets transformers.js and ONNX Runtime up so that nothing but our own files is ever asked for. */
import { env, LogLevel } from '@huggingface/transformers'
import type { Backend } from '../model/types.ts'
import type { ModelFiles } from './files.ts'
import { ortPaths } from './ort.ts'
import { THREADS } from './threads.ts'

/** Name of the one model in this worker, as transformers.js asks for it. */
export const MODEL = 'model'
const ROOT = 'https://local.invalid/'

export const RUNTIME = `transformers.js ${env.version}, onnxruntime-web ${env.backends.onnx.versions?.web ?? 'unknown'}`

export function configureRuntime(files: ModelFiles, backend: Backend): void {
  const { wasm } = env.backends.onnx
  const version = env.backends.onnx.versions?.web
  if (wasm === undefined || version === undefined) throw new Error('onnxruntime-web is not loaded')
  wasm.wasmPaths = ortPaths(version, backend)
  wasm.numThreads = THREADS
  // Its cache imports the glue from a blob: URL, which the policy forbids.
  env.useWasmCache = false
  env.useBrowserCache = false
  env.allowRemoteModels = false
  env.allowLocalModels = true
  env.localModelPath = ROOT
  env.useCustomCache = true
  env.customCache = {
    match: async (key: string) => {
      const bytes = files.given(key.slice(`${ROOT}${MODEL}/`.length))
      return bytes === null ? undefined : new Response(bytes, { headers: { 'content-length': String(bytes.length) } })
    },
    put: async () => undefined,
  }
  // What is not in the cache is not there.
  env.fetch = async () => new Response(null, { status: 404 })
  env.logLevel = LogLevel.ERROR
}
