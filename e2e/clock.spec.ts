/**
 * @file The clock set back, between two visits and in the middle of a run: nothing is asked twice, the newest
 * run is the newest, and no duration is negative. The page is what reads the clock in this app; its workers
 * only measure.
 */
import { expect, test, type Page } from '@playwright/test'
import { annotationOf, NOTHING } from '../scripts/lib/tally.ts'
import { openApp } from './support/app.ts'
import { addFolder, drive, essence, exported, FOLDER, smallConfig } from './support/audit.ts'
import { countingProxy } from './support/counting-proxy.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

const LIMIT = 8
const DAY_MS = 86_400_000

/**
 * As a page sees a clock that stands `byMs` before the true one: now, and as the origin of its timeline where
 * it is opened so.
 */
async function setBack(page: Page, byMs: number): Promise<void> {
  const shift = (ms: number) => {
    const [time, origin] = [Date.now, performance.timeOrigin]
    Date.now = () => time() - ms
    // eslint-disable-next-line
    globalThis.Date = new Proxy(Date, {
      construct: (target, given) => (given.length === 0 ? new target(time() - ms) : Reflect.construct(target, given)),
    })
    if (document.readyState === 'loading')
      Object.defineProperty(performance, 'timeOrigin', { get: () => origin - ms, configurable: true })
  }
  await page.addInitScript(shift, byMs)
}

test('the clock set back between two visits: the run goes on, its order and its times hold, and the newest run is the newest', async ({
  context,
  baseURL,
}) => {
  test.setTimeout(patient(300_000))
  const proxy = await countingProxy(baseURL ?? '')
  const config = async (page: Page) => smallConfig(await addFolder(page, FOLDER), LIMIT)
  try {
    const first = await context.newPage()
    await openApp(first, proxy.url)
    const whole = await (await drive(first, { config: await config(first) })).finished
    const driven = await drive(first, { config: await config(first) })
    const { runId } = await driven.until(({ done }) => done >= 2)
    await first.evaluate(() => globalThis.leakscope!.stop())
    await driven.finished
    const before = await exported(first, runId)
    await first.close()

    const second = await context.newPage()
    await setBack(second, DAY_MS)
    await openApp(second, proxy.url)
    expect(Math.abs(Date.now() - (await second.evaluate(() => Date.now())))).toBeGreaterThan(DAY_MS / 2)
    const resumed = await drive(second, { config: await config(second) })
    expect((await resumed.finished).status).toBe('done')
    const model = await addFolder(second, FOLDER)
    expect(model).toBe('folder:tiny-smolvlm')
    const run = await drive(second, { resume: runId })
    await run.until(({ phase }) => phase === 'running')
    const asked = proxy.seen.length
    const ended = await run.finished
    expect(proxy.seen.slice(asked)).toEqual([])
    expect(ended.status).toBe('done')
    expect(Date.parse(ended.finishedAt!)).toBeLessThan(Date.parse(ended.createdAt))
    for (const { etaMs, tokensPerSecond } of run.snapshots) {
      expect(etaMs ?? 0).toBeGreaterThanOrEqual(0)
      expect(tokensPerSecond ?? 0).toBeGreaterThanOrEqual(0)
    }
    const after = await exported(second, runId)
    expect(essence(after)).toEqual(essence(await exported(second, whole.id)))
    for (const { sampleId, at } of before.samples)
      expect(after.samples.find((sample) => sample.sampleId === sampleId)?.at).toBe(at)
    // Each visit by its own clock: what one begins and ends holds, whatever the other's said.
    expect(after.html).toMatch(/<dt>Took<\/dt><dd[^>]*>\d[\d.]* (?:ms|s|min)/)
    expect(after.html).not.toMatch(/-\d[\d.]* (ms|s|min|h)\b/)

    const listed = await second.evaluate(() => globalThis.leakscope!.runs())
    expect(listed.map(({ id }) => id)).toEqual([(await resumed.finished).id, runId, whole.id])
    test.info().annotations.push(annotationOf({ ...NOTHING, tries: 1 }))
  } finally {
    await proxy.close()
  }
})

test('the clock set back in the middle of a run: the run notices nothing', async ({ page, baseURL }) => {
  test.setTimeout(patient(300_000))
  const proxy = await countingProxy(baseURL ?? '')
  try {
    await openApp(page, proxy.url)
    const run = await drive(page, { config: smallConfig(await addFolder(page, FOLDER), LIMIT) })
    await run.until(({ done }) => done >= 2)
    const asked = proxy.seen.length
    await page.evaluate((ms) => {
      const time = Date.now
      Date.now = () => time() - ms
    }, DAY_MS)
    const ended = await run.finished
    expect(proxy.seen.slice(asked)).toEqual([])
    expect(ended.status).toBe('done')
    const { samples, html } = await exported(page, ended.id)
    const times = samples.map(({ at }) => at)
    expect(Date.parse(ended.finishedAt!)).toBeGreaterThanOrEqual(Math.max(...times.map((at) => Date.parse(at))))
    expect(Math.min(...times.map((at) => Date.parse(at)))).toBeGreaterThanOrEqual(Date.parse(ended.createdAt))
    for (const { timings } of samples)
      for (const ms of Object.values(timings ?? {})) expect(ms ?? 0).toBeGreaterThanOrEqual(0)
    expect(html).not.toMatch(/-\d[\d.]* (ms|s|min|h)\b/)
    expect(run.snapshots.at(-1)).toMatchObject({ done: LIMIT, requests: 0 })
    test.info().annotations.push(annotationOf({ ...NOTHING, tries: 1 }))
  } finally {
    await proxy.close()
  }
})
