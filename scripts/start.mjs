/**
 * @file `npm start`: installs and builds what is missing, serves the app on this machine, prints the address.
 * `--port N` and `--host NAME` choose another one (`--host 127.0.0.1 --port 4173` is where earlier versions
 * kept their runs), `--hub-endpoint URL` a mirror of the model hub.
 */
import { parseArgs } from 'node:util'
import { announcement, HOST, HOSTS, isLeakscope, PORT, resolves } from './address.mjs'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { builtModelsFolder } from './lib/built-model/folder.mjs'
import { HUB_OPTIONS, hubOf, serve } from './serve.mjs'

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(PORT) },
      host: { type: 'string', default: HOST },
      ...HUB_OPTIONS,
    },
  })
  const { host } = values
  const asked = Number(values.port)
  if (!Number.isInteger(asked) || asked < 0 || asked > 65_535)
    throw new Error(`--port ${values.port}: must be a whole number from 0 to 65535`)
  if (!HOSTS.includes(host)) throw new Error(`--host ${host}: must be one of ${HOSTS.join(', ')}`)
  const hub = hubOf(values)
  ensureInstalled()
  ensureBuilt()
  const { port } = await serve({ port: asked, hub, everyLoopback: true, models: builtModelsFolder() })
  const another = port !== asked && (await isLeakscope(asked))
  const known = host !== HOST || (await resolves(host))
  console.log(`\n${announcement({ host, asked, port, another, known }).join('\n')}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
