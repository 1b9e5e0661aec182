/**
 * @file The policies: that every document and worker has them, whoever sets them, and that the app knows when
 * nobody does. Ways out: egress.spec.ts.
 */
import { readdirSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { DOCUMENT_POLICY, headersOf, HUB, type Hub } from '../scripts/policy.mjs'
import { DIST, serve } from '../scripts/serve.mjs'
import { openApp, probeEgress, protectionOf } from './support/app.ts'
import { startOtherOrigin, type OtherOrigin } from './support/other-origin.ts'
import { onUnprotectedPage } from './support/unprotected.ts'

/** Workers that see private data; the app may have more, and then they are held to the same. */
const WORKERS = ['audit', 'guard', 'intake', 'model-store', 'model', 'vision']
async function expectEveryWorker(page: Page, outcome: 'blocked' | 'reached'): Promise<void> {
  const outcomes = await probeEgress(page, other.url)
  expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(WORKERS))
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map((name) => [name, outcome])))
}

let other: OtherOrigin
test.beforeEach(async () => {
  other = await startOtherOrigin()
})
test.afterEach(() => other.close())

test('every document and every worker script carries the CSP as a header', async ({ page, request }) => {
  const workerScripts = new Set<string>()
  page.on('worker', (worker) => workerScripts.add(worker.url()))
  const document = await page.goto('./')
  expect(document?.headers()).toMatchObject(lowerCase(headersOf('', HUB)))

  await openApp(page)
  await probeEgress(page, other.url)
  expect(workerScripts.size).toBeGreaterThanOrEqual(WORKERS.length)

  const scripts = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(html|m?js)$/.test(name))
  // Two documents have policies of their own: the hub page and its frame (e2e/hub.spec.ts).
  const hub = { ...HUB, ...((await (await request.get('hub.json')).json()) as Partial<Hub>) }
  for (const url of [...workerScripts, ...scripts]) {
    const response = await request.get(url)
    expect(response.status(), url).toBe(200)
    expect(response.headers(), url).toMatchObject(lowerCase(headersOf(url, hub)))
  }
})

test('a fetch from inside each worker to another origin is blocked', async ({ page }) => {
  await openApp(page)
  await expectEveryWorker(page, 'blocked')
  expect(other.hits).toEqual([])
})

test('code made from text does not run', async ({ page }) => {
  await openApp(page)
  const outcome = await page.evaluate(async () => {
    const policies: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => policies.push(event.originalPolicy))
    const element = document.createElement('div')
    let markup = true
    try {
      element.innerHTML = '<b>bold</b>'
    } catch {
      markup = false
    }
    const picture = document.createElement('img')
    const script = document.createElement('script')
    element.append(picture, script)
    try {
      picture.setAttribute('onerror', 'globalThis.escaped = true')
      markup = true
    } catch {
      // As it must be.
    }
    picture.src = 'data:,'
    script.append('globalThis.escaped = true')
    document.body.append(element)
    // Later, because what the test tool runs at once is exempt from the policy.
    const evaluated = await new Promise<boolean>((resolve) => {
      setTimeout(() => {
        try {
          // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
          new Function('return 1')()
          resolve(true)
        } catch {
          resolve(false)
        }
      })
    })
    await new Promise((done) => setTimeout(done, 300))
    return { markup, escaped: 'escaped' in globalThis, evaluated, policies: [...new Set(policies)] }
  })
  expect(outcome).toEqual({ markup: false, escaped: false, evaluated: false, policies: [DOCUMENT_POLICY] })
})

test('on a host with headers the app says that headers enforce it', async ({ page }) => {
  await openApp(page)
  expect(await protectionOf(page)).toEqual({ crossOriginIsolated: true, enforcedBy: 'headers' })
})

test('on a host without headers the service worker adds them, before any private image is accepted', async ({
  page,
}) => {
  const bare = await serve({ headers: false })
  try {
    // The app can be driven only when the document is already the protected one.
    await openApp(page, bare.url)
    expect(await protectionOf(page)).toEqual({ crossOriginIsolated: true, enforcedBy: 'service-worker' })
    await expectEveryWorker(page, 'blocked')
    expect(other.hits).toEqual([])
  } finally {
    await bare.close()
  }
})

test('with the server gone, the service worker still opens the app, and still protects it', async ({ page }) => {
  const bare = await serve({ headers: false })
  await openApp(page, bare.url)
  await bare.close()
  await openApp(page, bare.url)
  expect(await protectionOf(page)).toEqual({ crossOriginIsolated: true, enforcedBy: 'service-worker' })
  await expectEveryWorker(page, 'blocked')
  expect(other.hits).toEqual([])
})

test('where neither host nor service worker protects it, the app knows, and the probe gets out', async ({
  browser,
}) => {
  await onUnprotectedPage(browser, async (page) => {
    expect(await protectionOf(page)).toEqual({ crossOriginIsolated: false, enforcedBy: 'none' })
    // The same probe as above: were it unable to reach anything, "blocked" would prove nothing.
    await expectEveryWorker(page, 'reached')
    expect(other.hits).not.toEqual([])
  })
})

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
