/**
 * @file `npm run test:formats`: every format for other tools, opened by the program that it is for
 * (bench/formats/open.py), and logs of Inspect scored here and held against its own scores
 * (bench/formats/answers.py). Gets those programs into a virtual environment of its own, below `.cache`, or takes
 * the Python that `PYTHON` names. Minutes, so it is no part of `npm test`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './install.mjs'

const BENCH = join(ROOT, 'bench', 'formats')
const OUT = join(ROOT, 'out', 'formats')

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${error?.message ?? status}`)
}

function python() {
  const given = process.env['PYTHON']
  if (given !== undefined) return given
  const folder = join(ROOT, '.cache', 'formats-venv')
  const own = join(folder, 'bin', 'python')
  const done = join(folder, 'ready')
  if (existsSync(done)) return own
  rmSync(folder, { recursive: true, force: true })
  run('python3', ['-m', 'venv', folder])
  run(own, ['-m', 'pip', 'install', '--quiet', '-r', join(BENCH, 'requirements.txt')])
  // It asks for a newer Python and for packages that only its other parts use.
  const alone = ['--no-deps', '--ignore-requires-python', '-r', join(BENCH, 'requirements-alone.txt')]
  run(own, ['-m', 'pip', 'install', '--quiet', ...alone])
  mkdirSync(done)
  return own
}

const interpreter = python()
rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
const tsx = [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', join(ROOT, 'tsconfig/app.json')]
run(process.execPath, [...tsx, join(BENCH, 'write.ts'), OUT])
const { status } = spawnSync(interpreter, [join(BENCH, 'open.py'), OUT], { cwd: ROOT, stdio: 'inherit' })
process.exitCode = status ?? 1
// The way in: logs that inspect-ai writes now, against the scores that are in them.
mkdirSync(join(OUT, 'answers'))
run(interpreter, [join(BENCH, 'answers.py'), join(OUT, 'answers')])
for (const kind of ['private', 'shareable'])
  run(process.execPath, [...tsx, join(BENCH, 'view.ts'), join(OUT, `view-${kind}`)])
