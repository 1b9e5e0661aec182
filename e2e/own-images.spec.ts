import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { picturedPeople } from './support/official.ts'
import { openApp } from './support/app.ts'

test('own pictures: read here, corrected by the person, asked of a model, and gone when deleted', async ({ page }) => {
  test.setTimeout(300_000)
  const foreign: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== 'localhost' && hostname !== '127.0.0.1') foreign.push(request.url())
  })
  const { person, picture } = picturedPeople(1)[0]!
  await openApp(page)
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await page.getByRole('button', { name: 'Add your own pictures…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your own pictures' })
  await dialog.getByLabel('Pick pictures').setInputFiles([
    { name: 'form.png', mimeType: 'image/png', buffer: picture },
    { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') },
    {
      name: 'face.jpg',
      mimeType: 'image/jpeg',
      buffer: readFileSync(join(import.meta.dirname, 'fixtures/faces/drawn.jpg')),
    },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('nothing') },
  ])
  await expect(dialog.getByText('Only PNG, JPEG and WebP pictures are read: notes.txt')).toBeVisible()
  const form = dialog.getByRole('region', { name: 'form.png' })
  await expect(form).toBeVisible({ timeout: 120_000 })
  await expect(form.getByRole('img')).toHaveClass('blurred')
  await expect(
    dialog.getByRole('region', { name: 'broken.jpg' }).getByText(/Left out: This picture cannot be read/),
  ).toBeVisible({
    timeout: 30_000,
  })
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

  // What the person says counts, not what was proposed.
  await form.getByRole('button', { name: 'Add a value' }).click()
  const added = values.length + 1
  await form.getByLabel(`Type of value ${added}`).selectOption('employer')
  await form.getByRole('textbox', { name: `Value ${added}` }).fill('Nobody & Sons')
  await form.getByLabel('Ask for value 1').uncheck()
  await dialog.getByRole('button', { name: /^Keep one picture and \d+ values in this browser$/ }).click()
  await expect(dialog).toBeHidden()

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
  expect(foreign).toEqual([])

  await page.getByRole('button', { name: 'Storage' }).click()
  await page.getByRole('button', { name: /^Delete the shard Own pictures/ }).click()
  await expect(page.getByRole('button', { name: /^Delete the shard Own pictures/ })).toBeHidden()
})
