import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openApp } from './support/app.ts'
import { patient } from './support/patience.ts'

test('own pictures: a HEIC photo, a fax in TIFF, PDF pages, a WebP photo held askew and a QR code are read here, and nothing else is fetched', async ({
  page,
}) => {
  test.setTimeout(patient(240_000))
  const foreign: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1') foreign.push(request.url())
  })
  await openApp(page, './#/plan')
  await page.getByRole('button', { name: 'Add your own pictures…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your own pictures' })
  const files = ['photo.heic', 'fax.tif', 'pages.pdf', 'held.webp', 'code.png']
  await dialog
    .getByLabel('Pick pictures')
    .setInputFiles(files.map((name) => join(import.meta.dirname, 'fixtures/files', name)))
  const picture = (name: string) => dialog.getByRole('region', { name })
  for (const [name, value] of [
    ['photo.heic.jpg', 'Anna Petersen'],
    ['fax.tif.png', 'Bruno Castell'],
    ['pages.pdf, page 1.png', 'Clara Winter'],
    ['pages.pdf, page 2.png', 'clara@winter.example'],
    ['held.webp.jpg', 'Edda Lindqvist'],
    ['code.png', 'dora@quill.example'],
  ] as const) {
    const values = picture(name).getByRole('textbox')
    await expect(values.first(), name).toBeVisible({ timeout: patient(90_000) })
    expect(await values.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))).toContain(
      value,
    )
  }
  await expect(picture('photo.heic.jpg').getByText('The file says where it was taken (48.858, 2.294)')).toBeVisible()
  await expect(picture('fax.tif.png').getByText('640 × 300 pixels')).toBeVisible()
  await expect(picture('fax.tif.png').getByText(/turned by/)).toBeHidden()
  await expect(picture('held.webp.jpg').getByText('640 × 300 pixels')).toBeVisible()
  await expect(picture('held.webp.jpg').getByText(/turned by/)).toBeHidden()
  await expect(
    picture('pages.pdf, page 1.png').getByText(/in a PDF file were taken cannot be looked for/),
  ).toBeVisible()
  await expect(picture('code.png').getByText('a QR or bar code on the picture holds it').first()).toBeVisible()
  expect(foreign).toEqual([])
})
