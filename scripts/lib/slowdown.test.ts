import { spawn, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { slowdown } from './slowdown.mjs'

const spinning: ChildProcess[] = []
afterEach(() => {
  for (const child of spinning.splice(0)) child.kill('SIGKILL')
})

test('is 1 or more, and at most 8; more where every core has three to do', { timeout: 60_000 }, async () => {
  expect(slowdown()).toBeGreaterThanOrEqual(1)
  for (let child = 0; child < 3 * availableParallelism(); child++) {
    // A process of its own: the time of a thread would count as this one's.
    const spins = spawn(process.execPath, ['-e', 'process.stdout.write("."); for (;;);'])
    spinning.push(spins)
    await new Promise((resolve) => spins.stdout.once('data', resolve))
  }
  const busy = slowdown()
  expect(busy).toBeGreaterThan(1)
  expect(busy).toBeLessThanOrEqual(8)
})
