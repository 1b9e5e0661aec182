/**
 * @file WebKitGTK by WebDriver (https://www.w3.org/TR/webdriver2/), as its own driver speaks it, on a screen
 * that nobody sees.
 */
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { findOrInstallWebKit } from '../../scripts/find-browsers.mjs'
import { freePort } from '../../scripts/serve.mjs'
import type { Browser } from './browser.ts'
import { endGroup, spawnGroup } from './processes.ts'

/** The key of an element's reference, in the specification. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
/** A script may wait for a run, ms. */
const SCRIPT_LIMIT = 600_000

export async function launchWebKit(): Promise<Browser> {
  const found = findOrInstallWebKit()
  const screen = spawnGroup(found.xvfb, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  let driver: ChildProcess | null = null
  const end = async () => {
    if (driver !== null) await endGroup(driver)
    await endGroup(screen)
  }
  try {
    const display = await new Promise<string>((resolve, reject) => {
      createInterface(screen.stdio[3] as Readable).once('line', resolve)
      screen.once('exit', () => reject(new Error('Xvfb gave no screen')))
    })
    const port = await freePort()
    const env = { ...process.env, DISPLAY: `:${display}` }
    driver = spawnGroup(found.driver, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' })
    const ended = new Promise<never>((_, reject) => {
      driver!.once('exit', () => reject(new Error('WebKitWebDriver ended')))
    })
    ended.catch(() => undefined)
    const call = (method: string, path: string, body?: object) => Promise.race([ask(port, method, path, body), ended])
    const { sessionId, capabilities } = await begin(call)
    const session = `/session/${sessionId}`
    await call('POST', `${session}/timeouts`, { script: SCRIPT_LIMIT, pageLoad: 60_000 })
    const find = async (selector: string) => {
      const element = await call('POST', `${session}/element`, { using: 'css selector', value: selector })
      return `${session}/element/${element[ELEMENT]}`
    }
    return {
      name: 'webkit',
      version: capabilities.browserVersion,
      goto: async (url) => void (await call('POST', `${session}/url`, { url })),
      async text(expression) {
        const script = `const done = arguments[0]
          Promise.resolve(${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }))`
        const answer = await call('POST', `${session}/execute/async`, { script, args: [] })
        if (answer.error !== undefined) throw new Error(answer.error)
        return String(answer.value)
      },
      click: async (selector) => void (await call('POST', `${await find(selector)}/click`, {})),
      setFiles: async (selector, paths) =>
        void (await call('POST', `${await find(selector)}/value`, { text: paths.join('\n') })),
      async close() {
        await call('DELETE', session).catch(() => undefined)
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** Answers are read as the specification has them: were one otherwise, the test that asked fails. */
// oxlint-disable-next-line typescript/no-explicit-any
type Answer = any

async function ask(port: number, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // fetch gives up on an answer's headers after five minutes; the driver's own limits are shorter or meant.
    signal: AbortSignal.timeout(SCRIPT_LIMIT),
  })
  const { value } = (await response.json()) as { value: Answer }
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}

/** The driver takes a moment to listen. */
async function begin(call: (method: string, path: string, body: object) => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await call('POST', '/session', { capabilities: {} })
    } catch (error) {
      if (!(error instanceof TypeError) || tries === 40) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}
