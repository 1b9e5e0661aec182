/**
 * @file `npm run sbom`: what ships, as CycloneDX, in `sbom.cdx.json` beside `dist`. By `npm sbom`, of what is
 * installed.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './install.mjs'

export const SBOM = join(ROOT, 'sbom.cdx.json')

const { stdout, stderr, status } = spawnSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev'],
  { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 2 ** 26 },
)
if (status === 0) {
  writeFileSync(SBOM, stdout)
  console.log(`${SBOM}: ${JSON.parse(stdout).components.length} components`)
} else {
  console.error(`npm sbom failed: ${stderr}`)
  process.exitCode = 1
}
