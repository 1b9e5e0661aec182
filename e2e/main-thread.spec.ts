/**
 * @file The main thread stays free: nothing of the app's own holds it for long during a run, nor while a report of a thousand answers is
 * opened. The promise is 50 ms on a quiet machine; this one may be busy, so single tasks get some slack here.
 */
import { expect, test } from '@playwright/test'
import { openApp } from './support/app.ts'
import { addFolder, FOLDER } from './support/audit.ts'
import { longTasks, watchLongTasks, type LongTask } from './support/longTasks.ts'
import { chooseTinyModel, typeInto } from './support/plan.ts'
import { seedRun } from './support/seed.ts'

/** Slack for a machine that does other things as well. */
const LONGEST_MS = 250

function note(what: string, tasks: readonly LongTask[]): void {
  const longest = Math.max(0, ...tasks.map(({ ms }) => ms))
  test.info().annotations.push({
    type: what,
    description: `${tasks.length} tasks of 50 ms and more, the longest ${Math.round(longest)} ms`,
  })
}

test('during a run no task of the main thread is long', async ({ page }) => {
  await watchLongTasks(page)
  await openApp(page)
  await addFolder(page, FOLDER)
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await chooseTinyModel(page)
  await typeInto(page, 'Limit', '20')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Progress' }).getByText(/Running .*of 20 answers/)).toBeVisible({
    timeout: 60_000,
  })
  const since = await page.evaluate(() => performance.now())
  await expect(page.getByRole('region', { name: 'Progress' }).getByText(/[4-9] of 20 answers/)).toBeVisible({
    timeout: 120_000,
  })
  const tasks = await longTasks(page, since)
  note('a run', tasks)
  expect(tasks.filter(({ ms }) => ms > LONGEST_MS)).toEqual([])
})

test.describe('a report of a thousand answers', () => {
  test.use({ serviceWorkers: 'block' })
  test('is opened without holding the main thread for long', async ({ page }) => {
    await watchLongTasks(page)
    await openApp(page)
    await seedRun(page, {
      runId: 'seed-big',
      model: 'control-reader',
      modelName: 'Control reader',
      manner: 'reader',
      answered: null,
      times: 9,
    })
    await page.goto('./#/prepare')
    await page.reload()
    await expect(page.locator('main h1')).toBeVisible()
    const since = await page.evaluate(() => {
      location.hash = '#/report/seed-big'
      return performance.now()
    })
    await expect(page.locator('.report')).toBeVisible({ timeout: 100_000 })
    const tasks = await longTasks(page, since)
    note('a report', tasks)
    expect(tasks.filter(({ ms }) => ms > LONGEST_MS)).toEqual([])
  })
})
