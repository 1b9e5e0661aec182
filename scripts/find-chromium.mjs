/** @file Where a Chromium can be had, and how it must be started. Needs nothing but Node. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** None of the browser's own traffic. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** For tests, which must not depend on the machine: WebGPU by SwiftShader. */
export const CHROMIUM_ARGS = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', ...QUIET]

/**
 * For the commands that people run: WebGPU by the machine's own GPU, which headless Chromium on Linux reaches through
 * Vulkan alone, and only when told so (developer.chrome.com/docs/web-platform/webgpu, "headless"). Without a GPU there
 * it is SwiftShader, which only `--device webgpu` asks for: `auto` takes no software adapter.
 * @param {string} [platform] as `process.platform`.
 * @param {boolean} [hasGpu] whether a Linux machine has one.
 * @returns {string[]}
 */
export function argsForCommands(platform = process.platform, hasGpu = linuxHasGpu()) {
  if (platform !== 'linux') return ['--no-sandbox', '--enable-unsafe-webgpu', ...QUIET]
  if (!hasGpu) return CHROMIUM_ARGS
  const vulkan = ['--use-angle=vulkan', '--enable-features=Vulkan', '--disable-vulkan-surface']
  return ['--no-sandbox', '--enable-unsafe-webgpu', ...vulkan, ...QUIET]
}

/** Whether the kernel offers a GPU to programs: NVIDIA's own driver, or a render node of any other. */
function linuxHasGpu() {
  if (existsSync('/dev/nvidiactl')) return true
  try {
    return readdirSync('/dev/dri').some((name) => name.startsWith('renderD'))
  } catch {
    return false
  }
}

const NONE =
  'No Chromium found: set LEAKSCOPE_CHROMIUM to the path of a Chromium or Chrome, or install one (`npx playwright install chromium`, `apt-get install chromium`).'

const GIVEN = ['LEAKSCOPE_CHROMIUM', 'CHROME_PATH']
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
]

/**
 * A given path first, then Playwright's own, then a system browser.
 * @returns {string | null} Path of the executable.
 * @throws {Error} When a path is given that is not an executable file.
 */
export function findChromium() {
  return (
    commandAt(GIVEN, []) ??
    [playwrightsOwn()].find((path) => path !== null && isExecutable(path)) ??
    commandAt([], COMMANDS, PLACES)
  )
}

/**
 * @param {readonly string[]} given Environment variables that may name it.
 * @param {readonly string[]} commands Names on the PATH.
 * @param {readonly string[]} [places] Paths.
 * @returns {string | null} Path of the first that is there.
 * @throws {Error} When a path is given that is not an executable file.
 */
export function commandAt(given, commands, places = []) {
  for (const name of given) {
    const path = process.env[name]
    if (path === undefined || path === '') continue
    if (!isExecutable(path))
      throw new Error(`${name}=${path} is not an executable file; it must be the path of a browser`)
    return path
  }
  return [...commands.flatMap(onPath), ...places].find(isExecutable) ?? null
}

/**
 * Like `findChromium`, but gets one from the package manager (as root, where there is apt-get) or from
 * Playwright if none is there.
 * @returns {string}
 * @throws {Error} One line for the user when none can be had.
 */
export function findOrInstallChromium() {
  const found = findChromium()
  if (found !== null) return found
  if (!installPackages(['chromium'])) {
    console.log('No Chromium found: installing one with Playwright')
    run(process.execPath, [
      fileURLToPath(new URL('../node_modules/playwright/cli.js', import.meta.url)),
      'install',
      'chromium',
    ])
  }
  const installed = findChromium()
  if (installed === null) throw new Error(NONE)
  return installed
}

/**
 * With apt-get, as root; its own output is shown.
 * @param {readonly string[]} packages
 * @returns {boolean} False where that cannot be tried.
 */
export function installPackages(packages) {
  if (process.getuid?.() !== 0 || !onPath('apt-get').some(isExecutable)) return false
  console.log(`Installing ${packages.join(', ')} with apt-get`)
  run('apt-get', ['update'])
  run('apt-get', ['install', '--yes', '--no-install-recommends', ...packages])
  return true
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright').chromium.executablePath()
  } catch {
    // Not installed, or it knows of no build for this platform.
    return null
  }
}

/** @param {string} command */
function onPath(command) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, command))
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
