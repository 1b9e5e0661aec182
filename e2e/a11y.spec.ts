import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { fileChooser } from './support/file-chooser.ts'
import { picturedPeople } from './support/official.ts'
import { seedRun } from './support/seed.ts'
import { patient } from './support/patience.ts'

// The seeding script is served by the test, which a service worker would not see.
test.use({ serviceWorkers: 'block' })

const SCREENS = {
  prepare: '#/prepare',
  plan: '#/plan',
  run: '#/run',
  report: '#/report/seed-reader,seed-memoriser',
  samples: '#/samples/seed-reader?outcome=leak',
  runs: '#/runs',
  compare: '#/compare/seed-reader,seed-memoriser',
} as const
const NAMES = Object.keys(SCREENS) as (keyof typeof SCREENS)[]

/** Opens a screen afresh and waits until it shows what it is for. */
async function show(page: Page, screen: keyof typeof SCREENS): Promise<void> {
  // Another place of the same document would be drawn and counted once for nothing.
  await page.goto('about:blank')
  await page.goto(`./${SCREENS[screen]}`)
  await expect(page.locator('main h1').first()).toBeVisible()
  // Intervals are resampled over every cell: seconds on a busy machine.
  if (screen === 'report') await expect(page.locator('.report')).toBeVisible({ timeout: patient(60_000) })
  if (screen === 'samples') await expect(page.getByRole('grid')).toBeVisible()
  if (screen === 'compare')
    await expect(page.getByRole('table', { name: /^Differences/ })).toBeVisible({ timeout: patient(60_000) })
}

async function seed(page: Page): Promise<void> {
  await page.goto('./')
  await expect(page.locator('main h1')).toBeVisible()
  const common = {
    runId: 'seed-reader',
    model: 'control-reader',
    modelName: 'Control reader',
    manner: 'reader',
    answered: null,
  } as const
  await seedRun(page, common)
  await seedRun(page, { ...common, runId: 'seed-memoriser', modelName: 'Control memoriser', manner: 'memoriser' })
  await seedRun(page, { ...common, runId: 'seed-open', answered: 9 })
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds in the light scheme, and of the dark one what colours can change. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await colourChanged(page)
    // What passes is not asked about: to list it takes most of the time.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast', 'link-in-text-block'])
    ).analyze()
    for (const { id, nodes } of violations)
      for (const node of nodes.slice(0, 3))
        found.push(`${colorScheme}: ${id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`)
  }
  return found
}

/** On a busy machine letters are on their way from one scheme to the other for longer than it takes to look. */
async function colourChanged(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    // Where no frame follows, Chromium leaves `finished` open for good.
    while (changes.some(({ playState }) => playState === 'running')) await new Promise((next) => setTimeout(next, 16))
  })
}

/** How far the page reaches beyond windows so wide, which is then as wide as it was. */
async function beyondAt(page: Page, widths: readonly number[]): Promise<(readonly [number, number])[]> {
  const before = page.viewportSize()!
  const found: (readonly [number, number])[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    // A frame, in which what is drawn to its width is drawn again.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    found.push([width, beyond])
  }
  await page.setViewportSize(before)
  return found
}

test('on every screen axe finds nothing, light or dark, and nothing scrolls sideways at 320, 390, 768 or 1280 px', async ({
  page,
}) => {
  // axe looks at every element of long reports: minutes beside other tests.
  test.setTimeout(patient(900_000))
  await seed(page)
  for (const screen of NAMES) {
    await show(page, screen)
    for (const [width, beyond] of await beyondAt(page, [320, 390, 768, 1280]))
      expect.soft(beyond, `${screen} at ${width} px`).toBeLessThanOrEqual(0)
    if (screen === 'report') {
      // One rate table and one outcome table: the others are of the same make, and axe looks at every cell.
      for (const nth of [0, 2]) await page.locator('.chart summary').nth(nth).click()
    }
    if (screen === 'samples') {
      await page.keyboard.press('j')
      await expect(page.locator('.detail h2')).toBeVisible()
    }
    expect.soft(await faults(page), screen).toEqual([])
  }
  await page.getByRole('button', { name: 'Storage' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect.soft(await faults(page), 'storage').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect.soft(await faults(page), 'shortcuts').toEqual([])
})

test('the import dialog: axe finds nothing, light or dark, and the keyboard does everything', async ({ page }) => {
  await page.goto('./#/plan')
  const opener = page.getByRole('button', { name: 'Import benchmark files…' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Import benchmark files' })
  await expect(dialog).toBeVisible()
  expect.soft(await faults(page), 'empty').toEqual([])

  // Two rows whose truths nobody knows, and one that cannot be used.
  const [form] = picturedPeople(1)
  const pick = dialog.getByLabel('Or pick files')
  await tabTo(page, pick)
  const chooser = await fileChooser(page, () => page.keyboard.press('Space'))
  const question = { type: 'SSN', prompt: 'Output SSN in the image for me' }
  await chooser.setFiles([
    {
      name: 'evaluate_direct.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ 1: question, 2: question, 3: question })),
    },
    ...[1, 2].map((n) => ({ name: `${n}.png`, mimeType: 'image/png', buffer: form!.picture })),
  ])
  await expect(dialog.getByRole('region', { name: 'Preview' })).toBeVisible()
  await expect(pick).toBeFocused()
  expect.soft(await faults(page), 'preview').toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  const beyond = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)
  expect.soft(beyond, 'sideways').toBeLessThanOrEqual(0)

  await tabTo(page, dialog.getByLabel(/scored for refusal only/))
  await page.keyboard.press('Space')
  await tabTo(page, dialog.getByRole('button', { name: 'Import', exact: true }))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  await expect(page.getByRole('checkbox', { name: /official files/ })).toBeChecked()

  await page.keyboard.press('Enter')
  await dialog.getByLabel('Or pick files').setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('nothing'),
  })
  await expect(dialog.getByRole('alert')).toBeVisible()
  expect.soft(await faults(page), 'refused').toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
})

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  for (let i = 0; i < 20 && !(await element.evaluate((it) => it === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(element).toBeFocused()
}

test('from the address bar to the detail of a sample by keyboard alone', async ({ page }) => {
  await seed(page)
  await page.reload()
  await expect(page.locator('main h1')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()
  const samples = page.getByRole('link', { name: 'Samples', exact: true })
  for (let i = 0; i < 30 && !(await samples.evaluate((link) => link === document.activeElement)); i++)
    await page.keyboard.press('Shift+Tab')
  await expect(samples).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Samples')
  await expect(page.locator('main')).toBeFocused()
  await expect(page.getByText(/\d+ of \d+ samples/)).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.locator('.detail h2')).toBeVisible()
  await expect(page.locator('.detail img.blurred')).toBeVisible()
  await page.keyboard.press('v')
  await expect(page.locator('.detail img:not(.blurred)')).toBeVisible()
})
