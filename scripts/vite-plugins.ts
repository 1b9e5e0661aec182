/** @file Our own steps of the build: ORT's and the text recogniser's files served by ourselves, and the list of files for the service worker. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** What transformers.js loads on every device: the native WebGPU provider and the CPU in one module. */
const ORT_FILES = ['ort-wasm-simd-threaded.asyncify.mjs', 'ort-wasm-simd-threaded.asyncify.wasm']
const MIME: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
  gz: 'application/gzip',
}

/** tesseract.js's own worker, its engine for text by LSTM with SIMD, and the English data; its defaults are on a CDN. */
const OCR_FILES = [
  'tesseract.js/dist/worker.min.js',
  'tesseract.js-core/tesseract-core-simd-lstm.js',
  'tesseract.js-core/tesseract-core-simd-lstm.wasm',
  '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
]
/** Also in `OCR_FOLDER` of src/runner/ownImages.ts. */
const OCR_PREFIX = 'ocr/'

/** Replaced in the service worker by the list of files to keep for working offline. */
const PRECACHE_MARK = '__LEAKSCOPE_PRECACHE__'
export const SERVICE_WORKER = 'service-worker.js'

/**
 * Serves onnxruntime-web's glue and WebAssembly under `ort/<version>/`, in development and in the build. Its default is a CDN;
 * letting Vite find them instead emits the same 27 MB a second time.
 */
export function selfHostedOrt(): Plugin {
  const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm'))
  const { version } = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8')) as { version: string }
  return selfHosted(
    'ort',
    `ort/${version}/`,
    ORT_FILES.map((name) => join(folder, name)),
  )
}

/** Serves the text recogniser for own images. It is fetched when first needed, and not part of what every visitor keeps. */
export function selfHostedOcr(): Plugin {
  const modules = fileURLToPath(new URL('../node_modules/', import.meta.url))
  return selfHosted(
    'ocr',
    OCR_PREFIX,
    OCR_FILES.map((name) => join(modules, name)),
  )
}

function selfHosted(what: string, prefix: string, files: readonly string[]): Plugin {
  return {
    name: `leakscope:self-hosted-${what}`,
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?', 1)[0] ?? ''
        const file = files.find((name) => path === `${server.config.base}${prefix}${basename(name)}`)
        if (file === undefined) return next()
        for (const [name, value] of Object.entries(server.config.server.headers ?? {})) {
          if (value !== undefined) response.setHeader(name, value)
        }
        response.setHeader('Content-Type', MIME[file.slice(file.lastIndexOf('.') + 1)] ?? '')
        response.end(readFileSync(file))
      })
    },
    generateBundle() {
      for (const file of files) {
        this.emitFile({ type: 'asset', fileName: prefix + basename(file), source: readFileSync(file) })
      }
    },
  }
}

/**
 * Writes the names of all emitted files into the service worker, so that a new build is a new service worker. Files of `public`
 * (models, shards) are not in it: they are kept when they are first used.
 */
export function precacheList(): Plugin {
  return {
    name: 'leakscope:precache-list',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[SERVICE_WORKER]
        // Absent while nothing registers it.
        if (worker?.type !== 'asset') return
        const hash = createHash('sha256')
        const files = Object.keys(bundle)
          .filter((name) => name !== SERVICE_WORKER && !name.endsWith('.map') && !name.startsWith(OCR_PREFIX))
          .sort()
        for (const name of files) {
          const output = bundle[name]
          hash.update(name).update((output?.type === 'chunk' ? output.code : output?.source) ?? '')
        }
        const list = JSON.stringify({ version: hash.digest('hex').slice(0, 16), files })
        const code = String(worker.source)
        const filled = code.replace(new RegExp(`(['"\`])${PRECACHE_MARK}\\1`), () => JSON.stringify(list))
        if (filled === code) this.error(`${SERVICE_WORKER} does not hold ${PRECACHE_MARK}`)
        worker.source = filled
      },
    },
  }
}
