/** @file What tells one build from another of the same version: a hash over all that it is made from. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './install.mjs'

const FOLDERS = ['src', 'workers']
const DIGITS = 10

/** The same on every machine: paths and bytes of the sources, and the versions of the packages. */
export function buildId(): string {
  const hash = createHash('sha256')
  for (const path of [...FOLDERS.flatMap(filesBelow).toSorted((a, b) => (a < b ? -1 : 1)), 'package-lock.json'])
    hash.update(`${path}\n`).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex').slice(0, DIGITS)
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/').replace(/^\//, ''))
}
