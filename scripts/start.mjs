/** @file `npm start`: installs and builds what is missing, serves the app on this machine, prints the address. `--port N` to choose one. */
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { serve } from './serve.mjs'

try {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port}: must be a whole number from 0 to 65535`)
  ensureInstalled()
  ensureBuilt()
  const { url } = await serve({ port })
  console.log(`\nLeakscope is at ${url}  (Ctrl+C ends it)`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
