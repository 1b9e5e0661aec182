/** @file One hash for a whole build: the same sources give the same on every machine. Needs nothing but Node. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/**
 * @param {string} folder @returns {string} SHA-256 over the sorted names and contents of all files below it,
 *   in hex.
 */
export function folderHash(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort()
  const hash = createHash('sha256')
  for (const name of files)
    hash.update(
      `${name}\n${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}\n`,
    )
  return hash.digest('hex')
}
