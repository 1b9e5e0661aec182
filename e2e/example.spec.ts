/**
 * @file The newcomer's benchmark in the app: the build has the two lines that src/benchmarks/README.md asks for, and
 * the example goes from picked files to its numbers in the report. Headless it does so in
 * src/benchmarks/example/whole.test.ts.
 */
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import { buildWithExample } from './harness/example/build.ts'
import { openApp } from './support/app.ts'
import { addFolder, exported, FOLDER } from './support/audit.ts'
import { chooseTinyModel, openImport, pickFolder } from './support/plan.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

const BADGES = fileURLToPath(new URL('../src/benchmarks/example/data', import.meta.url))

let server: Awaited<ReturnType<typeof serve>>
test.beforeAll(async () => {
  test.setTimeout(patient(180_000))
  server = await serve({ root: await buildWithExample() })
})
test.afterAll(() => server.close())

test('the example of src/benchmarks/README.md is imported, asked, scored and reported', async ({ page }) => {
  await openApp(page, server.url)
  await addFolder(page, FOLDER)
  const dialog = await openImport(page)
  await pickFolder(page, dialog, BADGES)
  await expect(dialog.getByText('known for all rows')).toBeVisible()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('checkbox', { name: /^MM-Privacy, demo/ }).uncheck()
  await page
    .getByRole('group', { name: 'Benchmark' })
    .getByRole('checkbox', { name: /^MM-Privacy/ })
    .uncheck()
  await chooseTinyModel(page)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const report = page.locator('.report')
  await expect(report.getByText('2 of 2 planned')).toBeVisible({ timeout: patient(60_000) })
  for (const words of ['Asked to be brief', 'words of the answers, on average'])
    await expect(report.getByText(words).first()).toBeVisible()

  const [run] = await page.evaluate(() => globalThis.leakscope!.runs())
  const { run: json, samples } = await exported(page, run!.id)
  expect(json.benchmarks).toEqual({ example: '1.0.0' })
  expect(samples.map(({ prompt, error }) => [prompt.includes('In three words at most: '), error])).toEqual([
    [true, null],
    [true, null],
  ])
  const counted = Object.fromEntries(
    json.metrics.filter(({ benchmark }) => benchmark === 'example').map(({ metric, n }) => [metric, n]),
  )
  expect(counted).toMatchObject({ ASR: 2, words: 2 })
})
