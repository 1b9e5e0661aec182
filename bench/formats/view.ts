/**
 * @file `tsx bench/formats/view.ts DIR`: Inspect's own viewer, as `inspect view bundle` wrote it for open.py, in
 * Chromium: its list names every log, and an opened log shows its answers and numbers. Ends with 1 where not.
 */
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { chromium } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../../scripts/find-chromium.mjs'

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}
const PATIENCE_MS = 120_000

const folder = process.argv[2]
if (folder === undefined) throw new Error('needs a bundle of Inspect’s viewer')
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname))
  const file = join(folder, path === '/' ? 'index.html' : path)
  readFile(file).then(
    (bytes) => answer(bytes, request.headers.range),
    () => response.writeHead(404).end(),
  )
  /** The viewer reads zips by ranges. */
  function answer(bytes: Buffer, range: string | undefined): void {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
    const type = { 'content-type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream', 'accept-ranges': 'bytes' }
    if (from === undefined) {
      response.writeHead(200, { ...type, 'content-length': bytes.length })
      response.end(request.method === 'HEAD' ? undefined : bytes)
      return
    }
    const end = to === undefined || to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1)
    const headers = { ...type, 'content-range': `bytes ${from}-${end}/${bytes.length}` }
    response.writeHead(206, headers).end(bytes.subarray(Number(from), end + 1))
  }
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const listing = JSON.parse(await readFile(join(folder, 'logs', 'listing.json'), 'utf8')) as Record<string, object>
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: [...CHROMIUM_ARGS] })
try {
  const page = await browser.newPage({ viewport: { width: 1600, height: 2400 } })
  page.setDefaultTimeout(PATIENCE_MS)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await page.goto(at)
  for (const name of ['mm-privacy', 'mllmu-bench', 'mm-privacy--redact'])
    await page.getByText(name, { exact: true }).first().waitFor()
  await page.getByText('mm-privacy', { exact: true }).first().click()
  await page.getByText('disclosure', { exact: false }).first().waitFor()
  await page.getByText('leak', { exact: false }).first().waitFor()
  if (errors.length > 0) throw new Error(`the viewer threw: ${errors.join('; ')}`)
  process.stdout.write(`inspect view in Chromium: ${Object.keys(listing).length} logs listed, one opened\n`)
} finally {
  await browser.close()
  server.close()
}
