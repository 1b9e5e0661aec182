/**
 * @file `node scripts/test-repositories.mjs [--figstep CLONE] [--python PYTHON] [--only WORDS]`:
 * e2e/repositories.spec.ts in the published sizes: the six repositories imported in the app and by
 * `--shard`, as a folder, as a zip and file by file. PYTHON has pyarrow, for MLLMU-Bench's sets; CLONE is
 * `git clone https://github.com/ThuCCSLab/FigStep`; of the tests only those whose names hold WORDS.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { findOrInstallChromium } from './find-chromium.mjs'
import { ensureInstalled, ROOT } from './install.mjs'

try {
  const { values } = parseArgs({
    options: { figstep: { type: 'string' }, python: { type: 'string' }, only: { type: 'string', default: '.' } },
  })
  ensureInstalled()
  ensureBuilt()
  const env = {
    ...process.env,
    LEAKSCOPE_REPOSITORIES: 'published',
    LEAKSCOPE_FIGSTEP: values.figstep === undefined ? '' : resolve(values.figstep),
    LEAKSCOPE_PYTHON: values.python ?? '',
    LEAKSCOPE_CHROMIUM: findOrInstallChromium(),
  }
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  const args = [playwright, 'test', 'e2e/repositories.spec.ts', '--workers=1', '--grep', values.only]
  process.exitCode = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
