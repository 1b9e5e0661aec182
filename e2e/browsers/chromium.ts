import { chromium } from 'playwright'
import { CHROMIUM_ARGS, findOrInstallChromium } from '../../scripts/find-chromium.mjs'
import type { Browser } from './browser.ts'

export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: CHROMIUM_ARGS })
  const page = await browser.newPage()
  page.setDefaultTimeout(60_000)
  return {
    name: 'chromium',
    version: browser.version(),
    goto: async (url) => void (await page.goto(url)),
    text: (expression) => page.evaluate<string>(expression),
    click: (selector) => page.click(selector),
    setFiles: (selector, paths) => page.setInputFiles(selector, [...paths]),
    close: () => browser.close(),
  }
}
