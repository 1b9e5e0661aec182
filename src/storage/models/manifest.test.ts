import { expect, it } from 'vitest'
import { parseManifest } from './manifest.ts'

const file = { path: 'onnx/a.onnx', bytes: 3, hash: { kind: 'sha256', hex: 'a'.repeat(64) } }
const manifest = {
  id: `hub:o/n@${'b'.repeat(40)}`,
  name: 'n',
  origin: { kind: 'hub', endpoint: 'https://h', repository: 'o/n', revision: 'b'.repeat(40) },
  licence: null,
  files: [file, { path: 'config.json', bytes: 0, hash: { kind: 'git-sha1', hex: 'c'.repeat(40) } }],
}

it('takes a list of files as the hub gives it', () => {
  expect(parseManifest(manifest)).toEqual(manifest)
})

it.each(['../config.json', 'a/../b', '/etc/passwd', 'a//b', 'a\\b', 'a\nb', '', '.', 'a/.', 'x'.repeat(161)])(
  'refuses the path %j',
  (path) => {
    expect(() => parseManifest({ ...manifest, files: [{ ...file, path }] })).toThrow(/files\.0\.path/)
  },
)

it.each([
  ['a branch for a commit', { origin: { ...manifest.origin, revision: 'main' } }],
  ['a negative size', { files: [{ ...file, bytes: -1 }] }],
  ['a size that no model has', { files: [{ ...file, bytes: 1e12 }] }],
  ['a hash that is none', { files: [{ ...file, hash: { kind: 'sha256', hex: 'A' } }] }],
  ['no file', { files: [] }],
  ['a file twice', { files: [file, file] }],
  ['control characters in the name', { name: 'a\u0000' }],
])('refuses %s', (_, change) => {
  expect(() => parseManifest({ ...manifest, ...change })).toThrow(/list of files/)
})
