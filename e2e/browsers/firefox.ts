/**
 * @file Firefox by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks itself: Debian has
 * no geckodriver, and Playwright's Firefox is a build of its own (docs/adr/0029).
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { findOrInstallFirefox } from '../../scripts/find-browsers.mjs'
import type { Browser } from './browser.ts'
import { endGroup, spawnGroup } from './processes.ts'

/** None of the browser's own traffic, so that a busy machine is not busier; nothing here changes what a page may do. */
const PREFERENCES = {
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'remote.active-protocols': 1,
}

export async function launchFirefox(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'leakscope-firefox-'))
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`)
  await writeFile(join(profile, 'user.js'), lines.join(''))
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank']
  const child = spawnGroup(findOrInstallFirefox(), args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const end = async () => {
    await endGroup(child)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const address = await new Promise<string>((resolve, reject) => {
      const output = createInterface(child.stderr!)
      output.on('line', (line) => {
        const [, found] = /listening on (ws:\/\/\S+)/.exec(line) ?? []
        if (found !== undefined) resolve(found)
      })
      output.on('close', () => reject(new Error('Firefox ended before it could be driven')))
    })
    const bidi = await connect(`${address}/session`)
    const session = await bidi.send('session.new', { capabilities: {} })
    const { contexts } = await bidi.send('browsingContext.getTree', {})
    const [{ context }] = contexts
    const evaluate = async (expression: string) => {
      const answer = await bidi.send('script.evaluate', { expression, target: { context }, awaitPromise: true })
      if (answer.type === 'success') return answer.result.value
      throw new Error(answer.exceptionDetails.text)
    }
    return {
      name: 'firefox',
      version: session.capabilities.browserVersion,
      goto: async (url) => void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
      text: async (expression) => String(await evaluate(expression)),
      async click(selector) {
        const middle = JSON.parse(String(await evaluate(middleOf(selector))))
        const actions = [
          { type: 'pointerMove', ...middle },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ]
        await bidi.send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] })
      },
      async setFiles(selector, paths) {
        const { nodes } = await bidi.send('browsingContext.locateNodes', {
          context,
          locator: { type: 'css', value: selector },
        })
        await bidi.send('input.setFiles', { context, element: { sharedId: nodes[0].sharedId }, files: paths })
      },
      async close() {
        bidi.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** Pixels of the window, whole ones, after scrolling. */
const middleOf = (selector: string) => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)})
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { left, top, width, height } = element.getBoundingClientRect()
  return JSON.stringify({ x: Math.round(left + width / 2), y: Math.round(top + height / 2) })
})()`

/** Answers are read as the specification has them: were one otherwise, the test that asked fails. */
// oxlint-disable-next-line typescript/no-explicit-any
type Answer = any

async function connect(
  address: string,
): Promise<{ send(method: string, params: object): Promise<Answer>; close(): void }> {
  const socket = new WebSocket(address, { maxPayload: 2 ** 28 })
  const waiting = new Map<number, { resolve: (result: Answer) => void; reject: (error: Error) => void }>()
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as { id: number; result?: Answer; error?: string; message?: string }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) call?.resolve(message.result)
    else call?.reject(new Error(`${message.error}: ${message.message}`))
  })
  socket.on('close', () => {
    for (const call of waiting.values()) call.reject(new Error('Firefox ended'))
  })
  let last = 0
  return {
    send: (method, params) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject })
        socket.send(JSON.stringify({ id: last, method, params }))
      }),
    close: () => socket.close(),
  }
}
