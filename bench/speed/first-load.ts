/** @file What the page fetches before anybody touches it, and how long until it answers. */
import { gzipSync } from 'node:zlib'
import { ensureBuilt } from '../../scripts/build.mjs'
import { launchChromium } from '../../scripts/lib/browser.ts'
import { serve } from '../../scripts/serve.mjs'
import type { Row } from './run.ts'

const LIMIT_KB = 250

export async function firstLoad(): Promise<Row> {
  ensureBuilt()
  const server = await serve()
  const browser = await launchChromium()
  try {
    const context = await browser.newContext({ serviceWorkers: 'block' })
    const page = await context.newPage()
    const scripts = new Map<string, Promise<number>>()
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname
      if (/\.m?js$/.test(path))
        scripts.set(
          path,
          response.body().then((body) => gzipSync(body, { level: 9 }).length),
        )
    })
    await page.goto(server.url)
    await page.getByRole('button').first().waitFor()
    await page.waitForLoadState('networkidle')
    const sizes = await Promise.all(scripts.values())
    const kb = sizes.reduce((sum, size) => sum + size, 0) / 1000
    return {
      work: 'first load, before any model: KB of gzipped JavaScript',
      ratio: kb,
      floor: `<= ${LIMIT_KB}`,
      holds: kb <= LIMIT_KB,
      detail: `${scripts.size} scripts: ${[...scripts.keys()].map((path) => path.split('/').at(-1)).join(', ')}`,
    }
  } finally {
    await browser.close()
    await server.close()
  }
}
