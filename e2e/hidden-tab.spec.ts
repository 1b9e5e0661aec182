/**
 * @file A run in a tab that lies behind another one. Playwright makes every page of its own believe that it is in
 * front; here it joins a browser that was started without it, whose tabs are hidden as a person's are.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.mjs'
import { openApp } from './support/app.ts'
import { typeInto } from './support/plan.ts'
import { patient } from './support/patience.ts'

/** A browser with a window of its own and a port to join it at. */
async function startBrowser(profile: string): Promise<{ process: ChildProcess; url: string }> {
  const args = ['--headless=new', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const browser = spawn(findChromium() ?? chromium.executablePath(), [...args, ...CHROMIUM_ARGS, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const url = await new Promise<string>((found, failed) => {
    browser.once('error', failed)
    browser.stderr.on('data', (text: Buffer) => {
      const [, address] = /listening on (ws:\S+)/.exec(text.toString()) ?? []
      if (address !== undefined) found(address)
    })
  })
  return { process: browser, url }
}

test(
  'in a hidden tab the run goes on, its title says how far it is, and a notice tells of its end',
  { tag: '@long' },
  async ({ baseURL }) => {
    test.setTimeout(patient(300_000))
    const profile = mkdtempSync(join(tmpdir(), 'leakscope-hidden-'))
    const started = await startBrowser(profile)
    const browser = await chromium.connectOverCDP(started.url, { noDefaults: true })
    try {
      const context = browser.contexts()[0]!
      await context.grantPermissions(['notifications'], { origin: new URL(baseURL!).origin })
      const page = context.pages()[0]!
      // The browser's own notices, and what was so when they were asked for.
      await page.addInitScript(() => {
        const { Notification: Own } = globalThis
        const notices: { title: string; body: string | undefined; shown: boolean; hidden: boolean }[] = []
        globalThis.Notification = class extends Own {
          constructor(title: string, options?: NotificationOptions) {
            super(title, options)
            const notice = { title, body: options?.body, shown: false, hidden: document.hidden }
            notices.push(notice)
            this.addEventListener('show', () => (notice.shown = true))
          }
        }
        Object.assign(globalThis, { notices })
      })
      await openApp(page, baseURL)
      await page.getByRole('link', { name: 'Plan', exact: true }).click()
      await typeInto(page, 'Limit', '12')
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await page.getByLabel('Tell me when it ends').check({ timeout: patient(90_000) })
      await expect(page.getByText(/ of 12 answers/).first()).toBeVisible({ timeout: patient(90_000) })

      const other = await context.newPage()
      await other.bringToFront()
      await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden')
      const before = await page.evaluate(async () => (await globalThis.leakscope!.runs())[0]?.status)
      expect(before).toBe('running')
      await expect.poll(() => page.title(), { timeout: patient(90_000) }).toBe('Done – Report – Leakscope')
      await expect
        .poll(() => page.evaluate(() => (globalThis as unknown as { notices: unknown }).notices))
        .toEqual([{ title: 'The audit has ended', body: 'Control: reader', shown: true, hidden: true }])
      expect(await page.evaluate(async () => (await globalThis.leakscope!.runs())[0])).toMatchObject({
        status: 'done',
        sampleCount: 12,
      })

      // Once seen, the tab has its own title again.
      await page.bringToFront()
      await expect.poll(() => page.title()).toBe('Report – Leakscope')
    } finally {
      await browser.close()
      const gone = once(started.process, 'exit')
      started.process.kill('SIGKILL')
      await gone
      // Its children may still write there as they die; the folder is the system's to tidy up then.
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined)
    }
  },
)
