/**
 * @file `npm run test:requests`: a run of three minutes beside four busy loops, and no request at the
 * server's side (`LEAKSCOPE_RUN_SECONDS`).
 */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { findOrInstallChromium } from './find-chromium.mjs'
import { ensureInstalled, ROOT } from './install.mjs'

const LOAD = 4

try {
  ensureInstalled()
  ensureBuilt()
  const env = { LEAKSCOPE_RUN_SECONDS: '180', LEAKSCOPE_CHROMIUM: findOrInstallChromium(), ...process.env }
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  const loops = Array.from({ length: LOAD }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
  try {
    const args = [playwright, 'test', 'e2e/requests.spec.ts']
    process.exitCode = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1
  } finally {
    for (const loop of loops) loop.kill('SIGKILL')
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
