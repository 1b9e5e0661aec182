/** @file Real runs in a real browser: no request, pause and resume, a full disk, evicted storage. */
import { expect, test, type Page, type Worker } from '@playwright/test'
import { openApp } from './support/app.ts'
import { countingProxy } from './support/counting-proxy.ts'
import { drive, essence, exported, provideModel, smallConfig } from './support/audit.ts'
import { patient } from './support/patience.ts'

const LIMIT = 6
/** Enough for a run, in bytes. */
const ROOM = 64 * 2 ** 20

// A real model on a shared machine without a GPU.
test.describe.configure({ timeout: patient(600_000) })

test('a run makes no request', async ({ page, context, baseURL }) => {
  const proxy = await countingProxy(baseURL ?? '')
  try {
    const requests: string[] = []
    context.on('request', (request) => requests.push(request.url()))
    await openApp(page, proxy.url)
    const model = await provideModel(page)
    const run = await drive(page, { config: smallConfig(model, LIMIT) })
    await run.until(({ phase }) => phase === 'running')
    const before = { browser: requests.length, server: proxy.seen.length }
    expect(before.browser).toBeGreaterThan(0)
    expect((await run.finished).status).toBe('done')
    expect(requests.slice(before.browser)).toEqual([])
    expect(proxy.seen.slice(before.server)).toEqual([])
    const last = run.snapshots.at(-1)
    expect(last).toMatchObject({ phase: 'done', done: LIMIT, requests: 0 })
    // The page's and each worker's requests were seen, so zero means zero.
    const requestLog = await page.evaluate(() => globalThis.leakscope!.requests())
    expect([...new Set(requestLog.map(({ from }) => from))]).toEqual(
      expect.arrayContaining(['page', 'intake', 'model']),
    )
    expect(requestLog.filter(({ foreign }) => foreign)).toEqual([])
  } finally {
    await proxy.close()
  }
})

test('a request in the middle of a run shows in the request log', async ({ page }) => {
  await openApp(page)
  const run = await drive(page, { config: smallConfig(await provideModel(page), LIMIT) })
  await run.until(({ phase, done }) => phase === 'running' && done >= 1)
  await page.evaluate(() => fetch('./index.html?in-a-run'))
  await run.finished
  expect(run.snapshots.at(-1)?.requests).toBe(1)
})

test('an engine that dies in mid-run is replaced without a request, and no answer is lost', async ({
  page,
  baseURL,
}) => {
  const proxy = await countingProxy(baseURL ?? '')
  try {
    await openApp(page, proxy.url)
    const run = await drive(page, { config: smallConfig(await provideModel(page), LIMIT) })
    await run.until(({ phase, done }) => phase === 'running' && done >= 1)
    const before = proxy.seen.length
    const requestLog = () => page.evaluate(() => globalThis.leakscope!.requests())
    const known = (await requestLog()).length
    const [model] = await modelWorkers(page)
    const spawned = page.waitForEvent('worker')
    await model!.evaluate(() => {
      setTimeout(() => {
        throw new Error('killed by the test')
      })
    })
    await spawned
    expect((await run.finished).status).toBe('done')
    expect(proxy.seen.slice(before)).toEqual([])
    expect((await requestLog()).slice(known).filter(({ cached }) => !cached)).toEqual([])
    expect(run.snapshots.at(-1)).toMatchObject({ done: LIMIT, requests: 0 })
  } finally {
    await proxy.close()
  }
})

test('a run is paused, survives a reload, and asks nothing twice', async ({ page }) => {
  await openApp(page)
  const whole = await (await drive(page, { config: smallConfig(await provideModel(page), LIMIT) })).finished
  const expected = essence(await exported(page, whole.id))

  const first = await drive(page, { config: smallConfig(await provideModel(page), LIMIT) })
  const { runId } = await first.until(({ done }) => done >= 2)
  await page.evaluate(() => globalThis.leakscope!.pause())
  const paused = await first.until(({ phase }) => phase === 'paused')
  expect(paused.done).toBeLessThan(LIMIT)

  await openApp(page)
  await provideModel(page)
  const second = await drive(page, { resume: runId })
  expect((await second.finished).status).toBe('done')
  expect(second.snapshots.at(-1)).toMatchObject({ done: LIMIT, total: LIMIT })
  expect(essence(await exported(page, runId))).toEqual(expected)
})

test('a full disk pauses the run with one clear line; when there is space again it goes on and nothing is lost', async ({
  page,
  context,
  baseURL,
}) => {
  const session = await context.newCDPSession(page)
  const origin = new URL(baseURL ?? '').origin
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: ROOM })
  await openApp(page)
  const run = await drive(page, { config: smallConfig(await provideModel(page), LIMIT) })
  await run.until(({ phase, done }) => phase === 'running' && done >= 1)
  await page.evaluate(() => globalThis.leakscope!.pause())
  await run.until(({ phase }) => phase === 'paused')
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  expect(await writeMoreThan(page, ROOM)).toBe('QuotaExceededError')
  await page.evaluate(() => globalThis.leakscope!.unpause())
  const paused = await run.until(({ phase, notice }) => phase === 'paused' && notice !== null)
  expect(paused.notice).toMatch(
    /disk space that the browser grants is full; the run is paused and \d+ of \d+ answers are safe/,
  )
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await page.evaluate(() => globalThis.leakscope!.unpause())
  const ended = await run.finished
  expect(ended.status).toBe('done')
  const { samples } = await exported(page, ended.id)
  expect(new Set(samples.map(({ sampleId }) => sampleId)).size).toBe(LIMIT)
})

test('pictures of a shipped shard that storage has lost in mid-run are drawn again: every question is answered, none twice', async ({
  page,
}) => {
  await openApp(page)
  const first = await drive(page, { config: smallConfig(await provideModel(page), LIMIT) })
  const { runId } = await first.until(({ done }) => done >= 1)
  await page.evaluate(() => globalThis.leakscope!.pause())
  const { done } = await first.until(({ phase }) => phase === 'paused')
  expect(done).toBeLessThan(LIMIT)
  await evictPictures(page)
  await page.evaluate(() => globalThis.leakscope!.unpause())
  const run = await first.finished
  expect(run).toMatchObject({ status: 'done', failureCode: null })
  const { samples } = await exported(page, runId)
  expect(samples.filter(({ error }) => error !== null)).toEqual([])
  expect(new Set(samples.map(({ sampleId }) => sampleId)).size).toBe(LIMIT)
  expect(samples).toHaveLength(LIMIT)
})

/** Workers have their names inside only. */
async function modelWorkers(page: Page): Promise<Worker[]> {
  const named = await Promise.all(
    page.workers().map(async (worker) => ((await worker.evaluate(() => self.name)) === 'model' ? [worker] : [])),
  )
  return named.flat()
}

/** As a clean-up tool or the browser itself does it: the rows of the pictures are gone, the rest is there. */
async function evictPictures(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('leakscope')
        opening.onerror = () => reject(new Error(String(opening.error)))
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('images', 'readwrite')
          transaction.objectStore('images').clear()
          transaction.oncomplete = () => {
            opening.result.close()
            resolve()
          }
          transaction.onabort = () => reject(new Error(String(transaction.error)))
        }
      }),
  )
}

/**
 * Tries to store more than there ever was room for; resolves to the name of the error. Chromium's IndexedDB
 * remembers for 30 s how much space there was and asks again only when a write does not fit into that.
 */
async function writeMoreThan(page: Page, bytes: number): Promise<string> {
  return page.evaluate(
    (size) =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('filler', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('filler')
        opening.onerror = () => resolve(opening.error?.name ?? 'error')
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('filler', 'readwrite')
          for (let i = 0; i < size / 2 ** 20 + 1; i++)
            transaction.objectStore('filler').put(new Uint8Array(2 ** 20).fill(i), i)
          transaction.oncomplete = () => resolve('written')
          transaction.onabort = () => resolve(transaction.error?.name ?? 'error')
        }
      }),
    bytes,
  )
}
