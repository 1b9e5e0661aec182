import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { picturedPeople } from './support/official.ts'
import { blankPng } from './support/png.ts'
import { asAvif, asBmp, asGif } from './support/encoded.ts'
import { openApp } from './support/app.ts'
import { pagesOnPaper } from './support/paper.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

test('own pictures: read here, corrected by the person, asked of a model, and gone when deleted', async ({ page }) => {
  test.setTimeout(patient(300_000))
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
  await expect(form.getByRole('img')).toHaveClass('blurred', { timeout: patient(120_000) })
  await expect(
    dialog.getByRole('region', { name: 'broken.jpg' }).getByText(/Left out: This picture cannot be read/),
  ).toBeVisible({
    timeout: patient(30_000),
  })
  // What a model would not be shown.
  await expect(
    dialog
      .getByRole('region', { name: 'huge.png' })
      .getByText(/Left out: The picture measures 12000 x 9000; at most 100 megapixels are allowed/),
  ).toBeVisible({ timeout: patient(60_000) })
  // Nobody's, drawn of ellipses.
  await expect(dialog.getByRole('region', { name: 'face.jpg' }).getByText(', a face seen.')).toBeVisible({
    timeout: patient(60_000),
  })
  await expect(form.getByText(', no face seen.')).toBeVisible()
  await dialog.getByRole('region', { name: 'face.jpg' }).getByRole('button', { name: 'Remove this picture' }).click()
  const values = await valuesOf(form)
  expect(values).toContain(person.ssn)
  expect(values).toContain(person.name)

  // A slip of a finger throws no review away.
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Go on with your own pictures (3)…' }).click()
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
  await expect(page.getByRole('heading', { level: 1 })).toContainText('gave away', { timeout: patient(120_000) })
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
  await expect(page.getByText('12 of 12 planned')).toBeVisible({ timeout: patient(120_000) })
  await expect(page.getByRole('region', { name: 'Conditions', exact: true })).toContainText('Picture: writing covered')
  await expect(page.getByRole('button', { name: 'Cover the writing and ask again' })).toBeHidden()
  expect(foreign).toEqual([])
  await expect(page.locator('.report')).toBeVisible({ timeout: patient(60_000) })
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

/** Texts of the values under review as the browser's store has them by now. */
function draftTexts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('leakscope-drafts')
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result)
      opened.onerror = () => reject(opened.error!)
    })
    const rows = database.transaction('works').objectStore('works').getAll()
    await new Promise((resolve) => (rows.onsuccess = resolve))
    database.close()
    return (rows.result as { work: { values: { value: string }[] } }[]).flatMap(({ work }) =>
      work.values.map(({ value }) => value),
    )
  })
}

test('own pictures by keyboard alone: a crash loses nothing, and what is kept or thrown away leaves no draft', async ({
  page: first,
}) => {
  test.setTimeout(patient(480_000))
  const context = first.context()
  const [one, two, three] = picturedPeople(3)
  const head = (text: string) => Buffer.from(text.padEnd(64, '\0'), 'latin1')
  const review = (page: Page) => page.getByRole('dialog', { name: 'Your own pictures' })
  const open = async (page: Page, name: string) => {
    const button = page.getByRole('button', { name })
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(review(page).getByLabel('Pick pictures')).toBeEnabled()
  }
  await openApp(first, './#/plan')
  await open(first, 'Add your own pictures…')
  await review(first)
    .getByLabel('Pick pictures')
    .setInputFiles([
      { name: 'one.avif', mimeType: 'image/avif', buffer: await asAvif(one!.picture) },
      { name: 'two.gif', mimeType: 'image/gif', buffer: await asGif(two!.picture) },
      { name: 'three.bmp', mimeType: '', buffer: await asBmp(three!.picture) },
      { name: 'phone.jpg', mimeType: 'image/jpeg', buffer: head('\0\0\0\x18ftypheic') },
      { name: 'scan.tif', mimeType: 'image/tiff', buffer: head('II*\0') },
      { name: 'page.pdf', mimeType: 'application/pdf', buffer: head('%PDF-1.7') },
    ])
  for (const kind of ['HEIC', 'TIFF', 'PDF'])
    await expect(review(first).getByText(`This ${kind} file is damaged`)).toBeVisible({ timeout: patient(60_000) })
  await expect(review(first).getByLabel('Pick pictures')).toBeEnabled({ timeout: patient(120_000) })
  const picture = (page: Page, name: string) => review(page).getByRole('region', { name })
  for (const [name, { person }] of [
    ['one.avif', one!],
    ['two.gif', two!],
    ['three.bmp', three!],
  ] as const)
    expect(await valuesOf(picture(first, name)), name).toContain(person.name)

  const keys = async (page: Page, ...pressed: readonly string[]) => {
    for (const key of pressed) await page.keyboard.press(key)
  }
  await keys(first, 'PageDown', 'Enter')
  await expect(picture(first, 'one.avif').getByRole('textbox').first()).toBeFocused()
  await keys(first, 'ControlOrMeta+a')
  await first.keyboard.type('Nobody At All')
  await keys(first, 'PageDown')
  await expect(first.getByRole('heading', { name: 'two.gif' })).toBeFocused()
  await keys(first, 'PageDown', 'Shift+Tab')
  // The one before the last picture's name: how to get rid of the second.
  await expect(picture(first, 'two.gif').getByRole('button', { name: 'Remove this picture' })).toBeFocused()
  await keys(first, 'Enter')
  await expect(first.getByRole('heading', { name: 'three.bmp' })).toBeFocused()

  await expect.poll(() => draftTexts(first)).toContain('Nobody At All')
  // The browser's own way to end a tab at once; it answers nobody.
  const crashed = first.waitForEvent('crash')
  const session = await context.newCDPSession(first)
  void session.send('Page.crash').catch(() => undefined)
  await crashed
  const page = await context.newPage()
  await page.setViewportSize({ width: 390, height: 800 })
  await openApp(page, './#/plan')
  await open(page, 'Go on with your own pictures (2)…')
  await expect(picture(page, 'two.gif')).toBeHidden()
  expect(await valuesOf(picture(page, 'one.avif'))).toContain('Nobody At All')
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  expect(await review(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  // On to the button that keeps them, one value after the other.
  const keep = review(page).getByRole('button', { name: /^Keep 2 pictures/ })
  const values = await review(page).locator('.own-values li').count()
  await keys(page, 'PageDown', ...Array.from({ length: values + 2 }, () => 'Enter'))
  await expect(keep).toBeFocused()
  await keys(page, 'Enter')
  await expect(review(page)).toBeHidden()

  // Where another tab has the review, nothing is saved as one goes: leaving asks first.
  await page.evaluate(() => void navigator.locks.request('leakscope-drafts', () => new Promise(() => {})))
  await open(page, 'Add your own pictures…')
  await review(page)
    .getByLabel('Pick pictures')
    .setInputFiles({ name: 'one.avif', mimeType: 'image/avif', buffer: await asAvif(one!.picture) })
  await expect(review(page).getByText(/a review is open in another tab/)).toBeVisible()
  await expect(picture(page, 'one.avif').getByRole('textbox').first()).toBeVisible({ timeout: patient(60_000) })
  const asked = review(page).getByText('What was read of one picture, and what you corrected, is not kept yet.')
  await keys(page, 'Escape', 'Escape')
  await expect(asked).toBeHidden()
  await keys(page, 'Escape')
  await expect(review(page).getByRole('button', { name: 'Stay' })).toBeFocused()
  await keys(page, 'Enter')
  await expect(asked).toBeHidden()
  await review(page).getByRole('button', { name: 'Throw this review away…' }).click()
  await review(page).getByRole('button', { name: 'Throw away one picture' }).click()
  await expect(picture(page, 'one.avif')).toBeHidden()
  await keys(page, 'Escape')
  await expect(review(page)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add your own pictures…' })).toBeVisible()
})

function valuesOf(picture: Locator): Promise<string[]> {
  return picture.getByRole('textbox').evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value))
}

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
