/**
 * @file Puts the store and the intake worker, built as the app builds them, on a page of their own, so that
 * storage is tested without the app around it. The page and its scripts carry the app's headers.
 */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { SECURITY_HEADERS } from '../scripts/policy.mjs'

const ENTRY = `
  import { openStore } from '/src/storage/database/store.ts'
  import { createIntake } from '/src/run/intake.ts'
  import { browserLocks } from '/src/run/locks.ts'
  globalThis.leakscope = { openStore, createIntake, browserLocks }
`
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  woff2: 'font/woff2',
  json: 'application/json',
  html: 'text/html',
}

export type Files = ReadonlyMap<string, string | Uint8Array>

const SCHEMA = /(DATABASE_VERSION = )(\d+)/
const built = new Map<number, Promise<Files>>()

/**
 * Everything the page needs, by path; built once per test process.
 * @param newer by how much the version of its database is ahead of the app's; -1: one behind.
 */
export function storageFiles(newer = 0): Promise<Files> {
  const files = built.get(newer) ?? bundle(newer)
  built.set(newer, files)
  return files
}

async function bundle(newer: number): Promise<Files> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: new URL('..', import.meta.url).pathname,
    publicDir: false,
    worker: { format: 'es' },
    plugins: [
      {
        name: 'storage-harness',
        resolveId: (id) => (id === 'virtual:harness' ? id : null),
        load: (id) => (id === 'virtual:harness' ? ENTRY : null),
        transform(code, id) {
          if (newer === 0 || !id.endsWith('/src/storage/database/schema.ts')) return null
          if (!SCHEMA.test(code)) throw new Error('schema.ts has no version of the database')
          const now = Number(SCHEMA.exec(code)?.[2])
          const other = code.replace(SCHEMA, `$1${now + newer}`)
          // An older one made no step to this version.
          return newer > 0 ? other : other.replace(`if (oldVersion < ${now})`, 'if (false)')
        },
      },
    ],
    build: {
      write: false,
      target: 'esnext',
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { harness: 'virtual:harness' },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'harness.js' },
      },
    },
  })
  if (Array.isArray(result) || !('output' in result)) throw new Error('the harness was not built')
  const files = new Map<string, string | Uint8Array>([
    ['harness.html', '<!doctype html><title>storage</title><script type="module" src="/harness.js"></script>'],
  ])
  for (const output of result.output) files.set(output.fileName, output.type === 'chunk' ? output.code : output.source)
  for (const name of ['index.json', 'memory-people.json', 'mm-privacy-demo.recipe.json']) {
    files.set(`shards/${name}`, await readFile(new URL(`../public/shards/${name}`, import.meta.url), 'utf8'))
  }
  return files
}

/**
 * Opens the page; `changed` replaces files, or takes them away (null); `newer` as above. Returns the paths
 * that were asked for.
 */
export async function openStoragePage(
  page: Page,
  changed: Readonly<Record<string, string | null>> = {},
  newer = 0,
): Promise<string[]> {
  const files = await storageFiles(newer)
  const asked: string[] = []
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1)
    asked.push(path)
    const replacement = changed[path]
    const body = replacement === undefined ? files.get(path) : replacement
    if (body === undefined || body === null) return route.fulfill({ status: 404, headers: { ...SECURITY_HEADERS } })
    await route.fulfill({
      body: typeof body === 'string' ? body : Buffer.from(body),
      headers: {
        ...SECURITY_HEADERS,
        'Content-Type': TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      },
    })
  })
  await page.goto('/harness.html', { waitUntil: 'load' })
  return asked
}
