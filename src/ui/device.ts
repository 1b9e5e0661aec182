/** @file What this machine and browser offer, asked once. */

export interface Device {
  readonly gpu: { readonly name: string; readonly f16: boolean } | null
  /** Why there is no WebGPU, in one line; null when there is. */
  readonly gpuProblem: string | null
  readonly threads: number
  readonly isolated: boolean
  readonly usage: number | null
  readonly quota: number | null
  /** Whether models can be kept for the next visit: the browser has a private file system and gives it to this page. */
  readonly keepsModels: boolean
}

let asked: Promise<Device> | null = null

export function device(): Promise<Device> {
  asked ??= ask()
  return asked
}

async function ask(): Promise<Device> {
  const [gpu, space, keepsModels] = await Promise.all([askGpu(), askSpace(), askModelStore()])
  return { ...gpu, ...space, keepsModels, threads: navigator.hardwareConcurrency, isolated: crossOriginIsolated }
}

async function askGpu(): Promise<Pick<Device, 'gpu' | 'gpuProblem'>> {
  if (!('gpu' in navigator)) return { gpu: null, gpuProblem: 'This browser has no WebGPU' }
  try {
    const adapter = await navigator.gpu.requestAdapter()
    if (adapter === null) return { gpu: null, gpuProblem: 'The browser has WebGPU but offers no adapter' }
    const { vendor, architecture, description } = adapter.info
    const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter'
    return { gpu: { name, f16: adapter.features.has('shader-f16') }, gpuProblem: null }
  } catch (error) {
    return { gpu: null, gpuProblem: `WebGPU failed: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Some browsers have none, some have one and refuse it in private windows. */
async function askModelStore(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory()
    return true
  } catch {
    return false
  }
}

async function askSpace(): Promise<Pick<Device, 'usage' | 'quota'>> {
  try {
    const { usage = null, quota = null } = await navigator.storage.estimate()
    return { usage, quota }
  } catch {
    return { usage: null, quota: null }
  }
}
