/**
 * @file `npm run test:lighthouse`: Lighthouse on the built app in a fresh profile. Every screen must have 100 for
 * accessibility, the app must be installable, and nothing of the first visit may hold the main thread for more than
 * 50 ms of its own working time. Lighthouse (a hundred packages, for this alone) goes into `.cache`, so the first
 * call needs the network. Minutes, so it is no part of `npm test`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, isBuilt } from './build.mjs'
import { CHROMIUM_ARGS, findChromium } from './find-chromium.mjs'
import { ensureInstalled, ROOT } from './install.mjs'
import { serve } from './serve.mjs'

/** The last that runs on Node 20. */
const VERSION = '12.8.2'
const FOLDER = join(ROOT, '.cache', 'lighthouse')
/** Narrow, where things overlap and are too small to hit; the first one wide as well. */
const NARROW = ['prepare', 'plan', 'run', 'report', 'samples', 'runs', 'compare']
/** @type {[screen: string, formFactor: 'desktop' | 'mobile'][]} */
const LOOKS = [['prepare', 'desktop']]
for (const screen of NARROW) LOOKS.push([screen, 'mobile'])
const LONGEST_MS = 50

/** @typedef {{ name: string, ph: string, pid: number, tid: number, dur?: number, tdur?: number, args?: any }} TraceEvent */

function install() {
  const there = join(FOLDER, 'node_modules', 'lighthouse', 'package.json')
  const require = createRequire(import.meta.url)
  if (existsSync(there) && require(there).version === VERSION) return
  mkdirSync(FOLDER, { recursive: true })
  const { status } = spawnSync(
    'npm',
    ['install', '--prefix', FOLDER, '--no-save', '--no-audit', '--no-fund', `lighthouse@${VERSION}`],
    { cwd: FOLDER, stdio: 'inherit', shell: process.platform === 'win32' },
  )
  if (status !== 0) throw new Error(`lighthouse@${VERSION} could not be installed, see above`)
}

/** @param {string} name @returns {Promise<any>} A package that lies in Lighthouse's folder. */
function fromFolder(name) {
  const resolved = createRequire(join(FOLDER, 'node_modules', 'lighthouse', 'package.json')).resolve(name)
  return import(pathToFileURL(resolved).href)
}

/**
 * Tasks of the page's main thread by the thread's own working time, longest first.
 * @param {readonly TraceEvent[]} events
 */
function longTasks(events) {
  const renderers = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  return events
    .filter(({ name, pid, tid }) => /(^|::)RunTask$/.test(name) && renderers.has(`${pid}/${tid}`))
    .map(({ dur = 0, tdur = dur }) => tdur / 1000)
    .toSorted((a, b) => b - a)
}

/** @type {string[]} */
const faults = []
/** @param {boolean} ok @param {string} line */
function say(ok, line) {
  console.log(`${ok ? '✓' : '✗'} ${line}`)
  if (!ok) faults.push(line)
}

ensureInstalled()
install()
if (!isBuilt() && !build()) throw new Error('The build failed, see above')
const { default: lighthouse } = await fromFolder('lighthouse')
const { launch } = await fromFolder('chrome-launcher')
const { default: puppeteer } = await fromFolder('puppeteer-core')
const { url, close } = await serve({ port: 0 })
const chrome = await launch({
  chromePath: findChromium() ?? undefined,
  chromeFlags: ['--headless=new', ...CHROMIUM_ARGS],
  logLevel: 'error',
})

/** @param {string} address @param {'mobile' | 'desktop'} formFactor @param {readonly string[]} onlyCategories */
const look = (address, formFactor, onlyCategories) =>
  lighthouse(address, {
    port: chrome.port,
    logLevel: 'error',
    onlyCategories,
    formFactor,
    throttlingMethod: 'provided',
    screenEmulation:
      formFactor === 'mobile'
        ? { mobile: true, width: 390, height: 844, deviceScaleFactor: 2, disabled: false }
        : { mobile: false, width: 1280, height: 900, deviceScaleFactor: 1, disabled: false },
  })

try {
  const first = await look(url, 'desktop', ['performance'])
  const [longest = 0] = longTasks(first.artifacts.Trace.traceEvents)
  say(longest <= LONGEST_MS, `first visit: longest task ${longest.toFixed(1)} ms of the thread's own time`)
  for (const [screen, formFactor] of LOOKS) {
    const { lhr } = await look(`${url}#/${screen}`, formFactor, ['accessibility'])
    const score = Math.round((lhr.categories.accessibility.score ?? 0) * 100)
    /** @type {readonly { id: string, weight: number }[]} */
    const audits = lhr.categories.accessibility.auditRefs
    const failed = audits.flatMap(({ id, weight }) => (weight > 0 && lhr.audits[id].score === 0 ? [id] : []))
    say(score === 100, `${screen}, ${formFactor}: accessibility ${score} ${failed.join(', ')}`.trim())
  }
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}` })
  const page = await browser.newPage()
  await page.goto(url)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  /** @type {{ installabilityErrors: readonly { errorId: string }[] }} */
  const { installabilityErrors } = await (await page.createCDPSession()).send('Page.getInstallabilityErrors')
  const errors = installabilityErrors.map(({ errorId }) => errorId)
  say(errors.length === 0, `installable ${errors.join(', ')}`.trim())
  await browser.disconnect()
} finally {
  await chrome.kill()
  await close()
}
console.log(faults.length === 0 ? 'All of it holds' : `${faults.length} of it do not hold`)
process.exitCode = faults.length === 0 ? 0 : 1
