import type { Page } from '@playwright/test'
import type { EnforcedBy } from '../../workers/service/types.ts'

/**
 * Opens the app and waits until it can be driven and knows how it is protected; a reload for the service
 * worker's sake lies within.
 */
export async function openApp(page: Page, url = './'): Promise<void> {
  await page.goto(url)
  await page.locator('html[data-protection]').waitFor({ state: 'attached' })
  await page.waitForFunction(() => 'leakscope' in globalThis)
}

/** What the app believes, and what the browser says. */
export async function protectionOf(page: Page): Promise<{ enforcedBy: EnforcedBy; crossOriginIsolated: boolean }> {
  return page.evaluate(() => ({
    enforcedBy: document.documentElement.dataset['protection'] as EnforcedBy,
    crossOriginIsolated,
  }))
}

/** Tries to reach the address from the page and from inside each worker; what the browser did, by name. */
export function probeEgress(page: Page, url: string): Promise<Record<string, 'blocked' | 'reached'>> {
  return page.evaluate((to) => {
    const { leakscope } = globalThis as unknown as {
      leakscope: { probeEgress(url: string): Promise<Record<string, 'blocked' | 'reached'>> }
    }
    return leakscope.probeEgress(to)
  }, url)
}
