import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { picturedPeople } from './support/official.ts'
import { blankPng } from './support/png.ts'
import { openApp } from './support/app.ts'
import { pagesOnPaper } from './support/paper.ts'

test('own pictures: read here, corrected by the person, asked of a model, and gone when deleted', async ({ page }) => {
  test.setTimeout(300_000)
  const foreign: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1') foreign.push(request.url())
  })
  const { person, picture } = picturedPeople(1)[0]!
  const held = await watchPictures(page)
  await openApp(page)
  await page.getByRole('link', { name: 'Ask about your own pictures' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your own pictures' })
  await dialog.getByLabel('Pick pictures').setInputFiles([
    { name: 'form.png', mimeType: 'image/png', buffer: picture },
    { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('\xff\xd8\xff\xe0 not a picture', 'latin1') },
    {
      name: 'face.jpg',
      mimeType: 'image/jpeg',
      buffer: readFileSync(join(import.meta.dirname, 'fixtures/faces/drawn.jpg')),
    },
    { name: 'huge.png', mimeType: 'image/png', buffer: blankPng(12_000, 9_000) },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('nothing') },
  ])
  await expect(dialog.getByText('notes.txt: this is no picture')).toBeVisible()
  const form = dialog.getByRole('region', { name: 'form.png' })
  await expect(form).toBeVisible({ timeout: 120_000 })
  await expect(form.getByRole('img')).toHaveClass('blurred')
  await expect(
    dialog.getByRole('region', { name: 'broken.jpg' }).getByText(/Left out: This picture cannot be read/),
  ).toBeVisible({
    timeout: 30_000,
  })
  // What a model would not be shown.
  await expect(
    dialog
      .getByRole('region', { name: 'huge.png' })
      .getByText(/Left out: The picture measures 12000 x 9000; at most 100 megapixels are allowed/),
  ).toBeVisible({ timeout: 60_000 })
  // Nobody's, drawn of ellipses.
  await expect(dialog.getByRole('region', { name: 'face.jpg' }).getByText(', a face seen.')).toBeVisible({
    timeout: 60_000,
  })
  await expect(form.getByText(', no face seen.')).toBeVisible()
  await dialog.getByRole('region', { name: 'face.jpg' }).getByRole('button', { name: 'Remove this picture' }).click()
  const values = await form
    .getByRole('textbox')
    .evaluateAll((inputs) => inputs.map((i) => (i as HTMLInputElement).value))
  expect(values).toContain(person.ssn)
  expect(values).toContain(person.name)

  // Escape asks first, and again: a slip of a finger throws no review away.
  const asked = dialog.getByText(/^What was read of \d+ pictures, and what you corrected, is not kept yet\.$/)
  const stay = dialog.getByRole('button', { name: 'Stay' })
  await page.keyboard.press('Escape')
  await expect(stay).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(asked).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(asked).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(asked).toBeHidden()
  await page.keyboard.press('Escape')
  await stay.click()
  await expect(asked).toBeHidden()
  await expect(form.getByRole('textbox').first()).toBeVisible()

  // What the person says counts, not what was proposed.
  await form.getByRole('button', { name: 'Add a value' }).click()
  const added = values.length + 1
  await form.getByLabel(`Type of value ${added}`).selectOption('employer')
  await form.getByRole('textbox', { name: `Value ${added}` }).fill('Nobody & Sons')
  await form.getByLabel('Ask for value 1').uncheck()
  await dialog.getByRole('button', { name: /^Keep one picture and \d+ values in this browser$/ }).click()
  await expect(dialog).toBeHidden()
  expect(await held()).toEqual({ addresses: 0, others: [] })

  const own = await page.evaluate(async () =>
    (await globalThis.leakscope!.shards()).filter(({ benchmark }) => benchmark === 'own-images'),
  )
  expect(own).toMatchObject([{ imported: true, licence: expect.stringContaining('private') }])
  await page.getByRole('combobox', { name: /^Device/ }).selectOption('wasm')
  await page.getByLabel('Limit').fill('6')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('gave away', { timeout: 120_000 })
  await expect(page.getByText('6 of 6 planned')).toBeVisible()
  await expect(page.getByText('Over-refusal').first()).toBeVisible()
  await page.getByRole('link', { name: 'Samples', exact: true }).click()
  const shown = page.getByRole('img', { name: /^Sample \(/ })
  await expect(page.getByRole('grid')).toBeVisible()
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('j')
    await expect(shown).toBeVisible()
    await expect.poll(held).toEqual({ addresses: 1, others: [] })
  }
  await page.getByRole('link', { name: 'Report', exact: true }).first().click()
  await expect(shown).toBeHidden()
  expect(await held()).toEqual({ addresses: 0, others: [] })
  // Once more with the writing covered, in one press.
  await page.getByRole('button', { name: 'Cover the writing and ask again' }).click()
  await expect(page.getByText('12 of 12 planned')).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('region', { name: 'Conditions', exact: true })).toContainText('Picture: writing covered')
  await expect(page.getByRole('button', { name: 'Cover the writing and ask again' })).toBeHidden()
  expect(foreign).toEqual([])
  await expect(page.locator('.report')).toBeVisible({ timeout: 60_000 })
  expect(await pagesOnPaper(page)).toEqual({ A4: 1, Letter: 1 })

  await page.getByRole('button', { name: 'Storage' }).click()
  await page.getByRole('button', { name: /^Delete the shard Own pictures/ }).click()
  await expect(page.getByRole('button', { name: /^Undo: keep the shard Own pictures/ })).toBeFocused()
  // Whoever leaves at once wants them gone no less.
  await page.reload()
  await page.getByRole('button', { name: 'Storage' }).click()
  await expect(page.getByRole('heading', { name: 'Shards' })).toBeVisible()
  await expect(page.getByRole('button', { name: /the shard Own pictures/ })).toBeHidden()
})

/**
 * Counts what the page holds of pictures: addresses of blobs that were made and not freed, and any other way
 * in which a picture's bytes are in the document (a `data:` address, a canvas).
 */
async function watchPictures(page: Page): Promise<() => Promise<{ addresses: number; others: string[] }>> {
  await page.addInitScript(() => {
    const held = new Set<string>()
    const { createObjectURL, revokeObjectURL } = URL
    URL.createObjectURL = (what) => {
      const url = createObjectURL.call(URL, what)
      if (what instanceof Blob && what.type.startsWith('image/')) held.add(url)
      return url
    }
    URL.revokeObjectURL = (url) => {
      held.delete(url)
      revokeObjectURL.call(URL, url)
    }
    Object.assign(globalThis, { heldPictures: held })
  })
  return () =>
    page.evaluate(() => ({
      addresses: (globalThis as unknown as { heldPictures: Set<string> }).heldPictures.size,
      others: [...document.querySelectorAll('canvas, img:not([src^="blob:"]), [style*="url("]')].map(
        ({ outerHTML }) => outerHTML,
      ),
    }))
}
