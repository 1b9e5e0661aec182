/**
 * @file `npm run test:conformance [-- --backend wasm|webgpu --family NAME]`: every architecture family held to PyTorch's numbers on both backends
 * (e2e/conformance.spec.ts). Part of `npm test` as well; here it can be had alone, from a fresh checkout. Without a GPU, WebGPU runs on SwiftShader:
 * one to two minutes for each family.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { findOrInstallChromium } from './find-chromium.mjs'
import { ensureInstalled, ROOT } from './install.mjs'

const { values } = parseArgs({ options: { backend: { type: 'string' }, family: { type: 'string' } } })
const { backend, family } = values
if (backend !== undefined && !['wasm', 'webgpu'].includes(backend)) {
  console.error(`--backend is "${backend}"; allowed are wasm, webgpu`)
  process.exit(2)
}
if (family !== undefined && !/^[\w-]+$/.test(family)) {
  console.error(`--family is "${family}"; it must be a name of e2e/fixtures/models/families, e.g. llava`)
  process.exit(2)
}
ensureInstalled()
// The tests of the app share the settings, and its server is started before them.
ensureBuilt()
const only =
  backend === undefined && family === undefined
    ? []
    : ['--grep', `${family ?? '[\\w-]+'} on ${backend ?? '\\w+'} keeps`]
const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'),
    'test',
    'e2e/conformance.spec.ts',
    '--workers=1',
    ...only,
  ],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, LEAKSCOPE_CHROMIUM: findOrInstallChromium() } },
)
process.exitCode = status ?? 1
