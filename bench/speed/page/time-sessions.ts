/** @file Adds up the time inside `session.run` of the worker that imports it first. */
import { InferenceSession } from 'onnxruntime-web/webgpu'

let inside = 0

// Sessions are patched as they are made: their class is not exported.
const create = InferenceSession.create.bind(InferenceSession) as (...args: unknown[]) => Promise<InferenceSession>
Object.assign(InferenceSession, {
  async create(...args: unknown[]) {
    const session = await create(...args)
    const run = session.run.bind(session) as (...all: unknown[]) => ReturnType<InferenceSession['run']>
    const timed = async (...all: unknown[]) => {
      const start = performance.now()
      try {
        return await run(...all)
      } finally {
        inside += performance.now() - start
      }
    }
    return Object.assign(session, { run: timed })
  },
})

const channel = new BroadcastChannel('session-time')
channel.addEventListener('message', ({ data }) => {
  if (data === 'read') channel.postMessage({ inside })
})
