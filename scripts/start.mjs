/** @file `npm start`: installs and builds what is missing, serves the app on this machine, prints the address. `--port N` chooses one, `--hub-endpoint URL` a mirror of the model hub. */
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { HUB_OPTIONS, hubOf, serve } from './serve.mjs'

try {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' }, ...HUB_OPTIONS } })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port}: must be a whole number from 0 to 65535`)
  const hub = hubOf(values)
  ensureInstalled()
  ensureBuilt()
  const { url } = await serve({ port, hub })
  console.log(`\nLeakscope is at ${url}  (Ctrl+C ends it)`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
