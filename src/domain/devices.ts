/** Where a run may be asked to run; `auto` takes WebGPU where it is fit. */
export const DEVICES = ['auto', 'webgpu', 'wasm'] as const
