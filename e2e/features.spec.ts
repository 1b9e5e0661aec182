/**
 * @file Image features kept between runs (docs/adr/0019): answers are the same with them, they are really
 * used, bounded, and go with their pictures.
 */
import { expect, test, type Page } from '@playwright/test'
import type { openStore as OpenStore } from '../src/storage/database/store.ts'
import { openApp } from './support/app.ts'
import { addFolder, drive, FOLDER, smallConfig } from './support/audit.ts'
import { openStoragePage } from './storage.harness.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

declare const leakscope: { openStore: typeof OpenStore }

test.describe.configure({ timeout: patient(300_000) })

/** What a run answered, token by token with log-probabilities, in the order of the samples' ids. */
async function answers(page: Page, model: string): Promise<unknown[]> {
  const { finished } = await drive(page, { config: smallConfig(model, 6) })
  const { id, status, failure } = await finished
  expect({ status, failure }).toEqual({ status: 'done', failure: null })
  const rows = await read(page, 'responses')
  return rows
    .filter(({ runId }) => runId === id)
    .map(({ sampleId, output, tokens, continuationLogProbs }) => ({ sampleId, output, tokens, continuationLogProbs }))
}

function read(page: Page, name: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(
    (store) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('leakscope')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const request = opening.result.transaction(store).objectStore(store).getAll()
          request.addEventListener('success', () => {
            opening.result.close()
            resolve(request.result as Record<string, unknown>[])
          })
        })
      }),
    name,
  )
}

/** Turns every kept feature into nothing. */
function blank(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('leakscope')
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction('features', 'readwrite')
          const rows = transaction.objectStore('features')
          const all = rows.getAll()
          all.addEventListener('success', () => {
            for (const row of all.result) rows.put({ ...row, data: new ArrayBuffer(row.data.byteLength) })
          })
          transaction.addEventListener('complete', () => {
            opening.result.close()
            resolve()
          })
        })
      }),
  )
}

test('a later run reads them instead of the pictures, answers the same, and they go with their shard', async ({
  page,
}) => {
  await openApp(page)
  const model = await addFolder(page, FOLDER)
  const first = await answers(page, model)
  await expect.poll(async () => (await read(page, 'features')).length).toBeGreaterThan(0)
  const kept = await read(page, 'features')
  const uses = await read(page, 'featureUses')
  const ids = (rows: Record<string, unknown>[]) => rows.map(({ shardId, key }) => [shardId, key])
  expect(ids(uses)).toEqual(ids(kept))

  // Another load of the page and of the model, as in a later run.
  await page.reload()
  await openApp(page)
  await addFolder(page, FOLDER)
  expect(await answers(page, model)).toEqual(first)
  expect((await read(page, 'features')).length).toBe(kept.length)

  // They are what is read: were they others, so would be the answers.
  await blank(page)
  expect(await answers(page, model)).not.toEqual(first)

  await page.getByRole('button', { name: 'Storage' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage' })
  await expect(dialog.getByText(new RegExp(`What models made of ${kept.length} pictures?`))).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete the image features' }).click()
  await expect(dialog.getByText('What models made of')).toBeHidden()
  expect(await read(page, 'featureUses')).toEqual([])
  await page.keyboard.press('Escape')
  expect(await answers(page, model)).toEqual(first)

  await page.getByRole('button', { name: 'Storage' }).click()
  await dialog.getByRole('button', { name: /^Delete the shard/ }).click()
  await expect(dialog.getByText('What models made of')).toBeHidden()
  for (const name of ['images', 'features', 'featureUses']) expect(await read(page, name)).toEqual([])
})

test('they never take more than their share: the longest unused give way', async ({ page }) => {
  await openStoragePage(page)
  const seen = await page.evaluate(async () => {
    const mb = 2 ** 20
    const store = await leakscope.openStore(undefined, undefined, 4 * mb)
    const manifest = {
      id: 's',
      benchmark: 'mm-privacy',
      name: 'S',
      version: '1',
      licence: 'CC0-1.0',
      source: 'made for a test',
      synthetic: true,
      rows: 0,
      bytes: 0,
      sha256: 'a'.repeat(64),
    }
    await store.importShard({ manifest, items: [], images: [] })
    const most: number[] = []
    for (let i = 0; i < 12; i++) {
      await store.keepFeatures('s', `k${i}`, new Float32Array(mb / 4).fill(i))
      most.push((await store.featureUse()).bytes / mb)
      await new Promise((resolve) => setTimeout(resolve, 2))
      // The first stays in use.
      await store.features('s', 'k0')
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const left: [string, number][] = []
    for (let i = 0; i < 12; i++) {
      const features = await store.features('s', `k${i}`)
      if (features !== null) left.push([`k${i}`, features[0]!])
    }
    return { most: Math.max(...most), left }
  })
  expect(seen).toEqual({
    most: 4,
    left: [
      ['k0', 0],
      ['k9', 9],
      ['k10', 10],
      ['k11', 11],
    ],
  })
})
