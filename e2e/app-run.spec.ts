import { expect, test } from '@playwright/test'
import { FOLDER } from './support/audit.ts'
import { chooseTinyModel, typeInto } from './support/plan.ts'
import { patient } from './support/patience.ts'

test('from a picked folder to the report by keyboard: plan, start, pause, resume; no request in the run', async ({
  page,
}) => {
  test.slow()
  await page.goto('./#/prepare')
  await expect(page.locator('main h1')).toBeVisible()
  // The one thing that no page can do by keyboard: the system's own folder dialog.
  await page.getByLabel(/Add a model folder/).setInputFiles(FOLDER)
  const models = page.locator('section', { has: page.getByRole('heading', { name: 'Models' }) })
  await expect(models.getByText('from your folder')).toBeVisible()

  const press = async (name: string, role: 'link' | 'button' = 'button') => {
    await page.getByRole(role, { name, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  await press('Plan', 'link')
  await chooseTinyModel(page)
  await typeInto(page, 'Limit', '6')
  await expect(page.getByText('About 6 answers;')).toBeVisible()
  await press('Start')

  const progress = page.getByRole('region', { name: 'Progress' })
  await expect(progress.getByText(/Running .*\d+ of 6 answers/)).toBeVisible({ timeout: patient(120_000) })
  const current = page.getByRole('region', { name: 'Current sample' })
  await expect(current.locator('.prompt')).not.toBeEmpty({ timeout: patient(60_000) })
  await page.locator('main').focus()
  await page.keyboard.press('Space')
  await expect(progress.getByText('Paused', { exact: true })).toBeVisible({ timeout: patient(60_000) })
  await expect(page).toHaveTitle('Paused – Run – Leakscope')
  const icon = page.locator('link[rel="icon"]')
  await expect(icon).toHaveAttribute('href', /^data:image\/svg\+xml,/)
  const paused = await progress.locator('p').first().textContent()
  await page.waitForTimeout(1000)
  expect(await progress.locator('p').first().textContent()).toBe(paused)
  const requests = page.getByRole('region', { name: 'Requests' })
  await expect(requests.locator('.big')).toHaveText('0')
  await page.keyboard.press('Space')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('gave away', { timeout: patient(180_000) })
  await expect(page.locator('.report')).toBeVisible({ timeout: patient(60_000) })
  await expect(page.getByText('6 of 6 planned')).toBeVisible()
  await expect(page).toHaveTitle('Report – Leakscope')
  await expect(icon).toHaveAttribute('href', /^data:image\/svg\+xml,.*M318%20318/)
})

test('a run cut off by a reload is offered again, and nothing of it is lost', async ({ page }) => {
  test.slow()
  await page.goto('./#/prepare')
  await expect(page.locator('main h1')).toBeVisible()
  await page.getByLabel(/Add a model folder/).setInputFiles(FOLDER)
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await chooseTinyModel(page)
  await typeInto(page, 'Limit', '100')
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const progress = page.getByRole('region', { name: 'Progress' })
  await expect(progress.getByText(/[3-9] of 100 answers/).first()).toBeVisible({ timeout: patient(120_000) })
  await page.goto('./#/prepare')
  await page.reload()
  await expect(page.getByText(/^Unfinished: .*, \d+ of 100 answers$/)).toBeVisible()
  // A picked folder is gone with the page that it was picked on, and the app says so instead of asking another model.
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('alert')).toBeVisible({ timeout: patient(60_000) })
  await page.goto('./#/prepare')
  await page.reload()
  await page.getByLabel(/Add a model folder/).setInputFiles(FOLDER)
  await expect(page.getByText('from your folder')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(progress.getByText(/Running .*\d+ of 100 answers/)).toBeVisible({ timeout: patient(120_000) })
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('Ended early')).toBeVisible({ timeout: patient(60_000) })
})
