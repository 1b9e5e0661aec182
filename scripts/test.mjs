/**
 * @file `npm test`: installs what is missing, finds or gets a Chromium, then type check, lint, format check,
 * unit tests, build and end-to-end tests. The last line is `N passed, N failed`. Type check, lint and format
 * count as one each; a stage that ends badly without having counted a failure is one failure.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { findOrInstallChromium } from './find-chromium.mjs'
import { ensureInstalled, ROOT } from './install.mjs'
import { countPlaywright, countVitest } from './test-counts.mjs'

/** @typedef {import('./test-counts.mjs').Counts} Counts */

const total = { passed: 0, failed: 0 }
const reports = mkdtempSync(join(tmpdir(), 'leakscope-test-'))

/** @param {Counts} counts */
function add({ passed, failed }) {
  total.passed += passed
  total.failed += failed
}

/**
 * @param {string} title
 * @param {string} script Path of the tool's own entry below node_modules, so that no shell is needed.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean} Whether it ended well.
 */
function stage(title, script, args, env = {}) {
  console.log(`\n== ${title}`)
  const { status, signal, error } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  if (status !== 0)
    console.log(`${title} failed: ${error?.message ?? (signal === null ? `exit code ${status}` : signal)}`)
  return status === 0
}

/**
 * @param {boolean} ok
 * @param {string} report
 * @param {(report: any) => Counts} count
 */
function addReport(ok, report, count) {
  try {
    const counts = count(JSON.parse(readFileSync(report, 'utf8')))
    add(ok || counts.failed > 0 ? counts : { ...counts, failed: 1 })
  } catch (error) {
    console.log(`No report of the tests: ${String(error)}`)
    add({ passed: 0, failed: 1 })
  }
}

/** @param {string} chromium */
function endToEnd(chromium) {
  const report = join(reports, 'e2e.json')
  const env = { LEAKSCOPE_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  rmSync(report, { force: true })
  addReport(
    // Recording every test for the trace of one that may fail takes a twelfth of the time.
    stage(
      'End-to-end tests',
      '@playwright/test/cli.js',
      ['test', '--trace=off', '--reporter=list,json', '--grep-invert', '@long'],
      env,
    ),
    report,
    countPlaywright,
  )
}

/** @param {boolean} ok */
const addCheck = (ok) => add(ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

try {
  ensureInstalled()
  addCheck(stage('Type check', 'typescript/bin/tsc', ['-b']))
  addCheck(stage('Lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']))
  addCheck(stage('Format', 'oxfmt/bin/oxfmt', ['--check', '.']))

  const unit = join(reports, 'unit.json')
  const unitOk = stage('Unit tests', 'vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unit}`,
  ])
  addReport(unitOk, unit, countVitest)

  console.log('\n== Build')
  if (build()) {
    const chromium = findOrInstallChromium()
    console.log(`\nChromium: ${chromium}`)
    endToEnd(chromium)
  } else {
    console.log('Build failed: the end-to-end tests were not run')
    add({ passed: 0, failed: 1 })
  }
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
  add({ passed: 0, failed: 1 })
} finally {
  rmSync(reports, { recursive: true, force: true })
}

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
