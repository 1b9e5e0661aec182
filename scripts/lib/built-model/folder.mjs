/** @file Where built models lie: outside the repository, in the user's cache. Needs nothing but Node. */
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** @param {Readonly<Record<string, string | undefined>>} [env] @returns {string} */
export function builtModelsFolder(env = process.env) {
  const cache =
    env['XDG_CACHE_HOME'] ??
    (process.platform === 'win32' && env['LOCALAPPDATA'] !== undefined
      ? env['LOCALAPPDATA']
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : join(homedir(), '.cache'))
  return env['LEAKSCOPE_MODELS'] ?? join(cache, 'leakscope', 'models')
}

/** @param {string} folder @returns {Promise<string[]>} Ids of the whole ones; none where there is no such folder. */
export async function builtModels(folder) {
  const names = await readdir(folder).catch(() => /** @type {string[]} */ ([]))
  const whole = await Promise.all(
    names.map(async (name) => {
      const manifest = await stat(join(folder, name, 'leakscope.json')).catch(() => null)
      return !name.endsWith('.part') && manifest?.isFile() === true
    }),
  )
  return names.filter((_, i) => whole[i]).toSorted()
}
