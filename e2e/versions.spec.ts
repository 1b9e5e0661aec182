/**
 * @file A newer build in a second tab: the run in the older one goes on, and the newer tab says what it waits
 * for and goes on by itself.
 */
import { expect, test } from '@playwright/test'
import type { browserLocks as BrowserLocks } from '../src/run/locks.ts'
import type { openStore as OpenStore } from '../src/storage/database/store.ts'
import { openStoragePage } from './storage.harness.ts'
import { openApp } from './support/app.ts'
import { drive, exported, provideModel, smallConfig } from './support/audit.ts'
import { patient } from './support/patience.ts'

/** What the harness puts on its page. */
declare const leakscope: { openStore: typeof OpenStore; browserLocks: typeof BrowserLocks }

// The harness lies at an address of the app's, which a service worker would answer.
test.use({ serviceWorkers: 'block' })
test.describe.configure({ timeout: patient(300_000) })

const LINE =
  /^Another tab with an older Leakscope is running an audit: finish or stop it there; this tab then goes on by itself\.$/

test('a run goes on beside a tab with a newer version, which opens the store when the run is over', async ({
  page,
  context,
}) => {
  await openApp(page)
  const run = await drive(page, { config: smallConfig(await provideModel(page), 12) })
  await run.until(({ done }) => done >= 2)
  const newer = await context.newPage()
  await openStoragePage(newer, {}, 1)
  const opening = newer.evaluate(async () => {
    const notices: string[] = []
    const store = await leakscope.openStore(undefined, (notice) => notices.push(notice))
    const runs = await store.runs()
    // Told again while the older tab closes its connection, which takes a moment.
    return {
      notices: [...new Set(notices)],
      status: runs[0]?.status,
      answers: (await store.responses(runs[0]!.id)).length,
    }
  })
  const done = await run.finished
  expect(done).toMatchObject({ status: 'done', failure: null })
  expect(await opening).toEqual({ notices: ['blocked'], status: 'done', answers: 12 })
  // Now the store is the newer version's, and the older tab says so.
  await expect(exported(page, done.id)).rejects.toThrow(/newer Leakscope: reload this tab/)
})

test('a tab of this version says that it waits for the run of an older one, and goes on by itself', async ({
  page,
  context,
}) => {
  await openStoragePage(page, {}, -1)
  await page.evaluate(async () => {
    const [release, store] = [await leakscope.browserLocks.acquire('r'), await leakscope.openStore()]
    await store.createRun({ id: 'r', status: 'done', createdAt: '2026-11-30T00:00:00.000Z' } as never, [])
    Object.assign(globalThis, { release, older: store })
  })
  const newer = await context.newPage()
  await newer.goto('./')
  await expect(newer.getByText(LINE)).toBeVisible()
  const written = await page.evaluate(async () => {
    const { older, release } = globalThis as unknown as {
      older: Awaited<ReturnType<typeof OpenStore>>
      release: () => void
    }
    // Another connection of the older tab, as its workers open them in mid-run.
    const other = await leakscope.openStore()
    for (let i = 0; i < 20; i++) await older.addResponse({ runId: 'r', sampleId: `s${i}`, guard: 'none' } as never)
    const { length } = await other.responses('r')
    release()
    return length
  })
  expect(written).toBe(20)
  await expect(newer.getByText(LINE)).toBeHidden()
  await expect(newer.getByRole('heading', { level: 1 })).toBeVisible()
  const failure = await page.evaluate(async () =>
    (globalThis as unknown as { older: Awaited<ReturnType<typeof OpenStore>> }).older.runs().then(
      () => null,
      (error: Error) => error.message,
    ),
  )
  expect(failure).toMatch(/newer Leakscope: reload this tab/)
})
