/** @file Runs a command written in TypeScript, after installing what it needs. Needs nothing but Node. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, ROOT } from '../install.mjs'
import { helpOf } from './help.mjs'

/** How often it is looked whether npm is still there. */
const LOOK_MS = 1000

/**
 * Ends this process with the command's exit code. Whatever ends this process ends the command, and with it
 * the browser: signals are handed on, and the command ends by itself when this process is gone
 * (scripts/lib/with-parent.mjs). With `--help` it only says what the command takes, and needs nothing installed.
 * @param {string} script Path below the root.
 */
export function runTypeScript(script) {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    process.stdout.write(helpOf(readFileSync(join(ROOT, script), 'utf8')))
    return
  }
  try {
    ensureInstalled()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs')
  // tsx takes the JSX settings from the project that the file is in; the root's own project is empty.
  const project = ['--tsconfig', join(ROOT, 'tsconfig/app.json')]
  const withParent = ['--import', pathToFileURL(join(ROOT, 'scripts', 'lib', 'with-parent.mjs')).href]
  const child = spawn(
    process.execPath,
    [tsx, ...project, ...withParent, join(ROOT, script), ...process.argv.slice(2)],
    { stdio: 'inherit', env: { ...process.env, LEAKSCOPE_PARENT: String(process.pid) } },
  )
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // tsx hands the first two on to the command, and knows nothing of the third.
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  }
  // npm that is killed outright hands nothing on. A shell that ends leaves its jobs running, as it should.
  const { ppid } = process
  if (process.env['npm_lifecycle_event'] !== undefined)
    setInterval(() => {
      if (process.ppid !== ppid) child.kill('SIGTERM')
    }, LOOK_MS).unref()
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal === null ? 1 : constants.signals[signal])))
}
