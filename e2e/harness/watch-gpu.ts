/**
 * @file Counts every GPU buffer and the WebAssembly memory of the worker that imports it first, and can lose
 * its device.
 */
export type HarnessRequest = 'count buffers' | 'lose the device'
export interface HarnessReply {
  readonly liveBuffers: number
  readonly wasmBytes: number
}

const { requestDevice } = GPUAdapter.prototype
const live = new Set<GPUBuffer>()
const devices: GPUDevice[] = []

GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor?: GPUDeviceDescriptor) {
  const device = await requestDevice.call(this, descriptor)
  devices.push(device)
  const { createBuffer } = device
  device.createBuffer = (options) => {
    const buffer = createBuffer.call(device, options)
    live.add(buffer)
    const { destroy } = buffer
    buffer.destroy = () => {
      live.delete(buffer)
      return destroy.call(buffer)
    }
    return buffer
  }
  return device
}

const memories: WebAssembly.Memory[] = []
WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
  construct(target, args: [WebAssembly.MemoryDescriptor]) {
    const memory = new target(...args)
    memories.push(memory)
    return memory
  },
})

const replies = new BroadcastChannel('engine-harness-replies')
new BroadcastChannel('engine-harness').addEventListener('message', ({ data }: MessageEvent<HarnessRequest>) => {
  if (data === 'lose the device') for (const device of devices) device.destroy()
  const wasmBytes = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
  replies.postMessage({ liveBuffers: live.size, wasmBytes } satisfies HarnessReply)
})
