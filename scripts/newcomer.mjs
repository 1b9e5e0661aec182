/**
 * @file What somebody new adds, as recorded differences in docs/newcomer: each is applied to a scratch copy of this
 * checkout and tested there, so that it cannot go stale. `npm run test:newcomer` is long: minutes.
 *
 * `--open measure` makes the copy with the measure in .cache/newcomer, to be changed by hand; `--record measure`
 * writes it down. `--record architecture` needs no copy: that one is in the checkout, and is taken out.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ROOT } from './install.mjs'

/**
 * @typedef {object} Addition
 * @property {readonly string[]} files All that is written by hand.
 * @property {readonly string[]} made What a generator among them writes.
 * @property {boolean} removed Whether this checkout has it, so that it is taken out before it is added.
 * @property {readonly (readonly string[])[]} tests Commands of node_modules that must pass with it.
 */

/** @type {Readonly<Record<'measure' | 'architecture', Addition>>} */
export const ADDITIONS = {
  measure: {
    files: [
      'bench/reference/make.py',
      'src/domain/measures/character-error-rate.test.ts',
      'src/domain/measures/character-error-rate.ts',
    ],
    made: ['bench/reference/fixtures/character_error_rate.json.gz'],
    removed: false,
    tests: [['vitest/vitest.mjs', 'run', 'src/domain/measures/character-error-rate.test.ts']],
  },
  architecture: {
    files: ['e2e/fixtures/models/families/make.py', 'workers/model/adapters/paligemma.ts'],
    made: ['e2e/fixtures/models/families/paligemma'],
    removed: true,
    tests: [
      ['vitest/vitest.mjs', 'run', 'workers/model/adapters'],
      [
        '@playwright/test/cli.js',
        'test',
        'e2e/conformance.spec.ts',
        '--config',
        'without-server.config.ts',
        '-g',
        'paligemma on wasm',
      ],
    ],
  },
}

/** Below the checkout, so that packages are found. */
const OPENED = join(ROOT, '.cache/newcomer')

/** @param {string} name */
export const differenceOf = (name) => join(ROOT, 'docs/newcomer', `${name}.diff`)

/** @param {string} difference Text of a difference. @returns {string[]} the files that it touches, sorted. */
export const touchedBy = (difference) =>
  [...difference.matchAll(/^diff --git a\/(\S+) b\/\S+$/gm)].map(([, path]) => /** @type {string} */ (path)).toSorted()

/**
 * Copies all that git knows or would take up, as it lies here.
 * @param {string} scratch
 * @param {readonly string[]} what Paths, as git reads them.
 */
export function copyCheckout(scratch, what = ['.', ':!public/models']) {
  rmSync(scratch, { recursive: true, force: true })
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...what], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  for (const path of stdout.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true })
    cpSync(join(ROOT, path), join(scratch, path))
  }
}

/**
 * @param {string} scratch
 * @param {string} name
 * @param {...string} options
 * @returns {string} what git says against it; empty where it applied
 */
export function apply(scratch, name, ...options) {
  const { status, stderr } = spawnSync(
    'git',
    ['apply', '--directory', relative(ROOT, scratch), ...options, differenceOf(name)],
    { cwd: ROOT, encoding: 'utf8' },
  )
  return status === 0 ? '' : stderr || 'git apply failed'
}

/** @param {string} scratch @param {readonly string[]} command @returns {boolean} whether it ended well */
export function passes(scratch, [script, ...args]) {
  const command = [join(ROOT, 'node_modules', /** @type {string} */ (script)), ...args]
  return spawnSync(process.execPath, command, { cwd: scratch, stdio: 'inherit' }).status === 0
}

/** @param {'measure' | 'architecture'} name @param {string} scratch @returns {string | null} what is wrong, or null */
function test(name, scratch) {
  const { made, removed, tests } = ADDITIONS[name]
  copyCheckout(scratch)
  // The harness is built from files of packages, which it looks for in its own checkout.
  symlinkSync(join(ROOT, 'node_modules'), join(scratch, 'node_modules'), 'dir')
  writeFileSync(
    join(scratch, 'without-server.config.ts'),
    "import config from './playwright.config.ts'\n\nexport default { ...config, webServer: undefined }\n",
  )
  if (removed) {
    const fault = apply(scratch, name, '-R')
    if (fault !== '') return `${fault}docs/newcomer/${name}.diff is old: node scripts/newcomer.mjs --record ${name}`
    for (const path of made) rmSync(join(scratch, path), { recursive: true })
    if (passes(scratch, /** @type {readonly string[]} */ (tests.at(-1)))) return 'its test passes without it'
  }
  const fault = apply(scratch, name)
  if (fault !== '') return fault
  // What the generator wrote, with Python and PyTorch, is taken from the checkout.
  if (removed) for (const path of made) cpSync(join(ROOT, path), join(scratch, path), { recursive: true })
  const failed = [['typescript/bin/tsc', '-b'], ...tests].find((command) => !passes(scratch, command))
  return failed === undefined ? null : `${failed.join(' ')} failed`
}

/** @param {'measure' | 'architecture'} name */
function record(name) {
  const { files, made, removed } = ADDITIONS[name]
  if (removed) {
    copyCheckout(OPENED, files)
    const generator = join(OPENED, /** @type {string} */ (files[0]))
    const text = readFileSync(generator, 'utf8')
    writeFileSync(generator, text.replace(/^class PaliGemma[^]*?^(?=class )/m, ''))
    rmSync(join(OPENED, /** @type {string} */ (files[1])))
  }
  const parts = [...files, ...(removed ? [] : made)].toSorted().map((path) => {
    const [before, after] = removed ? [OPENED, ROOT] : [ROOT, OPENED]
    const sides = [before, after].map((side) => join(side, path)).map((side) => (existsSync(side) ? side : '/dev/null'))
    const { stdout } = spawnSync('git', ['diff', '--no-index', '--binary', '--no-color', ...sides], {
      encoding: 'utf8',
    })
    return stdout.replaceAll(`${OPENED}/`, '/').replaceAll(ROOT, '/')
  })
  writeFileSync(differenceOf(name), parts.join(''))
}

/** @param {'measure' | 'architecture'} name @returns {string | null} what is wrong, or null */
function open(name) {
  copyCheckout(OPENED)
  return ADDITIONS[name].removed ? null : apply(OPENED, name) || null
}

if (process.argv[1] === import.meta.filename) {
  const names = /** @type {('measure' | 'architecture')[]} */ (Object.keys(ADDITIONS))
  const asked = names.filter((name) => process.argv.includes(name))
  const scratch = join(ROOT, `.cache/newcomer-${process.pid}`)
  for (const name of asked.length > 0 ? asked : names) {
    if (process.argv.includes('--record')) record(name)
    else {
      const fault = process.argv.includes('--open') ? open(name) : test(name, scratch)
      if (fault !== null) console.error(`${name}: ${fault}`)
      if (fault !== null) process.exitCode = 1
    }
  }
  rmSync(scratch, { recursive: true, force: true })
}
