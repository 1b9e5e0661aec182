import type { Browser, Page } from '@playwright/test'
import { serve } from '../../scripts/serve.mjs'
import { openApp } from './app.ts'

/**
 * The app on a host that sends no security headers, before the service worker controls the page: nothing
 * protects it.
 */
export async function onUnprotectedPage(browser: Browser, work: (page: Page) => Promise<void>): Promise<void> {
  const bare = await serve({ headers: false })
  const context = await browser.newContext({ serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await openApp(page, bare.url)
    await work(page)
  } finally {
    await context.close()
    await bare.close()
  }
}
