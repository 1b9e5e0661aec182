/**
 * @file `npm run test:browsers [-- --browser NAME]... [--scenario
 * NAME]...`: every scenario in every browser. Ends with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../build.mjs'
import { BROWSERS, Tab, type Browser, type BrowserName } from '../../e2e/browsers/browser.ts'
import { launchChromium } from '../../e2e/browsers/chromium.ts'
import { launchFirefox } from '../../e2e/browsers/firefox.ts'
import { SCENARIOS } from '../../e2e/browsers/scenarios.ts'
import { launchWebKit } from '../../e2e/browsers/webkit.ts'

const LAUNCH: Readonly<Record<BrowserName, () => Promise<Browser>>> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebKit,
}

async function main(): Promise<number> {
  const multiple = { type: 'string', multiple: true } as const
  const { values } = parseArgs({ options: { browser: multiple, scenario: multiple } })
  const browsers = chosen('--browser', values.browser, BROWSERS)
  const scenarios = chosen('--scenario', values.scenario, Object.keys(SCENARIOS))
  ensureBuilt()
  let [passed, failed] = [0, 0]
  for (const browser of browsers) {
    for (const scenario of scenarios) {
      if (await attempt(browser, scenario)) passed++
      else failed++
    }
  }
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

async function attempt(name: BrowserName, scenario: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-browsers-'))
  const notes: string[] = []
  const begin = Date.now()
  let browser: Browser | null = null
  let failure: unknown = null
  try {
    browser = await LAUNCH[name]()
    const note = (line: string) => void notes.push(line)
    await SCENARIOS[scenario]!({ tab: new Tab(browser), browser: name, folder, note })
  } catch (error) {
    failure = error
  } finally {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const took = `${Math.round((Date.now() - begin) / 1000)} s`
  console.log(
    `${failure === null ? '✓' : '✗'} ${name} ${browser?.version ?? ''}: ${scenario} (${[took, ...notes].join('; ')})`,
  )
  if (failure !== null) console.log(failure)
  return failure === null
}

function chosen<T extends string>(
  option: string,
  wanted: readonly string[] | undefined,
  all: readonly T[],
): readonly T[] {
  const unknown = wanted?.find((name) => !all.some((one) => one === name))
  if (unknown !== undefined) throw new Error(`${option} ${unknown}: must be one of ${all.join(', ')}`)
  return wanted === undefined ? all : all.filter((name) => wanted.includes(name))
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
