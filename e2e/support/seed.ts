/**
 * @file Fills the app's own store with a run whose answers were written by hand, through the real intake,
 * planner, scorer and store, so that the screens can be tested without a model. Test code only: nothing of it
 * is in the app.
 */
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { SECURITY_HEADERS } from '../../scripts/policy.mjs'

const BASE = '/__seed/'
const ENTRY = `export { seedRun } from '/e2e/support/seed.page.ts'`

let built: Promise<ReadonlyMap<string, string | Uint8Array>> | null = null

async function bundle(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: new URL('../..', import.meta.url).pathname,
    base: BASE,
    publicDir: false,
    worker: { format: 'es' },
    plugins: [
      {
        name: 'seed',
        resolveId: (id) => (id === 'virtual:seed' ? id : null),
        load: (id) => (id === 'virtual:seed' ? ENTRY : null),
      },
    ],
    build: {
      write: false,
      target: 'esnext',
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { seed: 'virtual:seed' },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'seed.js' },
      },
    },
  })
  if (Array.isArray(result) || !('output' in result)) throw new Error('the seeding script was not built')
  return new Map(
    result.output.map((file) => [`${BASE}${file.fileName}`, file.type === 'chunk' ? file.code : file.source] as const),
  )
}

const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', woff2: 'font/woff2', css: 'text/css' }

/** A run to be made. */
export interface Seed {
  readonly runId: string
  readonly model: string
  readonly modelName: string
  /** `reader` reads what is in the picture; `memoriser` knows the asked person as well. */
  readonly manner: 'reader' | 'memoriser'
  /** Answers that are there; the rest of the run is left open and the run is `running`, as after a crash. Null: all. */
  readonly answered: number | null
  /**
   * The samples of the demo shard this many times over, each time about other persons and pictures. 1 when
   * left out.
   */
  readonly times?: number
  /** A guard by rules that every answer is put under as well. */
  readonly guard?: string
  /** Put in front of every answer and every prompt. */
  readonly prefix?: string
  /** Hours for which its tab was closed after the last answer, before it was opened again and the run ended. */
  readonly closedHours?: number
  /** Of several runs that were asked for together: this one's position, and the models still to come behind it. */
  readonly audit?: { readonly id: string; readonly index: number; readonly next: readonly string[] }
}

/** Makes the run in the page's store. The app must be open; its screens see the rows at their next reading. */
export async function seedRun(page: Page, seed: Seed): Promise<void> {
  built ??= bundle()
  const files = await built
  await page.context().route(`**${BASE}**`, async (route) => {
    const path = new URL(route.request().url()).pathname
    const body = files.get(path)
    if (body === undefined) return route.fulfill({ status: 404 })
    const contentType = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    return route.fulfill({
      headers: { ...SECURITY_HEADERS },
      contentType,
      body: typeof body === 'string' ? body : Buffer.from(body),
    })
  })
  await page.evaluate(
    async ({ url, seed: wanted }) => {
      const module = (await import(url)) as { seedRun(wanted: Seed): Promise<void> }
      await module.seedRun(wanted)
    },
    { url: `${BASE}seed.js`, seed },
  )
}
