/**
 * @file `npm run test:kills`: the browser killed at 24 random moments, four of each stage (`LEAKSCOPE_KILLS`
 * for another number). `npm test` kills one run.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { findOrInstallChromium } from './find-chromium.mjs'
import { ensureInstalled, ROOT } from './install.mjs'

try {
  ensureInstalled()
  ensureBuilt()
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  const { status } = spawnSync(process.execPath, [playwright, 'test', 'e2e/kill.spec.ts'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { LEAKSCOPE_KILLS: '24', LEAKSCOPE_CHROMIUM: findOrInstallChromium(), ...process.env },
  })
  process.exitCode = status ?? 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
