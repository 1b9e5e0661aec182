/** @file Where Firefox and WebKitGTK can be had, for `npm run test:browsers`. Needs nothing but Node. */
import { commandAt, installPackages } from './find-chromium.mjs'

const FIREFOX = ['firefox-esr', 'firefox']

/**
 * `LEAKSCOPE_FIREFOX`, then what is installed, then Debian's package (as root).
 * @returns {string} Path of the executable.
 * @throws {Error} One line for the user when none can be had.
 */
export function findOrInstallFirefox() {
  const look = () => commandAt(['LEAKSCOPE_FIREFOX'], FIREFOX)
  const found = look() ?? (installPackages(['firefox-esr']) ? look() : null)
  if (found === null)
    throw new Error(
      'No Firefox found: set LEAKSCOPE_FIREFOX to its path, or install one (`apt-get install firefox-esr`).',
    )
  return found
}

/**
 * WebKitGTK's driver, and a screen for it.
 * @returns {{ driver: string, xvfb: string }}
 * @throws {Error} One line for the user when either cannot be had.
 */
export function findOrInstallWebKit() {
  const look = () => {
    const [driver, xvfb] = [commandAt(['LEAKSCOPE_WEBKIT_DRIVER'], ['WebKitWebDriver']), commandAt([], ['Xvfb'])]
    return driver === null || xvfb === null ? null : { driver, xvfb }
  }
  const found = look() ?? (installPackages(['webkit2gtk-driver', 'xvfb']) ? look() : null)
  if (found === null)
    throw new Error('No WebKitGTK found: install it and a screen for it (`apt-get install webkit2gtk-driver xvfb`).')
  return found
}
