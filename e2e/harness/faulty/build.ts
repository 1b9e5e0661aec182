import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Fault } from './faults.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * Builds the app with `engine.ts` between its runner and its engine. @returns the folder to serve, without a
 * fault as yet.
 */
export async function buildFaulty(): Promise<string> {
  const outDir = at('../../../.cache/faulty')
  await build({
    configFile: at('../../../vite.config.ts'),
    root: at('../../..'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
    plugins: [
      {
        name: 'leakscope:faulty-engine',
        enforce: 'pre',
        resolveId(source, importer) {
          return source === '../engine/index.ts' && importer?.endsWith('/src/run/composition-root.ts') === true
            ? at('engine.ts')
            : null
        },
      },
    ],
  })
  return outDir
}

/** Chooses the fault of a build; null: none. */
export async function setFault(folder: string, fault: Fault | null): Promise<void> {
  const page = join(folder, 'index.html')
  const html = (await readFile(page, 'utf8')).replace(/<meta name="fault"[^>]*>/, '')
  const meta = fault === null ? '' : `<meta name="fault" content="${fault}">`
  await writeFile(page, html.replace('</title>', `</title>${meta}`))
}
