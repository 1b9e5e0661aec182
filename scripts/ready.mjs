/**
 * @file `node scripts/ready.mjs`: installs and builds what is missing, so that commands which are then started
 * at the same time on this folder find it done.
 */
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'

try {
  ensureInstalled()
  ensureBuilt()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
