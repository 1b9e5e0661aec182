import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { missingPlatformPackages } from './complete-lockfile.mjs'

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
