/**
 * @file A browser with a profile on the disk, which can be killed as a machine kills it; and what of it
 * reaches a server, ours or any other.
 */
import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../../scripts/find-chromium.mjs'
import { serve } from '../../scripts/serve.mjs'
import { countingProxy } from './counting-proxy.ts'
import { patient } from './patience.ts'

/** Storage belongs to an origin: this one stays whatever port is free. */
export const ORIGIN = 'http://leakscope.localhost'
/** A page of the origin that is none of the app's. */
export const BLANK = `${ORIGIN}/THIRD-PARTY-NOTICES.txt`

/** What Chromium asks its maker by itself, with or without a page. */
const BROWSERS_OWN = [
  'accounts.google.com',
  'clients2.google.com',
  'content-autofill.googleapis.com',
  'update.googleapis.com',
]

export interface Servers {
  /** Paths that the app's server was asked for, in order. */
  readonly seen: readonly string[]
  /** Other hosts that a connection was made to, whatever was asked of them. */
  readonly foreign: readonly string[]
  readonly rules: string
  close(): Promise<void>
}

/** Serves the build, and stands in for every other host in the world. */
export async function startServers(): Promise<Servers> {
  const app = await serve()
  const proxy = await countingProxy(app.url)
  const foreign: string[] = []
  const elsewhere: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    // Its first words name the host, in the clear: a Host header, or what a TLS handshake begins with.
    socket.once('data', (bytes) => {
      const words = bytes.toString('latin1')
      const host = /[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}/.exec(words)?.[0] ?? 'a host without a name'
      if (!BROWSERS_OWN.some((name) => words.includes(name))) foreign.push(host)
      socket.destroy()
    })
  })
  await new Promise<void>((listening) => {
    elsewhere.listen(0, '127.0.0.1', listening)
  })
  const { port } = elsewhere.address() as AddressInfo
  return {
    seen: proxy.seen,
    foreign,
    rules: `MAP leakscope.localhost:80 127.0.0.1:${new URL(proxy.url).port}, MAP * 127.0.0.1:${port}`,
    async close() {
      elsewhere.close()
      await proxy.close()
      await app.close()
    },
  }
}

export interface Killable {
  readonly page: Page
  readonly context: BrowserContext
  /** SIGKILL to the browser's main process; its children die of it. Resolves when it is gone. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** @param folder of the profile, made when it is not there. */
export async function openKillable(folder: string, servers: Servers): Promise<Killable> {
  const executablePath = findChromium()
  const context = await chromium.launchPersistentContext(folder, {
    ...(executablePath === null ? {} : { executablePath }),
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=${servers.rules}`],
  })
  const pid = mainProcess(folder)
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    context,
    async kill() {
      process.kill(pid, 'SIGKILL')
      await context.close().catch(() => undefined)
    },
    close: () => context.close().catch(() => undefined),
  }
}

function mainProcess(profile: string): number {
  const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  const main = processes.find((line) => line.includes(`--user-data-dir=${profile} `) && !line.includes('--type='))
  const pid = Number(main?.trim().split(/\s+/, 1)[0])
  if (!Number.isInteger(pid)) throw new Error(`No browser with profile ${profile} is running`)
  return pid
}

/** Waits until the app can be driven. */
export async function ready(page: Page): Promise<void> {
  await page.locator('html[data-protection]').waitFor({ state: 'attached' })
  await page.waitForFunction(() => 'leakscope' in globalThis)
}

/** The same, or rejects with why the app could not start. */
export async function startedOrSaid(page: Page): Promise<void> {
  const alert = page.getByRole('alert').first()
  await Promise.race([ready(page), alert.waitFor()])
  if (await alert.isVisible()) throw new Error((await alert.textContent()) ?? '')
}

/**
 * Waits until all is kept for working without a network, so that what is asked of the server from then on is
 * asked for another reason.
 */
export async function keptOffline(page: Page): Promise<void> {
  await page.getByText(/^✓ Ready offline/).waitFor({ timeout: patient(120_000) })
}
