/** @file The Plan screen, operated as a user does. */
import type { Locator, Page } from '@playwright/test'
import { fileChooser } from './file-chooser.ts'

/** Opens the import of benchmark files. */
export async function openImport(page: Page): Promise<Locator> {
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await page.getByRole('button', { name: 'Import benchmark files…' }).click()
  return page.getByRole('dialog', { name: 'Import benchmark files' })
}

export async function pickFolder(page: Page, dialog: Locator, folder: string): Promise<void> {
  const chooser = await fileChooser(page, () => dialog.getByLabel('Pick a folder').click())
  await chooser.setFiles(folder)
}

/**
 * As from a file manager: the page gets the folder, and has to walk through it. What arrives late above the
 * target moves it, so a drop that went beside it is made again.
 */
export async function dropFolder(page: Page, target: Locator, folder: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  // Where a drop is refused the browser tells of what hovers alone.
  const hit = await target.evaluateHandle((element) => {
    const seen = { over: false }
    element.addEventListener('dragover', () => (seen.over = true), { once: true, capture: true })
    return seen
  })
  while (!(await hit.evaluate(({ over }) => over))) {
    await target.scrollIntoViewIfNeeded()
    const { x, y, width, height } = await placeAtRest(target)
    // Of what is higher than the window the middle may be out of sight.
    const [top, bottom] = [Math.max(y, 0), Math.min(y + height, page.viewportSize()!.height)]
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: (top + bottom) / 2, data })
  }
  await session.detach()
}

/** Where an element lies once nothing above it grows any more: a list that arrives late moves what is below it. */
async function placeAtRest(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let place = (await target.boundingBox())!
  for (;;) {
    await target.page().waitForTimeout(200)
    const now = (await target.boundingBox())!
    if (JSON.stringify(now) === JSON.stringify(place)) return now
    place = now
  }
}

/** By keyboard, over whatever stands in the field. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Chooses the model that was added from a folder, on WASM. */
export async function chooseTinyModel(page: Page): Promise<void> {
  const model = page.getByRole('combobox', { name: /^Model/ })
  await model.selectOption(await model.locator('option', { hasText: /tiny/i }).getAttribute('value'))
  await page.getByRole('combobox', { name: /^Device/ }).selectOption('wasm')
}
