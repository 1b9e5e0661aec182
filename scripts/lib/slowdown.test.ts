import { Worker } from 'node:worker_threads'
import { availableParallelism } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { slowdown } from './slowdown.mjs'

const spinning: Worker[] = []
afterEach(() => Promise.all(spinning.splice(0).map((worker) => worker.terminate())))

test('is 1 or more, and at most 8; more where every core has three to do', { timeout: 60_000 }, async () => {
  const before = slowdown()
  expect(before).toBeGreaterThanOrEqual(1)
  for (let worker = 0; worker < 3 * availableParallelism(); worker++) {
    const spins = new Worker('require("node:worker_threads").parentPort.postMessage(0); for (;;);', { eval: true })
    spinning.push(spins)
    await new Promise((resolve) => spins.once('message', resolve))
  }
  const busy = slowdown()
  expect(busy).toBeGreaterThan(1)
  expect(busy).toBeLessThanOrEqual(8)
})
