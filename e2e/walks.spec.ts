/**
 * @file Two walks through the app by keyboard alone. What is pressed on is reached with Tab, as a person without a
 * mouse reaches it. `LEAKSCOPE_SCREENSHOTS=docs/walks` keeps a picture of each station there.
 */
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { fileChooser } from './support/file-chooser.ts'
import { openApp } from './support/app.ts'
import { picturedPeople } from './support/official.ts'
import { pagesOnPaper } from './support/paper.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

// Two halves of a minute, which nothing makes wait for one another.
test.describe.configure({ mode: 'parallel' })

const FOLDER = process.env['LEAKSCOPE_SCREENSHOTS']

/** Whoever walks, and how much they did: a press on something, a text, files picked. */
function walker(page: Page, walk: string) {
  let actions = 0
  let stations = 0
  const reach = async (target: Locator) => {
    await expect(target).toBeVisible({ timeout: patient(60_000) })
    for (let tabs = 0; tabs < 150; tabs++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${String(target)}`)
  }
  return {
    actions: () => actions,
    async press(target: Locator, key = 'Enter') {
      await reach(target)
      await page.keyboard.press(key)
      actions++
    },
    async type(target: Locator, text: string) {
      await reach(target)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
      actions++
    },
    async pick(target: Locator, files: Parameters<Locator['setInputFiles']>[0]) {
      await reach(target)
      const chooser = await fileChooser(page, () => page.keyboard.press('Space'))
      await chooser.setFiles(files)
      actions++
    },
    /** @param around what the picture is about, where it is not what was pressed on. */
    async station(name: string, around?: Locator) {
      stations++
      if (FOLDER === undefined) return
      await around?.evaluate((element) => element.scrollIntoView({ block: 'center' }))
      await page.screenshot({ path: join(FOLDER, `${walk}-${stations}-${name}.png`) })
    },
  }
}

test('own photos: from the first screen to the result on one page in at most 12 actions', async ({ page }) => {
  test.setTimeout(patient(480_000))
  const { picture } = picturedPeople(1)[0]!
  const walk = walker(page, 'photos')
  await openApp(page)
  await walk.station('home')
  await walk.press(page.getByRole('link', { name: 'Ask about your own pictures' }))
  const dialog = page.getByRole('dialog', { name: 'Your own pictures' })
  await walk.pick(dialog.getByLabel('Pick pictures'), [{ name: 'form.png', mimeType: 'image/png', buffer: picture }])
  const keep = dialog.getByRole('button', { name: /^Keep one picture and \d+ values in this browser$/ })
  await expect(keep).toBeEnabled({ timeout: patient(120_000) })
  await walk.station('what-was-read')
  await walk.press(keep)
  await expect(dialog).toBeHidden()
  await walk.type(page.getByLabel('Limit'), '8')
  await walk.press(page.getByRole('button', { name: 'Start', exact: true }))
  const result = page.getByRole('region', { name: 'On one page' })
  await expect(result).toBeVisible({ timeout: patient(180_000) })
  await expect(result.getByRole('heading', { name: 'What to do now' })).toBeVisible()
  await walk.station('result')
  expect(walk.actions()).toBeLessThanOrEqual(12)
  expect(await pagesOnPaper(page)).toEqual({ A4: 1, Letter: 1 })
})

test('two models and two benchmarks: planned once, compared, exported', async ({ page }) => {
  test.setTimeout(patient(480_000))
  const walk = walker(page, 'audit')
  await openApp(page)
  await walk.press(page.getByRole('link', { name: 'Choose models and benchmarks' }))
  const others = page.getByRole('group', { name: 'Ask further models the same' })
  await walk.press(others.getByText(/control models, whose leakage is known$/))
  await walk.press(others.getByRole('checkbox', { name: 'Control: memoriser' }), 'Space')
  await walk.press(page.getByRole('checkbox', { name: /^Utility/ }), 'Space')
  await walk.type(page.getByLabel('Limit'), '2')
  await expect(page.getByText(/^About 4 answers of each of 2 models/)).toBeVisible()
  await walk.station('plan', page.getByRole('region', { name: 'What will be asked' }))
  await walk.press(page.getByRole('button', { name: 'Start', exact: true }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^What Control.* and Control.* gave away$/, {
    timeout: patient(300_000),
  })
  // What the plan said, and no answer more.
  const asked = await page.evaluate(async () => (await globalThis.leakscope!.runs()).map((run) => run.sampleCount))
  expect(asked).toEqual([4, 4])
  await walk.station('report')
  await walk.press(page.getByRole('link', { name: 'Runs', exact: true }))
  for (const index of [1, 0]) await walk.press(page.getByRole('checkbox', { name: /^Compare / }).nth(index), 'Space')
  await walk.press(page.getByRole('link', { name: 'Compare 2 runs' }))
  await expect(page.getByRole('table', { name: /^Differences: / })).toBeVisible({ timeout: patient(60_000) })
  await expect(page.getByText(/difference(?:s were| was) tested\. By chance alone/)).toBeVisible()
  await walk.station('compare')
  const saved = page.waitForEvent('download')
  await walk.press(page.getByRole('button', { name: 'Save the numbers (JSON)' }))
  expect((await saved).suggestedFilename()).toBe('comparison.json')
  await walk.press(page.getByRole('link', { name: 'One report of all' }))
  const exported = page.waitForEvent('download')
  await walk.press(page.getByRole('button', { name: 'JSONL' }))
  expect((await exported).suggestedFilename()).toMatch(/\.jsonl$/)
})
