/** @file First visit with a network, then for good without one; and an address that goes to another app. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import { demoConfigs } from '../src/ui/demo.ts'
import { openApp } from './support/app.ts'
import { countingProxy } from './support/counting-proxy.ts'
import { makeShard } from './support/stages.ts'
import { patient } from './support/patience.ts'

test.describe.configure({ timeout: patient(300_000) })

test('After the first visit the app and its demo run without a network.', async ({ page }) => {
  const server = await serve()
  await openApp(page, server.url)
  await expect(page.getByText(/^✓ Ready offline: all \d+ files/)).toBeVisible({ timeout: patient(90_000) })
  // What the demo does not need is kept when somebody asks for it, and is seen to be.
  await page.getByText('Prepare for offline: keep more than the demo').click()
  const pictures = page.getByRole('listitem').filter({ hasText: 'Reading your own pictures' })
  await expect(pictures).toContainText(/^Reading your own pictures\d+ of \d+ files are kept/)
  await page.getByRole('button', { name: 'Keep for offline: Reading your own pictures' }).click()
  await expect(pictures).toContainText(/✓ kept: all \d+ files, \d/, { timeout: patient(60_000) })
  await server.close()

  await openApp(page, server.url)
  await expect(page.getByText(/^✓ Ready offline/)).toBeVisible({ timeout: patient(30_000) })
  await page.getByRole('button', { name: 'Licences of what it contains' }).click()
  await expect(page.getByRole('dialog', { name: 'Licences' })).toContainText('- onnxruntime-web 1')
  await page.keyboard.press('Escape')
  // The whole demo is run without a network in e2e/demo.spec.ts.
  for (const config of demoConfigs()) {
    const result = await page.evaluate((asked) => globalThis.leakscope!.runAudit({ ...asked, limit: 1 }), config)
    expect(result).toMatchObject({ ok: { status: 'done', sampleCount: 1 } })
  }
  await page.goto(`${server.url}#/report`)
  await expect(page.locator('.report')).toBeVisible({ timeout: patient(60_000) })

  await page.goto(`${server.url}#/plan`)
  await page.getByRole('button', { name: 'Add your own pictures…' }).click()
  const picture = join(import.meta.dirname, 'fixtures/faces/drawn.jpg')
  await page.getByLabel('Pick pictures').setInputFiles(picture)
  await expect(page.getByRole('region', { name: 'drawn.jpg' })).toContainText('a face seen', {
    timeout: patient(60_000),
  })
})

test('what is not kept is not called ready, and is fetched again', async ({ page, baseURL }) => {
  await openApp(page)
  await expect(page.getByText(/^✓ Ready offline/)).toBeVisible({ timeout: patient(90_000) })
  await page.evaluate(async (base) => {
    const cache = await caches.open('leakscope-data')
    // Other bytes under the same name, as from a host that was not asked again.
    await cache.put(new URL('models/control-reader/config.json', base), new Response('{}'))
    await cache.delete(new URL('models/control-reader/tokenizer.json', base))
  }, baseURL)
  await openApp(page)
  await expect(page.getByText(/^Not ready offline yet: /)).toBeVisible()
  await expect(page.getByText(/^✓ Ready offline/)).toBeVisible({ timeout: patient(90_000) })
})

test('While picked files are read and imported, nothing is asked of the server; what is kept for offline use goes on behind it.', async ({
  page,
  baseURL,
}) => {
  const scratch = mkdtempSync(join(tmpdir(), 'leakscope-offline-'))
  const { file } = await makeShard(scratch, 'a')
  let slow = true
  const proxy = await countingProxy(baseURL!, [], async (url) => {
    if (slow && url.startsWith('/models/')) await new Promise((later) => setTimeout(later, 100))
    return true
  })
  try {
    await openApp(page, proxy.url)
    // Of the demo's models the page itself asks for the lists alone.
    await expect.poll(() => proxy.seen.some((url) => url.includes('/onnx/')), { timeout: patient(60_000) }).toBe(true)
    const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(false))
    await input.setInputFiles(file)
    const from = proxy.seen.length
    const [preview, imported] = await input.evaluate(async (element) => [
      await globalThis.leakscope!.previewShard(element),
      await globalThis.leakscope!.importShard(element),
    ])
    const asked = proxy.seen.slice(from)
    expect(preview).toHaveProperty('ok')
    expect(imported).toHaveProperty('ok')
    // One file more, where it had been asked for in the moment between; and the browser's own look.
    expect(asked.filter((url) => url !== '/service-worker.js').length).toBeLessThanOrEqual(1)
    slow = false
    await openApp(page, proxy.url)
    await expect(page.getByText(/^✓ Ready offline/)).toBeVisible({ timeout: patient(90_000) })
  } finally {
    await proxy.close()
    rmSync(scratch, { recursive: true, force: true })
  }
})

test('a first visit whose files do not all arrive, or late, is made ready all the same, without a reload', async ({
  browser,
  baseURL,
}) => {
  const READY = /^✓ Ready offline: all \d+ files/
  // The page itself asks for neither before an audit.
  const refused: string[] = []
  const ways: Readonly<Record<string, (url: string) => boolean | Promise<boolean>>> = {
    'a file is not there at first': (url) => {
      if (!url.endsWith('.wasm') || refused.length === 2) return true
      refused.push(url)
      return false
    },
    'the service worker comes late': async (url) => {
      if (url.endsWith('/service-worker.js')) await new Promise((late) => setTimeout(late, 20_000))
      return true
    },
  }
  for (const [way, passes] of Object.entries(ways)) {
    const proxy = await countingProxy(baseURL!, [], passes)
    const context = await browser.newContext()
    const page = await context.newPage()
    await openApp(page, proxy.url)
    await expect(page.getByText(READY), way).toBeVisible({ timeout: patient(120_000) })
    await context.close()
    await proxy.close()
  }
  expect(refused).toHaveLength(2)
})

test('another app that is given our address gets it whole: no service worker, no headers of ours, no old page', async ({
  page,
}) => {
  const ours = await serve()
  await openApp(page, ours.url)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await ours.close()
  const html = '<!doctype html><title>Another app</title><script>document.title += " runs"</script>'
  const another = createServer((request, response) => {
    response.writeHead(request.url === '/missing' ? 404 : 200, { 'Content-Type': 'text/html' })
    response.end(html)
  })
  await new Promise<void>((listening) => another.listen(ours.port, '127.0.0.1', listening))
  try {
    await page.goto(ours.url)
    // Its inline script is what our policy would have refused.
    await expect(page).toHaveTitle('Another app runs')
    await page.reload()
    await expect(page).toHaveTitle('Another app runs')
    const left = await page.evaluate(async () => ({
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      controlled: navigator.serviceWorker.controller !== null,
      caches: (await caches.keys()).filter((name) => name.startsWith('leakscope-')),
    }))
    expect(left).toEqual({ workers: 0, controlled: false, caches: [] })
  } finally {
    another.close()
    another.closeAllConnections()
  }
})
