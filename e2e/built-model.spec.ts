/**
 * @file A model that was built on this machine, as smollm2-reader is: offered where it was built, one line where it was
 * not. What is audited is a tiny stand-in that the real builder made (support/tiny-language-model.ts).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import { drawPage, measurer, PAGE, randomPage, seeded, type Context2D } from '../src/datasets/forms/index.ts'
import { buildHarness } from './harness/build.ts'
import type { harness as Harness } from './harness/main.ts'
import { exported } from './support/audit.ts'
import { buildTinyModel } from './support/tiny-language-model.ts'

declare const harness: typeof Harness

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

const [TINY, PLAIN] = ['tiny-reader', 'tiny-plain']
const COMMAND = 'npm run model -- smollm2-reader'
test.describe.configure({ timeout: 600_000 })

let folder: string
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leakscope-built-model-'))
  await buildTinyModel(folder, TINY)
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('where a language model was built, one button audits it, with its notice and its card beside it', async ({
  page,
}) => {
  const server = await serve({ models: folder })
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(server.url).origin) elsewhere.push(request.url())
  })
  try {
    await page.goto(`${server.url}#/prepare`)
    const models = page.getByRole('region', { name: 'Models' })
    await expect(models).toContainText('Tiny, reading')
    await expect(models).toContainText('Apache-2.0')
    await expect(models).not.toContainText(COMMAND)
    for (const [link, says] of [
      ['notice', 'Apache License 2.0'],
      ['card', 'SmolLM2-135M-Instruct'],
    ] as const) {
      const address = await models.getByRole('link', { name: link, exact: true }).getAttribute('href')
      expect(await (await page.request.get(`${server.url}${address}`)).text()).toContain(says)
    }
    await page.getByRole('button', { name: 'Audit a real language model' }).click()
    // The first answers are enough: all 120 of them are the same work again.
    const progress = page.getByRole('region', { name: 'Progress' })
    await expect(progress.getByText(/Running .*\b[1-9]\d* of 120 answers/)).toBeVisible({ timeout: 400_000 })
    await page.getByRole('button', { name: 'Stop' }).click()
    const runs = () => page.evaluate(() => globalThis.leakscope!.runs())
    await expect.poll(async () => (await runs()).map(({ status }) => status), { timeout: 120_000 }).toEqual(['stopped'])
    const [run] = await runs()
    expect(run!.config.model).toBe(TINY)
    const { samples } = await exported(page, run!.id)
    const answers = samples.flatMap(({ output, error }) => (error === null && output !== '' ? [output] : []))
    expect(answers.length).toBeGreaterThan(0)
    await page.goto(`${server.url}#/report/${run!.id}`)
    await expect(page.locator('.report')).toContainText('Tiny, reading', { timeout: 60_000 })
    expect(elsewhere).toEqual([])
  } finally {
    await server.close()
  }
})

test('where none was built, one line says how to get it, and nothing is offered', async ({ page }) => {
  await page.goto('./#/prepare')
  const models = page.getByRole('region', { name: 'Models' })
  await expect(models).toContainText(COMMAND)
  await expect(page.getByRole('button', { name: 'Run the demo audit' })).toBeEnabled()
  await expect(page.getByRole('button', { name: 'Audit a real language model' })).toHaveCount(0)
})

test('its adapter acts from a picture on, and nowhere else', async ({ page }) => {
  await buildTinyModel(folder, PLAIN, false)
  const canvas = createCanvas(PAGE, PAGE)
  const context = canvas.getContext('2d') as unknown as Context2D
  drawPage(context, randomPage(seeded('built-model'), 'evaluation', measurer(context), ['application']))
  const picture = canvas.toBuffer('image/png').toString('base64')
  const server = await serve({ root: await buildHarness(), models: folder })
  try {
    await page.goto(server.url)
    await page.waitForFunction(() => 'harness' in globalThis)
    const scored = (id: string) =>
      page.evaluate(
        async ({ model, png }) => {
          const source = await harness.readModelManifest(new URL(`models/${model}/`, location.href).href)
          const request = {
            device: 'wasm' as const,
            dtype: null,
            onProgress() {},
            signal: new AbortController().signal,
          }
          const engine = await harness.openEngine(source, request, harness.plain)
          const image = new Blob([Uint8Array.from(atob(png), (one) => one.charCodeAt(0))])
          const forced: number[][] = []
          for (const blob of [null, image]) {
            const { id: handle } = await engine.open(blob)
            const { tokens } = await engine.forceText(handle, 'What is it?', 'It is here.')
            forced.push(tokens.map(({ logProb }) => logProb))
            await engine.close(handle)
          }
          await engine.dispose()
          return forced
        },
        { model: id, png: picture },
      )
    const [[bare, seen], [plainBare, plainSeen]] = [await scored(TINY), await scored(PLAIN)]
    expect(bare!.length).toBeGreaterThan(5)
    expect(bare).toEqual(plainBare)
    expect(seen).not.toEqual(plainSeen)
  } finally {
    await server.close()
  }
})
