import type { FileChooser, Page } from '@playwright/test'
import { patient } from './patience.ts'

/**
 * The picker that a press opens. Waiting for it tells Chromium to hand pickers over, and does not wait until it
 * knows: on a busy machine a press may be quicker, and then no picker ever comes. What is asked of the page behind
 * that is answered once it does.
 */
export async function fileChooser(page: Page, press: () => Promise<unknown>): Promise<FileChooser> {
  const chooser = page.waitForEvent('filechooser', { timeout: patient(60_000) })
  chooser.catch(() => undefined)
  await page.evaluate(() => undefined)
  await press()
  return chooser
}
