/**
 * @file "A run makes no request", at the server's side and for minutes: the browser itself looks whether the
 * service worker's script has changed some 30 s after it was last used, unseen by the page. `npm test` ends
 * the service worker by hand in mid-run, which makes the look happen at once; `npm run test:requests` waits
 * (`LEAKSCOPE_RUN_SECONDS`), beside four busy loops.
 */
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { drive, provideModel, smallConfig } from './support/audit.ts'
import { countingProxy } from './support/counting-proxy.ts'
import { openApp } from './support/app.ts'
import { patient } from './support/patience.ts'

const SECONDS = Number(process.env['LEAKSCOPE_RUN_SECONDS'] ?? 0)
const WORKER = '/service-worker.js'
/** After it a look that was going to come has come. */
const SETTLED_MS = 3_000

test.describe.configure({ timeout: patient(300_000) + 1.5 * SECONDS * 1000 })

test('A run makes no request, nor does the browser for it.', async ({ page, context, baseURL }) => {
  const proxy = await countingProxy(baseURL ?? '')
  try {
    await openApp(page, proxy.url)
    await page.evaluate(() => navigator.serviceWorker.ready)
    // Outside a run the look is made, so that none in a run means something.
    await page.reload()
    await openApp(page, proxy.url)
    const loaded = proxy.seen.length
    await endServiceWorker(page, context)
    await expect.poll(() => proxy.seen.slice(loaded)).toContain(WORKER)

    const model = await provideModel(page)
    const run = await drive(page, {
      config: {
        ...smallConfig(model, 0),
        limit: null,
        shards: [SECONDS > 0 ? 'mm-privacy-standard' : 'mm-privacy-demo'],
      },
    })
    await run.until(({ phase }) => phase === 'running')
    const before = proxy.seen.length
    await endServiceWorker(page, context)
    await page.waitForTimeout(SETTLED_MS)
    // A worker that starts in mid-run is what would make the browser look again.
    await page.evaluate(() => globalThis.leakscope!.probeEgress(location.href))
    const probed = proxy.seen.slice(before).filter((url) => url !== '/')
    await endServiceWorker(page, context)
    await page.waitForTimeout(SETTLED_MS)
    expect(probed.filter((url) => url === WORKER)).toEqual([])
    const since = proxy.seen.length
    await page.waitForTimeout(SECONDS * 1000)
    expect(run.snapshots.at(-1)?.phase).toBe('running')
    expect(proxy.seen.slice(before)).not.toContain(WORKER)
    expect(proxy.seen.slice(since)).toEqual([])

    const ended = proxy.seen.length
    await page.evaluate(() => globalThis.leakscope!.stop())
    await run.finished
    // At the next visit the browser looks again.
    await openApp(page, proxy.url)
    await endServiceWorker(page, context)
    await expect.poll(() => proxy.seen.slice(ended)).toContain(WORKER)
  } finally {
    await proxy.close()
  }
})

/** As the browser does it when nothing has been asked of the service worker for 30 s. */
async function endServiceWorker(page: Page, context: BrowserContext): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await session.detach()
}
