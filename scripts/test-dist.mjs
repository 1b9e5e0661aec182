/**
 * @file `npm run test:dist`: builds once with this Node and once with each of `LEAKSCOPE_NODES` (`20 22 24`);
 * every build must have the same hash.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderHash } from './dist-hash.mjs'
import { ensureInstalled, ROOT } from './install.mjs'

const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
const folder = mkdtempSync(join(tmpdir(), 'leakscope-dist-'))

/** @param {string} name @param {string} command @param {string[]} args @returns {string} */
function buildWith(name, command, args) {
  const out = join(folder, name)
  const { status } = spawnSync(
    command,
    [...args, VITE, 'build', '--outDir', out, '--emptyOutDir', '--logLevel', 'error'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) throw new Error(`The build with ${name} failed, see above`)
  const hash = folderHash(out)
  console.log(`${name.padEnd(12)} ${hash}`)
  rmSync(out, { recursive: true })
  return hash
}

try {
  ensureInstalled()
  const hashes = new Set([buildWith(process.version, process.execPath, [])])
  for (const major of (process.env.LEAKSCOPE_NODES ?? '20 22 24').split(/\s+/))
    hashes.add(buildWith(`node@${major}`, 'npx', ['--yes', '--package', `node@${major}`, 'node']))
  console.log(hashes.size === 1 ? 'The same from every build' : `${hashes.size} different builds`)
  process.exitCode = hashes.size === 1 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
