import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { missingPlatformPackages, uncheckedPackages } from './complete-lockfile.mjs'

const lock = () => JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

it('the lock names the packages of every platform; if not, run `node scripts/complete-lockfile.mjs`', () => {
  expect(Object.keys(missingPlatformPackages(lock()))).toEqual([])
})

it('a lock from a registry with few platforms is completed', () => {
  const poor = lock()
  delete poor.packages['node_modules/@oxlint/binding-linux-arm64-musl']
  expect(missingPlatformPackages(poor)).toEqual({
    'node_modules/@oxlint/binding-linux-arm64-musl': expect.objectContaining({
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
      optional: true,
    }),
  })
})

it('there is one onnxruntime-web: a second copy would be a second WebAssembly module and a second GPU device', () => {
  const copies = Object.keys(lock().packages).filter((path) => path.endsWith('/onnxruntime-web'))
  expect(copies).toEqual(['node_modules/onnxruntime-web'])
})

it('every dependency is pinned to one version', () => {
  for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.-]+)?$/)
  }
})

it('docs/dependencies.md says of every dependency what it is for, and names no version but its own', () => {
  const page = readFileSync(new URL('../docs/dependencies.md', import.meta.url), 'utf8')
  const versions: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
  const isNamed = (name: string) => page.includes(`\`${name}\``) || page.includes(`\`${name.split('/', 1)[0]}/*\``)
  expect(Object.keys(versions).filter((name) => !isNamed(name))).toEqual([])
  const told = [...page.matchAll(/`([\w@/-]+)` (\d+\.\d+\.\d+[\w.-]*)/g)].map(([, name = '', version]) => ({
    name,
    version,
  }))
  expect(told.length).toBeGreaterThan(3)
  expect(told).toEqual(told.map(({ name }) => ({ name, version: versions[name] })))
})

it('every package has an integrity, so that npm takes no other bytes than those that were looked at', () => {
  expect(uncheckedPackages(lock())).toEqual([])
  const bare = lock()
  delete bare.packages['node_modules/react'].integrity
  expect(uncheckedPackages(bare)).toEqual(['node_modules/react'])
})

it('no package runs a script when it is installed: each that has one is named in allowScripts, and refused', () => {
  const withScripts = Object.entries<{ hasInstallScript?: boolean }>(lock().packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
  expect(withScripts.length).toBeGreaterThan(0)
  expect(manifest.allowScripts).toEqual(
    expect.objectContaining(Object.fromEntries(withScripts.map((name) => [name, false]))),
  )
})
