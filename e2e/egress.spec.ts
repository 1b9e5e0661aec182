/**
 * @file What README and app claim of ways out, by thread: workers reach no other address; the page reaches
 * none where the browser knows `Connection-Allowlist`; where it does not, what is left is named here. Each
 * way is tried for real against a server on another port, and on a page without protection the same ways get
 * out.
 */
import { createSocket } from 'node:dgram'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import { openApp, probeEgress } from './support/app.ts'
import { countingProxy } from './support/counting-proxy.ts'
import { startOtherOrigin, type OtherOrigin } from './support/other-origin.ts'
import {
  defineAppend,
  LEAVING_WAYS,
  OF_ITS_OWN_WINDOW,
  PAGE_WAYS,
  WORKER_WAYS,
  type Target,
} from './support/ways-out.ts'

/** A request that was going to come has come. */
const SETTLED_MS = 600

let other: OtherOrigin
let target: Target
let packets = 0
const socket = createSocket('udp4')
test.beforeAll(async () => {
  socket.on('message', () => (packets += 1))
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound))
})
test.afterAll(() => socket.close())
test.beforeEach(async () => {
  other = await startOtherOrigin()
  target = { http: other.url, udp: socket.address().port }
})
test.afterEach(() => other.close())

/**
 * Which of the ways out of the page itself, or of windows of its own, arrived. A page that is still there
 * after one is used for the next.
 */
async function leaving(context: BrowserContext, url: string): Promise<string[]> {
  const arrived: string[] = []
  let page: Page | null = null
  for (const [name, way] of Object.entries({ ...LEAVING_WAYS, ...OF_ITS_OWN_WINDOW })) {
    if (page === null) {
      page = await context.newPage()
      await openApp(page, url)
      await page.evaluate(defineAppend)
    }
    let crashed = false
    page.on('crash', () => (crashed = true))
    const before = { requests: other.requests().length, packets }
    // Chromium 156 ends a page whose frame tries WebRTC against Connection-Allowlist: nothing has got out then.
    await page.evaluate(way, target).catch(() => undefined)
    await settle()
    const out = other.requests().length > before.requests || packets > before.packets
    if (out) arrived.push(name)
    if (out || crashed) {
      await page.close()
      page = null
    }
  }
  await page?.close()
  return arrived
}

function settle(): Promise<void> {
  return new Promise((settled) => setTimeout(settled, SETTLED_MS))
}

/** Tries all ways that leave the page where it is. */
async function staying(page: Page): Promise<void> {
  await page.evaluate(defineAppend)
  for (const way of Object.values(PAGE_WAYS)) {
    // Some never settle where they are refused.
    await Promise.race([page.evaluate(way, target).catch(() => undefined), settle()])
  }
  await settle()
}

test('Workers, which hold pictures, models and answers, reach no other address.', async ({ page, context }) => {
  const scripts = new Set<string>()
  page.on('worker', (worker) => scripts.add(worker.url()))
  await openApp(page)
  await page.evaluate(() => navigator.serviceWorker.ready)
  // Starts one of each, and ends some again.
  const probed = await probeEgress(page, other.url)
  expect(Object.keys(probed)).toEqual(
    expect.arrayContaining(['audit', 'guard', 'intake', 'model-store', 'model', 'vision']),
  )
  const before = page.workers()
  await page.evaluate(
    (urls) => {
      // Kept, so that they are not collected.
      Object.assign(globalThis, { tried: urls.map((url) => new Worker(url, { type: 'module' })) })
    },
    [...scripts],
  )
  await expect.poll(() => page.workers().filter((worker) => !before.includes(worker)).length).toBe(scripts.size)
  expect(scripts.size).toBeGreaterThanOrEqual(6)
  const workers = [...page.workers().filter((worker) => !before.includes(worker)), ...context.serviceWorkers()]
  for (const worker of workers) {
    for (const way of Object.values(WORKER_WAYS))
      await Promise.race([worker.evaluate(way, target).catch(() => undefined), settle()])
  }
  await settle()
  expect(other.hits).toEqual([])
  expect(packets).toBe(0)
})

test('In a browser that knows Connection-Allowlist (Chromium), the page reaches no other address.', async ({
  page,
  context,
  baseURL,
}) => {
  await openApp(page)
  await staying(page)
  expect(other.requests()).toEqual([])
  expect(await leaving(context, baseURL ?? '')).toEqual([])
})

test('the same on a host without headers, by the service worker', async ({ page, context }) => {
  const bare = await serve({ headers: false })
  try {
    await openApp(page, bare.url)
    await staying(page)
    expect(other.requests()).toEqual([])
    expect(await leaving(context, bare.url)).toEqual([])
  } finally {
    await bare.close()
  }
})

test('In a browser that does not, code in the page could get out through a frame or a window that it makes for itself, and in no other way that was tried.', async ({
  browser,
  baseURL,
}) => {
  // The service worker would put the header back.
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const proxy = await countingProxy(baseURL ?? '', ['connection-allowlist'])
  try {
    const page = await context.newPage()
    await openApp(page, proxy.url)
    await staying(page)
    expect(other.requests()).toEqual([])
    expect(await leaving(context, proxy.url)).toEqual(Object.keys(OF_ITS_OWN_WINDOW))
  } finally {
    await context.close()
    await proxy.close()
  }
})

test('a page without protection: the same ways do get out', async ({ browser }) => {
  const bare = await serve({ headers: false })
  const context = await browser.newContext({ serviceWorkers: 'block' })
  try {
    await context.route('**/seal.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
    const page = await context.newPage()
    await openApp(page, bare.url)
    await staying(page)
    const requests = other.requests().length
    expect(requests).toBeGreaterThanOrEqual(Object.keys(PAGE_WAYS).length - 4)
    const arrived = await leaving(context, bare.url)
    expect(arrived).toEqual([...Object.keys(LEAVING_WAYS), ...Object.keys(OF_ITS_OWN_WINDOW)])
  } finally {
    await context.close()
    await bare.close()
  }
})
