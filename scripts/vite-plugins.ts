/**
 * @file Our own steps of the build: ORT's and the text recogniser's files served by ourselves, and the frame
 * of the hub page.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Plugin, type Rolldown } from 'vite'
import { verifyPage } from './lib/verify-page.ts'
import { HUB_PAGE, headersOf, HUB, hubAt, HUB_CONFIG, HUB_FRAME, type Hub } from './policy.mjs'

/** ONNX Runtime for the CPU, and with WebGPU in it (`asyncify`): see workers/shared/ort.ts. */
const ORT_FILES = ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify'].flatMap((name) => [
  `${name}.mjs`,
  `${name}.wasm`,
])
const MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url))
const MIME: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
  gz: 'application/gzip',
}

/**
 * tesseract.js's own worker, its engine for text by LSTM with SIMD, and the English data; its defaults are on
 * a CDN.
 */
const OCR_FILES = [
  'tesseract.js/dist/worker.min.js',
  'tesseract.js-core/tesseract-core-simd-lstm.js',
  'tesseract.js-core/tesseract-core-simd-lstm.wasm',
  '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
]
/** Decoders of files that browsers do not show, and of QR and bar codes, fetched when needed. */
const READER_FILES: Readonly<Record<string, readonly string[]>> = {
  '': [
    'libheif-js/libheif-wasm/libheif-bundle.mjs',
    'pdfjs-dist/build/pdf.min.mjs',
    'pdfjs-dist/build/pdf.worker.min.mjs',
    'zxing-wasm/dist/reader/zxing_reader.wasm',
  ],
  'wasm/': ['openjpeg.wasm', 'jbig2.wasm', 'qcms_bg.wasm'].map((name) => `pdfjs-dist/wasm/${name}`),
  'cmaps/': filesOf('pdfjs-dist/cmaps', /\.bcmap$/),
  'fonts/': filesOf('pdfjs-dist/standard_fonts', /\.(?:pfb|ttf)$/),
}
/** Also in workers/vision/load.ts. */
export const READERS_PREFIX = 'readers/'
/** Also in `OCR_FOLDER` of src/run/own-images.ts. */
export const OCR_PREFIX = 'ocr/'

/**
 * Serves onnxruntime-web's glue and WebAssembly under `ort/<version>/`, in development and in the build. Its
 * default is a CDN; letting Vite find them instead emits the same megabytes a second time.
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

/**
 * Serves the text recogniser for own images. It is fetched when first needed, and not part of what every
 * visitor keeps.
 */
export function selfHostedOcr(): Plugin {
  return selfHosted(
    'ocr',
    OCR_PREFIX,
    OCR_FILES.map((name) => join(MODULES, name)),
  )
}

/** Serves the decoders of workers/vision, in folders as pdf.js wants them; fetched when first needed. */
export function selfHostedReaders(): Plugin[] {
  return Object.entries(READER_FILES).map(([folder, files]) =>
    selfHosted(
      `readers-${folder.replace('/', '')}`,
      READERS_PREFIX + folder,
      files.map((name) => join(MODULES, name)),
    ),
  )
}

function filesOf(folder: string, ending: RegExp): string[] {
  return readdirSync(join(MODULES, folder))
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => `${folder}/${name}`)
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
 * Makes the frame of the hub page one file: its script and style inside, and their hashes in the file that
 * its policy is made of. The frame has an origin of its own, so it could load neither from ours.
 */
export function hubFrame(): Plugin {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const { LEAKSCOPE_HUB_ENDPOINT: endpoint, LEAKSCOPE_HUB_CDN: cdns } = process.env
  const hub = endpoint === undefined ? HUB : hubAt(endpoint, cdns?.split(/[\s,]+/))
  return {
    name: 'leakscope:hub-frame',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = request.url?.split('?', 1)[0]?.slice(server.config.base.length)
        if (name !== HUB_FRAME && name !== HUB_CONFIG) {
          if (name === HUB_PAGE) {
            const { 'Content-Security-Policy': policy } = server.config.server.headers ?? {}
            response.setHeader('Content-Security-Policy', `${String(policy)}; frame-src 'self'`)
          }
          return next()
        }
        frameOf(root, hub).then(({ html, config }) => {
          for (const [key, value] of Object.entries(headersOf(name, config))) response.setHeader(key, value)
          response.setHeader('Content-Type', name === HUB_FRAME ? 'text/html; charset=utf-8' : 'application/json')
          response.end(name === HUB_FRAME ? html : JSON.stringify(config))
        }, next)
      })
    },
    async generateBundle() {
      const { html, config } = await frameOf(root, hub)
      this.emitFile({ type: 'asset', fileName: HUB_FRAME, source: html })
      this.emitFile({ type: 'asset', fileName: HUB_CONFIG, source: JSON.stringify(config) })
    },
  }
}

const VERIFY_PAGE = 'virtual:verify-page'

/** `verify.html` as a module: the very text that the command line puts into its bundles. */
export function verifyPageModule(): Plugin {
  return {
    name: 'leakscope:verify-page',
    resolveId: (id) => (id === VERIFY_PAGE ? `\0${VERIFY_PAGE}` : null),
    load: async (id) => (id === `\0${VERIFY_PAGE}` ? `export default ${JSON.stringify(await verifyPage())}` : null),
  }
}

async function frameOf(root: string, hub: Hub): Promise<{ html: string; config: Hub }> {
  const result = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [react()],
    build: {
      write: false,
      target: 'esnext',
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: { input: join(root, 'src/hub/frame/main.tsx') },
    },
  })) as Rolldown.RolldownOutput
  const chunks = result.output.filter((file) => file.type === 'chunk')
  const style = result.output.find((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
  if (chunks.length !== 1 || style?.type !== 'asset')
    throw new Error('The frame of the hub must be one script and one style')
  // What would end the element, or hide its end.
  const script = chunks[0]!.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
  const css = String(style.source).replaceAll('</style', '<\\/style')
  const page = readFileSync(join(root, 'src/hub/frame/frame.html'), 'utf8')
    .replace(/<style>[\s\S]*<\/style>/, () => `<style>${css}</style>`)
    .replace(/<script type="module">[\s\S]*<\/script>/, () => `<script type="module">${script}</script>`)
  const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
  return { html: page, config: { ...hub, scripts: [hash(script)], styles: [hash(css)] } }
}
