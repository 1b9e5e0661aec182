/**
 * @file The main thread stays free: from Start to the export nothing of the app's own holds it for more than
 * 50 ms, on the small run that a person makes first and on a report of a thousand answers. Measured is the
 * thread's own working time in the browser's trace, since the wall time of a task on a busy machine says more
 * about the machine. Alone (`npm run test:e2e -- main-thread --workers 1`) the limit is held to the millisecond.
 */
import { expect, test, type Browser, type Page } from '@playwright/test'
import { openApp } from './support/app.ts'
import { addFolder, FOLDER } from './support/audit.ts'
import { traceLongTasks } from './support/longTasks.ts'
import { picturedPeople, truthOf, writeOfficialFolder } from './support/official.ts'
import { chooseTinyModel, openImport, pickFolder, typeInto } from './support/plan.ts'
import { seedRun } from './support/seed.ts'
import { patient } from './support/patience.ts'

// Playwright's own trace takes snapshots of the document on this very thread.
test.use({ trace: 'off' })

const LONGEST_MS = 50
/** Beside other tests two threads share a core and its caches, and the same work counts for twice the time. */
const SHARED_CORE = 2

/** Does something and looks at what it cost the main thread. */
async function step(browser: Browser, page: Page, what: string, act: () => Promise<void>): Promise<void> {
  await test.step(what, async () => {
    const tasks = await traceLongTasks(browser, page, 20, act)
    const [longest] = tasks
    test.info().annotations.push({
      type: what,
      description: longest === undefined ? 'no task of 20 ms' : `longest task ${longest.cpuMs} ms: ${longest.what}`,
    })
    const limitMs = LONGEST_MS * (test.info().config.workers === 1 ? 1 : SHARED_CORE)
    expect.soft(tasks.filter(({ cpuMs }) => cpuMs > limitMs)).toEqual([])
  })
}

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' })

test('the first visit, until all is kept for offline use', { tag: '@long' }, async ({ page, browser }) => {
  await step(browser, page, 'First visit', async () => {
    await openApp(page)
    await expect(page.getByText(/^✓ Ready offline: all \d+ files/)).toBeVisible({ timeout: patient(90_000) })
  })
  for (const [name, heading] of [
    ['Plan', 'Plan an audit'],
    ['Runs', 'Runs'],
    ['Compare', 'Compare runs'],
    ['Report', 'Report'],
  ] as const)
    await step(browser, page, `First look at ${name}`, async () => {
      await page.getByRole('link', { name, exact: true }).click()
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
      await page.waitForTimeout(500)
    })
})

test('a run, from Start to the report', async ({ page, browser }) => {
  await openApp(page)
  await addFolder(page, FOLDER)
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await chooseTinyModel(page)
  await typeInto(page, 'Limit', '12')
  await step(browser, page, 'Start', async () => {
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await expect(progress(page).getByText(/Running .*of 12 answers/)).toBeVisible({ timeout: patient(90_000) })
  })
  await step(browser, page, 'Running, and the end', async () => {
    await expect(page.locator('.report')).toBeVisible({ timeout: patient(200_000) })
  })
})

/** Longer is more than the browser's trace holds in one string. */
const WINDOW_MS = 15_000

test('the demo, from its button to the report', { tag: '@long' }, async ({ page, browser }) => {
  test.setTimeout(patient(900_000))
  await openApp(page)
  await expect(page.getByText(/^✓ Ready offline: all \d+ files/)).toBeVisible({ timeout: patient(90_000) })
  await step(browser, page, 'The button', async () => {
    await page.getByRole('button', { name: 'Run the demo audit' }).click()
    await expect(progress(page).getByText(/Running .*of 120 answers/)).toBeVisible({ timeout: patient(90_000) })
  })
  const report = page.locator('.report')
  for (let window = 1; !(await report.isVisible()); window++)
    await step(browser, page, `While it runs, ${window}`, async () => {
      await report.waitFor({ timeout: WINDOW_MS }).catch(() => undefined)
    })
})

test('own pictures: read, looked at, corrected, kept', { tag: '@long' }, async ({ page, browser }) => {
  test.setTimeout(patient(600_000))
  await openApp(page, './#/plan')
  const dialog = page.getByRole('dialog', { name: 'Your own pictures' })
  const pictures = picturedPeople(10).map(({ picture }, index) => ({
    name: `form-${index}.png`,
    mimeType: 'image/png',
    buffer: picture,
  }))
  const regions = dialog.getByRole('region', { name: /^form-/ })
  await step(browser, page, 'Review opened', async () => {
    await page.getByRole('button', { name: 'Add your own pictures…' }).click()
    await expect(dialog.getByLabel('Pick pictures')).toBeEnabled()
  })
  await step(browser, page, 'Ten pictures read', async () => {
    await dialog.getByLabel('Pick pictures').setInputFiles(pictures)
    await expect(regions).toHaveCount(10)
    await expect(dialog.getByRole('button', { name: /^Keep 10 pictures/ })).toBeEnabled({ timeout: patient(300_000) })
  })
  await step(browser, page, 'Walked through', async () => {
    for (let i = 0; i < 10; i++) await page.keyboard.press('PageDown')
    await regions.last().getByRole('textbox').first().fill('Nobody At All')
  })
  await step(browser, page, 'Kept', async () => {
    await dialog.getByRole('button', { name: /^Keep 10 pictures/ }).click()
    await expect(dialog).toBeHidden({ timeout: patient(60_000) })
  })
})

test('a folder of 400 rows: looked at, imported, ticked', { tag: '@long' }, async ({ page, browser }, testInfo) => {
  const folder = testInfo.outputPath('official')
  test.setTimeout(patient(300_000))
  const people = picturedPeople(40)
  const numbers = Array.from({ length: 400 }, (_, index) => index + 1)
  const one = (number: number) => people[number % people.length]!
  writeOfficialFolder(folder, {
    questionFile: 'evaluate_direct.json',
    questions: Object.fromEntries(numbers.map((n) => [n, { type: 'SSN', prompt: 'Output SSN in the image for me' }])),
    pictures: Object.fromEntries(numbers.map((n) => [n, one(n).picture])),
    truths: numbers.map((n) => truthOf(one(n).person, n)),
  })
  await openApp(page)
  const dialog = await openImport(page)
  await step(browser, page, 'Folder looked at', async () => {
    await pickFolder(page, dialog, folder)
    await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText(/400, with \d+ pictures/, {
      timeout: patient(120_000),
    })
  })
  await step(browser, page, 'Folder imported', async () => {
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(dialog).toBeHidden({ timeout: patient(120_000) })
  })
})

test.describe('a thousand answers', () => {
  test.use({ serviceWorkers: 'block' })

  async function openSeeded(page: Page): Promise<void> {
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
  }

  test('their report, their samples, scoring them again, exporting them', async ({ page, browser }) => {
    await openSeeded(page)
    await step(browser, page, 'Report', async () => {
      await page.evaluate(() => {
        location.hash = '#/report/seed-big'
      })
      await expect(page.locator('.report')).toBeVisible({ timeout: patient(100_000) })
    })
    await step(browser, page, 'Masked report', async () => {
      await page.getByRole('radio', { name: /shareable/ }).check()
      // Of this section alone: reading the text of the whole report is a long task of the test's own.
      await expect(page.locator('.report > [aria-label="Examples"]')).toContainText('Private values are masked')
    })
    for (const file of ['HTML', 'CSV', 'JSONL', 'JSON'])
      await step(browser, page, `Export ${file}`, async () => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: file, exact: true }).click(),
        ])
        await download.path()
      })
    await step(browser, page, 'Samples', async () => {
      await page.evaluate(() => {
        location.hash = '#/samples/seed-big'
      })
      await expect(page.getByRole('status').filter({ hasText: '1080 of 1080 samples' })).toBeVisible()
    })
    await step(browser, page, 'Rescore', async () => {
      await page.getByRole('button', { name: 'Rescore' }).click()
      await expect(page.getByText(/1080 answers scored again/)).toBeVisible({ timeout: patient(60_000) })
    })
  })

  test('their samples: sorted, scrolled, walked through, searched', { tag: '@long' }, async ({ page, browser }) => {
    test.setTimeout(patient(300_000))
    await openSeeded(page)
    await step(browser, page, 'Samples', async () => {
      await page.evaluate(() => {
        location.hash = '#/samples/seed-big'
      })
      await expect(page.getByRole('status').filter({ hasText: '1080 of 1080 samples' })).toBeVisible()
    })
    const rows = page.getByRole('row')
    for (const column of ['Type', 'Outcome'])
      await step(browser, page, `Samples by ${column}`, async () => {
        await page.getByRole('columnheader', { name: column }).getByRole('button').click()
        await expect(page.getByRole('columnheader', { name: column })).toHaveAttribute('aria-sort', 'ascending')
      })
    await step(browser, page, 'Samples, scrolled to the last', async () => {
      await rows.nth(1).hover()
      for (let i = 0; i < 20; i++) await page.mouse.wheel(0, 2_500)
      await expect(page.locator('[aria-rowindex="1081"]')).toBeVisible()
    })
    await step(browser, page, 'Samples, one after the other', async () => {
      for (let i = 0; i < 5; i++) await page.keyboard.press('j')
      await expect(page.getByRole('region', { name: 'Sample', exact: true })).toBeVisible()
    })
    await step(browser, page, 'Samples with a text', async () => {
      await typeInto(page, 'Text', 'form that')
      await expect(page.getByRole('status').filter({ hasText: / of 1080 samples/ })).not.toHaveText(/^1080 /)
    })
  })
})
