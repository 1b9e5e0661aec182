import type { Backend } from '../model/types.ts'
import { APP_FOLDER } from './app-folder.ts'

/**
 * Where our own copies of ONNX Runtime's glue and WebAssembly are. Its module without WebGPU is half the size
 * and starts in two thirds of the time of the one with it, and gives the same numbers, so a worker on the CPU
 * takes that.
 */
export function ortPaths(version: string, backend: Backend): { mjs: string; wasm: string } {
  const variant = backend === 'webgpu' ? '.asyncify' : ''
  const name = `ort/${version}/ort-wasm-simd-threaded${variant}`
  return {
    mjs: new URL(`${name}.mjs`, APP_FOLDER).href,
    wasm: new URL(`${name}.wasm`, APP_FOLDER).href,
  }
}
