/** @file Puts the engine's client on a page by itself, for its own tests. Not part of the app. */
import './trusted.ts'
import {
  DEFAULT_DEPENDENCIES,
  modelFromFolder,
  openEngine,
  probeModelWorker,
  readModelManifest,
  type EngineDependencies,
} from '../../src/engine/index.ts'
import { openClassifier, spawnGuardWorker } from '../../src/run/guards/classifier.ts'
import { detectorFactory } from '../../src/run/guards/detectors.ts'
import type { HarnessRequest, HarnessReply } from './watch-gpu.ts'

const channel = new BroadcastChannel('engine-harness')

function askWorker(request: HarnessRequest): Promise<HarnessReply> {
  return new Promise((resolve) => {
    const replies = new BroadcastChannel('engine-harness-replies')
    replies.addEventListener('message', ({ data }) => {
      replies.close()
      resolve(data as HarnessReply)
    })
    channel.postMessage(request)
  })
}

/** As in the app, but WebGPU is tried on a software adapter too. */
const plain: EngineDependencies = { ...DEFAULT_DEPENDENCIES, webgpuObstacle: async () => null }

export const harness = {
  openEngine,
  readModelManifest,
  modelFromFolder,
  probeModelWorker,
  openClassifier,
  detectorFactory,
  /** As in the app, but WebGPU is tried on a software adapter too. */
  classifiers: { spawn: spawnGuardWorker, webgpuObstacle: async () => null },
  plain,
  /** The same worker with its GPU device watched. */
  watched: {
    ...plain,
    spawn: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  } satisfies EngineDependencies,
  /** A worker that never answers. */
  mute: {
    ...plain,
    limits: { startMs: 500, silentMs: null, stuckMs: 500 },
    spawn: () => new Worker(new URL('./mute.ts', import.meta.url), { type: 'module' }),
  } satisfies EngineDependencies,
  /** A worker that dies while it renders a chat template. */
  dying: {
    ...plain,
    spawn: () => new Worker(new URL('./dying.ts', import.meta.url), { type: 'module' }),
  } satisfies EngineDependencies,
  askWorker,
}
Object.assign(globalThis, { harness })
