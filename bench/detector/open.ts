/**
 * @file The shipped harm detector in a headless Chromium, for the command line: files served as they are, no
 * app around it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { CHROMIUM_ARGS, findChromium } from '../../scripts/find-chromium.mjs'
import { selfHostedOrt } from '../../scripts/vite-plugins.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The order in which the page gives them. */
export const HEADS = ['harm', 'private'] as const
export type Device = 'wasm' | 'webgpu'
/** Texts of one call into the page. */
const CHUNK = 50

export interface OpenDetector {
  /** P of each of `HEADS` for each text, the largest over its windows. */
  score(device: Device, texts: readonly string[]): Promise<number[][]>
  close(): Promise<void>
}

export async function openDetector(): Promise<OpenDetector> {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-detector-'))
  const server = await createServer({
    configFile: false,
    root: join(ROOT, 'bench', 'detector'),
    publicDir: join(ROOT, 'public'),
    cacheDir: join(folder, 'vite'),
    plugins: [selfHostedOrt()],
    logLevel: 'error',
    optimizeDeps: { exclude: ['@huggingface/transformers', 'onnxruntime-web'] },
    resolve: {
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development', 'import', 'default'],
    },
    server: { port: 0, fs: { allow: [ROOT] } },
  })
  await server.listen()
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) })
  const close = async (): Promise<void> => {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const page = await browser.newPage()
    // A busy machine is no fault.
    page.setDefaultTimeout(600_000)
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    await page.waitForFunction(() => 'score' in globalThis)
    return {
      async score(device, texts) {
        const out: number[][] = []
        for (let i = 0; i < texts.length; i += CHUNK) {
          out.push(
            ...(await page.evaluate(
              ([d, t]) =>
                (globalThis as unknown as { score: (d: string, t: string[]) => Promise<number[][]> }).score(d, t),
              [device, texts.slice(i, i + CHUNK)] as const,
            )),
          )
        }
        return out
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
