import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The two lines that a newcomer adds for the benchmark in src/benchmarks/example: the file, its list, the line. */
const LINES = [
  ['/src/benchmarks/registry.ts', 'BENCHMARKS', 'example', './example/index.ts'],
  ['/src/benchmarks/importers.ts', 'IMPORTERS', 'exampleBadges', './example/data/import.ts'],
] as const

/**
 * Builds the app with the example among its benchmarks, in page and workers, and nothing else changed.
 * @returns the folder to serve.
 */
export async function buildWithExample(): Promise<string> {
  const outDir = at('../../../.cache/with-example')
  await build({
    configFile: at('../../../vite.config.ts'),
    root: at('../../..'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, minify: false },
    plugins: [
      {
        name: 'leakscope:example-in-workers',
        config({ worker }) {
          const usual = worker?.plugins
          if (worker !== undefined) worker.plugins = () => [...(usual?.() ?? []), added()]
        },
      },
      added(),
    ],
  })
  return outDir
}

function added(): Plugin {
  return {
    name: 'leakscope:example',
    enforce: 'pre',
    transform(code, id) {
      const line = LINES.find(([file]) => id.endsWith(file))
      if (line === undefined) return null
      const [file, list, name, from] = line
      const start = new RegExp(`(export const ${list}: [^=]*= \\[)`)
      if (!start.test(code)) throw new Error(`${file} has no list ${list}`)
      return `import { ${name} } from '${from}'\n${code.replace(start, `$1${name}, `)}`
    },
  }
}
