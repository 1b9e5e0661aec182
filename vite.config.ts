import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { buildId } from './scripts/build-id.ts'
import { FLOOR } from './scripts/floor.ts'
import { developmentHeaders, SECURITY_HEADERS } from './scripts/policy.mjs'
import { folderHash } from './scripts/dist-hash.mjs'
import { notices } from './scripts/notices.ts'
import { precacheList, SERVICE_WORKER } from './scripts/precache.ts'
import { hubFrame, selfHostedOcr, selfHostedOrt, selfHostedReaders, verifyPageModule } from './scripts/vite-plugins.ts'

export default defineConfig(({ command, mode }) => {
  const nonce = randomUUID()
  const { collect, emit } = notices()
  return {
    // No fallback to the app's page: a model file that is missing must be a 404, not HTML.
    appType: 'mpa',
    // The build works in any folder of any host: nothing in it names a path from the root.
    base: './',
    define: { LEAKSCOPE_BUILD: JSON.stringify(buildId()) },
    plugins: [
      react(),
      selfHostedOrt(),
      selfHostedOcr(),
      selfHostedReaders(),
      hubFrame(),
      verifyPageModule(),
      collect(),
      emit(),
      precacheList(),
      printHash(),
    ],
    resolve: {
      // Without the first, Vite emits ORT's WebAssembly into assets/ as well, where nothing loads it.
      conditions: [
        'onnxruntime-web-use-extern-wasm',
        'module',
        'browser',
        mode === 'development' ? 'development' : 'production',
        'import',
        'default',
      ],
    },
    // Pre-bundling breaks the `import.meta.url` of both, and discovering them late reloads the page in mid-session.
    optimizeDeps: { exclude: ['@huggingface/transformers', 'onnxruntime-web'] },
    worker: {
      format: 'es',
      plugins: () => [collect()],
      rolldownOptions: {
        output: {
          // A service worker governs the folder that it lies in, and its name must stay the same from build to build.
          entryFileNames: ({ facadeModuleId }) =>
            facadeModuleId?.endsWith('/workers/service/worker.ts') ? SERVICE_WORKER : 'assets/[name]-[hash].js',
        },
      },
    },
    html: command === 'serve' ? { cspNonce: nonce } : {},
    server: { headers: developmentHeaders(nonce) },
    preview: { headers: SECURITY_HEADERS },
    build: {
      target: Object.entries(FLOOR).map(([engine, version]) => `${engine}${version}`),
      rolldownOptions: { input: ['index.html', 'door.html'] },
      // Nothing inlined as data: URLs, which the policy would refuse as fonts or workers.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1024,
    },
  }
})

/** What was built, in one line that whoever builds it too can compare (`npm run test:dist`). */
function printHash(): Plugin {
  let folder = ''
  return {
    name: 'leakscope:print-hash',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle() {
      if (existsSync(folder)) this.info(`SHA-256 of all of ${basename(folder)}: ${folderHash(folder)}`)
    },
  }
}
