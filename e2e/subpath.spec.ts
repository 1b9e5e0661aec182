/**
 * @file The build in a folder of a host that sends no headers, served by the script that lies in the build
 * (docs/deploy.md).
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { DIST } from '../scripts/serve.mjs'
import { demoConfigs } from '../src/ui/demo.ts'
import { openApp, protectionOf } from './support/app.ts'
import { patient } from './support/patience.ts'

const SERVICE_WORKER = 'service-worker.js'

/** The build in a folder of its own; the service worker's script is a copy, to be changed. */
function place(): { readonly root: string; readonly folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'leakscope-subpath-'))
  const folder = join(root, 'leakscope')
  mkdirSync(folder)
  for (const name of readdirSync(DIST).filter((one) => one !== SERVICE_WORKER))
    symlinkSync(join(DIST, name), join(folder, name))
  copyFileSync(join(DIST, SERVICE_WORKER), join(folder, SERVICE_WORKER))
  return { root, folder }
}

async function serveFolder(root: string, port: number): Promise<{ process: ChildProcess; port: number }> {
  const process = spawn('node', [join(DIST, 'serve.mjs'), root, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve) => process.stdout.once('data', (data) => resolve(String(data))))
  return { process, port: Number(/:(\d+)\//.exec(line)?.[1]) }
}

test('dist/ under /leakscope/ of a host without headers: installable, its demo offline, a newer version offered outside runs', async ({
  page,
}) => {
  test.setTimeout(patient(240_000))
  const { root, folder } = place()
  let server = await serveFolder(root, 0)
  const url = `http://127.0.0.1:${server.port}/leakscope/`
  try {
    await openApp(page, url)
    expect(await protectionOf(page)).toEqual({ enforcedBy: 'service-worker', crossOriginIsolated: true })
    const devtools = await page.context().newCDPSession(page)
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
    // Every context of a test is a private window, which installs nothing.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
    const { url: manifest, errors } = await devtools.send('Page.getAppManifest')
    expect([manifest, errors]).toEqual([`${url}manifest.webmanifest`, []])
    await expect(page.getByText(/^✓ Ready offline: all \d+ files/)).toBeVisible({ timeout: patient(90_000) })

    server.process.kill()
    await openApp(page, url)
    for (const config of demoConfigs()) {
      const result = await page.evaluate((asked) => globalThis.leakscope!.runAudit({ ...asked, limit: 1 }), config)
      expect(result).toMatchObject({ ok: { status: 'done', sampleCount: 1 } })
    }
    await page.goto(`${url}#/report`)
    await expect(page.locator('.report')).toBeVisible({ timeout: patient(60_000) })

    appendFileSync(join(folder, SERVICE_WORKER), '\n// A newer version.\n')
    server = await serveFolder(root, server.port)
    await openApp(page, url)
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    const offer = page.getByRole('button', { name: 'Reload with the newer version' })
    await expect(offer).toBeVisible({ timeout: patient(60_000) })
    const another = await page.context().newPage()
    await openApp(another, url)
    await offer.click()
    await expect(page.getByText('open in another window: close it first')).toBeVisible()
    await another.close()
    await Promise.all([page.waitForEvent('load'), offer.click()])
    await page.waitForFunction(() => 'leakscope' in globalThis)
    await expect(offer).toHaveCount(0)
    expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull()
  } finally {
    server.process.kill()
    rmSync(root, { recursive: true, force: true })
  }
})
