/**
 * @file The build's list of what the service worker keeps for working without a network: the app, and what
 * its demo needs.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Plugin } from 'vite'
import { DEMO_MODELS, DEMO_SHARD } from '../src/ui/demo.ts'
import type { OfflinePart } from '../workers/service/types.ts'
import { HUB_PAGE, HUB_CONFIG, HUB_FRAME } from './policy.mjs'
import { OCR_PREFIX, READERS_PREFIX } from './vite-plugins.ts'

/** Replaced in the service worker by the list. */
const MARK = '__LEAKSCOPE_PRECACHE__'
export const SERVICE_WORKER = 'service-worker.js'
/** Without a network the hub page is of no use. */
const LEFT_OUT = [SERVICE_WORKER, HUB_PAGE, HUB_FRAME, HUB_CONFIG]

/** Of `public`, and wanted by the app's page itself. */
const PAGE_FILES = ['seal.js', 'manifest.webmanifest']
const PAGE_FOLDERS = ['icons']

const integrityOf = (bytes: string | Uint8Array) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`

/**
 * Writes names and hashes into the service worker, so that a new build is a new service worker. Of `public`
 * it names what the demo needs; other models and shards are kept when they are first used.
 */
export function precacheList(): Plugin {
  let publicFolder = ''
  return {
    name: 'leakscope:precache-list',
    enforce: 'post',
    configResolved(config) {
      publicFolder = config.publicDir
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[SERVICE_WORKER]
        // Absent while nothing registers it.
        if (worker?.type !== 'asset') return
        const names = Object.keys(bundle)
          .filter((name) => !LEFT_OUT.includes(name) && !name.endsWith('.map') && !isForPictures(name))
          .sort()
        const hashed = (name: string): readonly [name: string, integrity: string] => {
          const output = bundle[name]
          return [name, integrityOf((output?.type === 'chunk' ? output.code : output?.source) ?? '')]
        }
        const pageFiles = [...PAGE_FILES, ...PAGE_FOLDERS.flatMap((name) => filesBelow(publicFolder, name))].sort()
        const copied = pageFiles.map((name) => [name, integrityOf(readFileSync(join(publicFolder, name)))])
        const app = [...names.map(hashed), ...copied]
        const version = createHash('sha256').update(JSON.stringify(app)).digest('hex').slice(0, 16)
        const readers = Object.keys(bundle).filter(isForPictures).sort().map(hashed)
        const list = JSON.stringify({
          version,
          app: Object.fromEntries(app),
          demo: demoFiles(publicFolder),
          parts: partFiles(publicFolder, Object.fromEntries(readers)),
        })
        const code = String(worker.source)
        const filled = code.replace(new RegExp(`(['"\`])${MARK}\\1`), () => JSON.stringify(list))
        if (filled === code) this.error(`${SERVICE_WORKER} does not hold ${MARK}`)
        worker.source = filled
      },
    },
  }
}

/** What reads pictures is fetched when the first picture comes. */
function isForPictures(name: string): boolean {
  return name.startsWith(OCR_PREFIX) || name.startsWith(READERS_PREFIX)
}

/** What can be kept beside the app and its demo, by name. @param readers what reads pictures. */
function partFiles(
  folder: string,
  readers: Readonly<Record<string, string>>,
): Record<OfflinePart, Record<string, string>> {
  const hashed = (names: readonly string[]) =>
    Object.fromEntries([...names].sort().map((name) => [name, integrityOf(readFileSync(join(folder, name)))]))
  // The list of models names those that can be audited; the others are detectors.
  const models = JSON.parse(readFileSync(join(folder, 'models', 'index.json'), 'utf8')) as string[]
  const isModel = (name: string) => models.some((id) => name.startsWith(`models/${id}/`))
  const all = filesBelow(folder, 'models')
  return {
    pictures: { ...readers, ...hashed(filesBelow(folder, 'vision')) },
    guard: hashed(all.filter((name) => !isModel(name))),
    models: hashed(all.filter(isModel)),
    shards: hashed(filesBelow(folder, 'shards')),
  }
}

function filesBelow(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map(({ parentPath, name }) => posix.join(parentPath.slice(folder.length + 1).replaceAll('\\', '/'), name))
}

/**
 * Names below `folder` and hashes of the files that the demo audit fetches; `e2e/offline.spec.ts` runs it
 * with nothing else.
 */
function demoFiles(folder: string): Record<string, string> {
  const models = DEMO_MODELS.flatMap((id) => filesBelow(folder, `models/${id}`))
  const shards = ['shards/index.json', `shards/${DEMO_SHARD}.recipe.json`, 'shards/memory-people.json']
  // The list of models names them all.
  const listed = JSON.parse(readFileSync(join(folder, 'models', 'index.json'), 'utf8')) as string[]
  const manifests = listed.map((id) => `models/${id}/leakscope.json`)
  const rest = ['models/index.json', ...manifests, 'calibration/controls.json', 'calibration/detectors.json']
  return Object.fromEntries(
    [...new Set([...models, ...shards, ...rest])]
      .sort()
      .map((name) => [name, integrityOf(readFileSync(join(folder, name)))]),
  )
}
