import { build } from 'vite'
import { selfHostedOrt } from '../../scripts/vite-plugins.ts'

let built: Promise<string> | null = null

/**
 * Builds the engine with its harness page and the tiny models beside it, once in a process: a worker of Playwright runs
 * several files. @returns the folder to serve.
 */
export function buildHarness(): Promise<string> {
  built ??= buildOnce()
  return built
}

async function buildOnce(): Promise<string> {
  const root = new URL('.', import.meta.url).pathname
  // Two of Playwright's workers may want one at the same time.
  const worker = process.env['TEST_PARALLEL_INDEX'] ?? '0'
  const outDir = new URL(`../../.cache/engine-harness-${worker}`, import.meta.url).pathname
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    publicDir: new URL('../fixtures/models', import.meta.url).pathname,
    plugins: [selfHostedOrt()],
    resolve: {
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production', 'import', 'default'],
    },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'esnext', assetsInlineLimit: 0, chunkSizeWarningLimit: 2048 },
  })
  return outDir
}
