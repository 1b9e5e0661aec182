import { LeakscopeError } from '../../src/domain/errors.ts'

/** A WebGPU device of our own, so that its features are chosen, and its loss and its errors are seen, here. */
export interface Gpu {
  readonly device: GPUDevice
  /** What the browser says about the hardware; often little. */
  readonly adapter: string
  readonly float16: boolean
  /**
   * The first error that no caller caught, or the loss of the device; null while all is well. After it no
   * number can be trusted.
   */
  fault(): LeakscopeError | null
  /** Rejects with the fault as soon as there is one. */
  readonly failed: Promise<never>
}

/** Limits that ORT would ask for itself; without them larger models fail validation. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const

/** @throws LeakscopeError `gpu-unavailable` */
export async function openGpu(): Promise<Gpu> {
  if (!('gpu' in navigator)) throw new LeakscopeError('gpu-unavailable', 'This browser has no WebGPU')
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) throw new LeakscopeError('gpu-unavailable', 'WebGPU found no graphics adapter on this machine')
  const { info } = adapter
  const device = await adapter
    .requestDevice({
      requiredFeatures: featuresOf(adapter),
      requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
    })
    .catch((error: unknown) => {
      throw new LeakscopeError('gpu-unavailable', `The graphics adapter gave no device: ${String(error)}`, {
        cause: error,
      })
    })

  let fault: LeakscopeError | null = null
  let reject: (error: LeakscopeError) => void
  const failed = new Promise<never>((_, refuse) => {
    reject = refuse
  })
  failed.catch(() => undefined)
  const fail = (error: LeakscopeError) => {
    fault ??= error
    reject(fault)
  }
  void device.lost.then(({ message }) =>
    fail(new LeakscopeError('gpu-lost', `The graphics device was lost. ${message}`.trim())),
  )
  device.addEventListener('uncapturederror', ({ error }) =>
    fail(new LeakscopeError('engine-failed', `WebGPU reported an error: ${error.message}`)),
  )
  const names = [info.vendor, info.architecture, info.device, info.description].filter((name) => name !== '')
  return {
    device,
    adapter: `${names.join(' ') || 'unnamed'}${info.isFallbackAdapter ? ' (software)' : ''}`,
    float16: device.features.has('shader-f16'),
    fault: () => fault,
    failed,
  }
}

function featuresOf(adapter: GPUAdapter): GPUFeatureName[] {
  const wanted = ['shader-f16', 'timestamp-query']
  // With subgroups of 4 a prefill of 32 tokens and more is silently wrong (docs/quirks.md); 8 is our bound, not ORT's.
  if (adapter.info.subgroupMinSize >= 8) wanted.push('subgroups', 'subgroup-size-control')
  return wanted.filter((name) => adapter.features.has(name)) as GPUFeatureName[]
}
