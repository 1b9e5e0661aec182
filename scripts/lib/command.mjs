/** @file Runs a command written in TypeScript, after installing what it needs. Needs nothing but Node. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, ROOT } from '../install.mjs'

/** @param {string} script Path below the root. Ends this process with the command's exit code. */
export function runTypeScript(script) {
  try {
    ensureInstalled()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  // tsx takes the JSX settings from the project that the file is in; the root's own project is empty.
  const project = ['--tsconfig', join(ROOT, 'tsconfig.app.json')]
  const { status } = spawnSync(process.execPath, [tsx, ...project, join(ROOT, script), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.exit(status ?? 1)
}
