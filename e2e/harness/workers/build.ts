import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Builds the app's own worker clients, each of whose workers is `faulty.ts`. @returns the folder to serve. */
export async function buildFaultyWorkers(): Promise<string> {
  const outDir = at(`../../../.cache/faulty-workers-${process.env['TEST_PARALLEL_INDEX'] ?? '0'}`)
  await build({
    configFile: false,
    root: at('.'),
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'esnext' },
    plugins: [
      {
        name: 'leakscope:faulty-workers',
        enforce: 'pre',
        transform(code, id) {
          if (!/\/src\/.*\.ts$/.test(id)) return null
          return code.replaceAll(/'[./]+\/workers\/[\w-]+\/worker\.ts'/g, `'${at('faulty.ts')}'`)
        },
      },
    ],
  })
  return outDir
}
