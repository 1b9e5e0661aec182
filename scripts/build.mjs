/** @file Builds the app if the build is older than what it is made from. */
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './install.mjs'

const SOURCES = [
  'index.html',
  'door.html',
  'package-lock.json',
  'vite.config.ts',
  'scripts/policy.mjs',
  'scripts/precache.ts',
  'scripts/notices.ts',
  'scripts/licences',
  'scripts/vite-plugins.ts',
  'scripts/lib/verify-page.ts',
  'src',
  'workers',
  'public',
]

/**
 * @param {string} path @returns {number} Newest change at or below the path, in ms; 0 if it is not there.
 * Folders count, so that a deletion does.
 */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** @returns {boolean} */
export function isBuilt() {
  const built = newest(join(ROOT, 'dist', 'index.html'))
  return built > Math.max(...SOURCES.map((path) => newest(join(ROOT, path))))
}

/** @returns {boolean} Whether the build succeeded; its output is shown. */
export function build() {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  return (
    spawnSync(process.execPath, [vite, 'build'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
  )
}

/** @throws {Error} One line for the user when the build fails. */
export function ensureBuilt() {
  if (isBuilt()) return
  console.log('Building')
  if (!build()) throw new Error('The build failed, see above')
}
