/**
 * @file The built app in a headless Chromium, on an origin that stays the same whatever port is free, so that
 * its storage is found again.
 */
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { argsForCommands, findOrInstallChromium } from '../find-chromium.mjs'
import { serve } from '../serve.mjs'
import { builtModelsFolder } from './built-model/folder.mjs'
import { lockProfile } from './profile-lock.ts'

/** Storage belongs to an origin. `*.localhost` is a secure context and never leaves this machine. */
export const APP_ORIGIN = 'http://leakscope.localhost'

export interface OpenApp {
  readonly page: Page
  readonly context: BrowserContext
  close(): Promise<void>
}

/** A build that stands elsewhere than in `dist`; it is then taken as it is. */
export const GIVEN_BUILD: string | null = process.env['LEAKSCOPE_DIST'] ?? null

/** A browser with nothing kept, for what brings its own page. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findOrInstallChromium(), args: argsForCommands() })
}

/**
 * Serves the build, opens it, and resolves when `globalThis.leakscope` is there.
 * @param profile folder of the browser's profile; it is made when it is not there, and keeps runs and shards.
 * @param args what the browser is told beside.
 * @throws UsageError when another command has this profile open.
 */
export async function openApp(profile: string, args: readonly string[] = []): Promise<OpenApp> {
  const release = lockProfile(profile)
  const root = GIVEN_BUILD === null ? {} : { root: GIVEN_BUILD }
  const server = await serve({ ...root, models: builtModelsFolder() }).catch((error: unknown) => {
    release()
    throw error
  })
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findOrInstallChromium(),
      // Our server sends the headers that one would add, and what one keeps for offline use is read by nobody here.
      serviceWorkers: 'block',
      args: [
        ...argsForCommands(),
        ...args,
        `--host-resolver-rules=MAP leakscope.localhost:80 127.0.0.1:${server.port}`,
      ],
    })
    await keepStorage(context)
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(`${APP_ORIGIN}/`)
    await page.waitForFunction(() => globalThis.leakscope !== undefined)
    return {
      page,
      context,
      async close() {
        await context.close().catch(() => undefined)
        await server.close()
        release()
      },
    }
  } catch (error) {
    await server.close()
    release()
    throw error
  }
}

/** Lets the browser's `persist()` succeed: an overnight run must not lose its storage to eviction. */
async function keepStorage(context: BrowserContext): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage())
  const session = await context.newCDPSession(page)
  await session.send('Browser.grantPermissions', { permissions: ['durableStorage'], origin: APP_ORIGIN })
  await session.detach()
}
