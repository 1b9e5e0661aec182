import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderHash } from './dist-hash.mjs'

it('the hash of a folder is of names and contents, and of nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-hash-'))
  try {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), 'page')
    writeFileSync(join(folder, 'assets', 'a.js'), 'one')
    const hash = folderHash(folder)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    utimesSync(join(folder, 'index.html'), 0, 0)
    expect(folderHash(folder)).toBe(hash)
    renameSync(join(folder, 'assets', 'a.js'), join(folder, 'assets', 'b.js'))
    const renamed = folderHash(folder)
    writeFileSync(join(folder, 'assets', 'b.js'), 'two')
    expect(new Set([hash, renamed, folderHash(folder)]).size).toBe(3)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
