/**
 * @file `npm run soak [-- --questions 2000 --backend wasm]`: many questions on many pictures in one worker.
 * After the first tenth, neither the worker's WebAssembly memory, nor the JavaScript heaps of page and
 * worker, nor the number of GPU buffers may grow by more than 5%.
 */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { buildHarness } from '../../e2e/harness/build.ts'
import type { harness as Harness } from '../../e2e/harness/main.ts'
import { launchChromium } from '../../scripts/lib/browser.ts'
import { serve } from '../../scripts/serve.mjs'

declare const harness: typeof Harness
declare const engine: Awaited<ReturnType<typeof Harness.openEngine>>

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const GROWTH = 0.05
const PER_PICTURE = 10

const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '2000' },
    backend: { type: 'string', default: 'wasm' },
    /** WebGPU in software takes a quarter of a second a token: a fixture's model is enough to count buffers. */
    model: { type: 'string', default: '' },
  },
})
const backend = values.backend as 'wasm' | 'webgpu'
const total = Number(values.questions)
const step = Math.max(PER_PICTURE, Math.round(total / 10 / PER_PICTURE) * PER_PICTURE)
const model = values.model || (backend === 'wasm' ? 'models/control-reader' : 'tiny-smolvlm')

interface Memory {
  readonly wasm: number
  readonly heaps: number
  readonly buffers: number
}

async function memory(page: Page): Promise<Memory> {
  return page.evaluate(async () => {
    const { liveBuffers, wasmBytes } = await harness.askWorker('count buffers')
    // After a full collection, all JavaScript of this page and its worker.
    const measure = (performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> })
      .measureUserAgentSpecificMemory
    const { bytes } = await measure.call(performance)
    return { wasm: wasmBytes, heaps: bytes, buffers: liveBuffers }
  })
}

async function ask(page: Page, from: number, count: number): Promise<void> {
  await page.evaluate(
    async ({ first, questions, perPicture, device }) => {
      for (let i = first; i < first + questions; i += perPicture) {
        const canvas = new OffscreenCanvas(160, 120)
        const context = canvas.getContext('2d')!
        context.fillStyle = `hsl(${(i * 47) % 360} 60% 60%)`
        context.fillRect(0, 0, 160, 120)
        context.fillStyle = 'black'
        context.fillText(`picture ${i}`, 10, 30)
        const handle = await engine.open(await canvas.convertToBlob({ type: 'image/png' }))
        const half = perPicture / 2
        for (let q = 0; q < half; q++) {
          const prompt = `question ${i + q}: what is written here?`
          await engine.generate(handle.id, prompt, device === 'wasm' ? 8 : 2, null)
          await engine.score(handle.id, prompt, ['ann', 'anne', 'bob'])
        }
        const rest = Array.from({ length: perPicture - half }, (_, q) => `question ${i + half + q}: and this?`)
        await engine.generateAll(handle.id, rest, device === 'wasm' ? 8 : 2, null)
        await engine.close(handle.id)
      }
    },
    { first: from, questions: count, perPicture: PER_PICTURE, device: backend },
  )
}

const outDir = await buildHarness()
cpSync(join(ROOT, 'public', 'models', 'control-reader'), join(outDir, 'models', 'control-reader'), { recursive: true })
const server = await serve({ root: outDir })
const browser = await launchChromium()
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(0)
  await page.goto(server.url)
  await page.waitForFunction(() => 'harness' in globalThis)
  await page.evaluate(
    async ({ name, device }) => {
      const source = await harness.readModelManifest(new URL(`${name}/`, location.href).href)
      const request = { device, dtype: null, onProgress() {}, signal: new AbortController().signal }
      Object.assign(globalThis, { engine: await harness.openEngine(source, request, harness.watched) })
    },
    { name: model, device: backend },
  )
  let base: Memory | null = null
  let last: Memory | null = null
  for (let asked = 0; asked < total;) {
    await ask(page, asked, step)
    asked += step
    last = await memory(page)
    base ??= last
    const mb = (bytes: number) => (bytes / 1e6).toFixed(1)
    process.stdout.write(
      `${asked} questions: WebAssembly ${mb(last.wasm)} MB, JavaScript ${mb(last.heaps)} MB, ${last.buffers} GPU buffers\n`,
    )
  }
  const growth = Object.entries(base!).map(
    ([what, value]) => [what, value === 0 ? 0 : last![what as keyof Memory] / value - 1] as const,
  )
  for (const [what, share] of growth)
    process.stdout.write(
      `${share <= GROWTH ? 'holds' : 'FAILS'}  ${what}: ${(share * 100).toFixed(1)}% (at most ${GROWTH * 100}%) after the first ${step}\n`,
    )
  process.exitCode = growth.every(([, share]) => share <= GROWTH) ? 0 : 1
} finally {
  await browser.close()
  await server.close()
}
