/**
 * @file Adds to package-lock.json the optional packages of other platforms that the registry in use did not
 * list, and the `integrity` of every package that has none. Some mirrors carry only a few platforms; npm then
 * leaves the rest out of the lock, and `npm ci` refuses its own lock (npm/cli#9846). Run after every
 * `npm install`: `node scripts/complete-lockfile.mjs`.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PLATFORM =
  /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|riscv64|ppc64|s390x)(?:-([a-z0-9]+))?$/

/**
 * @param {Record<string, any>} lock Parsed package-lock.json (version 3); not changed.
 * @returns {Record<string, any>} The entries it lacks, by path, without `integrity`.
 */
export function missingPlatformPackages(lock) {
  /** @type {Record<string, any>} */
  const missing = {}
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const key = `node_modules/${name}`
      const platform = PLATFORM.exec(name)
      if (key in lock.packages || platform === null) continue
      const [, os, cpu, abi] = platform
      missing[key] = {
        version,
        cpu: [cpu],
        ...(entry.dev ? { dev: true } : {}),
        ...(os === 'linux' && abi ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {}),
        optional: true,
        os: [os],
        ...(entry.engines ? { engines: entry.engines } : {}),
      }
    }
  }
  return missing
}

/**
 * @param {Record<string, any>} lock
 * @returns {string[]} Paths of the packages from the registry that `npm ci` would take unchecked.
 */
export function uncheckedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([path, { integrity, link }]) => path.includes('node_modules/') && !link && integrity === undefined)
    .map(([path]) => path)
    .filter((path) => !path.includes('/stubs/'))
}

/**
 * @param {string} path @param {string} version @returns {string} What the registry says of the package; empty
 *   where it says nothing.
 */
function integrityOf(path, version) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const { stdout } = spawnSync('npm', ['view', `${name}@${version}`, 'dist.integrity'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return /^sha512-\S+$/m.exec(stdout ?? '')?.[0] ?? ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('../package-lock.json', import.meta.url)
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingPlatformPackages(lock)
  const sorted = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
  const packages = Object.fromEntries(sorted)
  const unchecked = uncheckedPackages({ packages })
  for (const path of unchecked) {
    const { version, ...rest } = packages[path]
    const integrity = integrityOf(path, version)
    if (integrity === '') console.log(`${path}: the registry gives no integrity`)
    else packages[path] = { version, integrity, ...rest }
  }
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
  console.log(
    `package-lock.json: ${Object.keys(missing).length} platform packages added, ${unchecked.length} were without integrity`,
  )
}
