/** @file Installs the dependencies if they are absent or not those of the lock. Needs nothing but Node and npm. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * @param {string} root @returns {boolean} True when every package that the lock asks of this platform is
 *   there in its version.
 */
export function isInstalled(root = ROOT) {
  const installedLock = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedLock)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith('node_modules/') || optional || link || installed[path]?.version === version,
  )
}

/**
 * `npm ci`, if something is missing.
 * @throws {Error} One line for the user when npm fails; npm's own output is shown before it.
 */
export function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing dependencies (npm ci)')
  // npm is a .cmd on Windows, which only a shell can start.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('npm ci failed: the dependencies could not be installed, see above')
}
