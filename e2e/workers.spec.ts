/**
 * @file Each call of each worker's client, on a worker that fails in each way: it settles, soon, in one line
 * with a stable code, and the next call is well.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import { buildFaultyWorkers } from './harness/workers/build.ts'
import type { Outcome, workers as Workers } from './harness/workers/main.ts'
import { WAYS, type Way } from './harness/workers/ways.ts'
import { patient } from './support/patience.ts'

declare const workers: typeof Workers

let files: Awaited<ReturnType<typeof serve>>
let server: Server
let url: string

test.describe.configure({ timeout: patient(300_000) })
test.beforeAll(async () => {
  test.setTimeout(patient(180_000))
  files = await serve({ root: await buildFaultyWorkers() })
  server = createServer((request, response) => {
    // Asked for, and never answered.
    if (request.url === '/never.js') return
    void fetch(new URL(request.url ?? '/', files.url)).then(async ({ status, headers, body }) => {
      response.writeHead(status, { 'Content-Type': headers.get('Content-Type') ?? 'text/plain' })
      response.end(body === null ? '' : Buffer.from(await new Response(body).arrayBuffer()))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
test.afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await files.close()
})
test.beforeEach(async ({ page }) => {
  await page.goto(url)
  await page.waitForFunction(() => 'workers' in globalThis)
})

/** The limits of the harness add up to 12 s; the machine may be busy. */
const LONGEST_MS = 35_000
const ENGINES = new Set(['model', 'guard'])

/** What a call may reject with; null: it resolves. */
function expected(way: Way, call: string): string | null {
  const [worker = '', method = ''] = call.split('.')
  const lost = ENGINES.has(worker) ? 'engine-lost' : 'worker-lost'
  const opens = ['intake', 'vision'].includes(worker)
  switch (way) {
    case 'is missing':
    case 'is no script':
    case 'throws at once':
    case 'throws later':
    case 'ends by itself':
    case 'runs out of memory':
      return lost
    case 'never arrives':
    case 'is mute':
      return 'timeout'
    case 'never opens':
      return opens ? 'timeout' : call === 'modelWriter.serve' ? 'pending' : null
    case 'loops for ever':
      return worker === 'intake' ? 'bad-shard' : 'timeout'
    case 'never settles':
      return method === 'serve' ? 'pending' : 'timeout'
    case 'refuses':
      return 'quota'
    case 'breaks':
      return 'machine-unfit'
    case 'well':
      return null
  }
}

/** A worker that only refused is still there, and refuses again; what a dead one leaves is a fresh one. */
function expectedAgain(way: Way, call: string, again: string | null): string | null {
  // Intake starts the next one at once, to clear up, which may loop as well.
  if (way === 'loops for ever' && call.startsWith('intake.') && again === 'bad-shard') return again
  const replaced = !['audit', 'intake', 'vision'].includes(call.split('.', 1)[0] ?? '')
  return replaced || (way !== 'refuses' && way !== 'breaks') ? null : expected(way, call)
}

for (const way of WAYS) {
  test(`a worker that ${way}`, async ({ page }) => {
    const outcomes = await page.evaluate((given) => workers.tryAll(given), way)
    expect(outcomes.length).toBeGreaterThan(way === 'loops for ever' ? 5 : 25)
    check(way, outcomes)
  })
}

test('a call that is aborted, to a worker that takes no notice', async ({ page }) => {
  const outcomes = await page.evaluate(() => workers.tryAll('never settles', 300))
  const aborted = outcomes.filter(({ code }) => code === 'aborted').map(({ call }) => call)
  expect(aborted).toEqual([
    'intake.prepareShipped',
    'intake.preview',
    'intake.importFiles',
    'guard.load',
    'model.load',
    'model.selfCheck',
    'model.open',
    'model.generate',
    'model.generateAll',
    'model.converse',
    'model.score',
    'model.force',
    'model.forceText',
    'model.hiddenStates',
  ])
  for (const { ms, again } of outcomes.filter(({ code }) => code === 'aborted')) {
    expect(ms).toBeLessThan(LONGEST_MS)
    expect(again).toBeNull()
  }
})

function check(way: Way, outcomes: readonly Outcome[]): void {
  const faults = outcomes
    .filter(
      ({ call, code, message, ms, again }) =>
        code !== expected(way, call) ||
        (code !== null && code !== 'pending' && !/^[A-Z].{15,200}$/.test(message)) ||
        ms > LONGEST_MS ||
        again !== expectedAgain(way, call, again),
    )
    .map(({ call, code, message, ms, again }) => `${call}: ${code}, "${message}", ${Math.round(ms)} ms, then ${again}`)
  expect(faults).toEqual([])
}
