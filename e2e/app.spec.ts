import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { packBundle } from '../scripts/lib/pack-bundle.ts'
import { TOOL_FORMATS } from '../src/report/export/tools/tool-formats.ts'
import { PLAN } from '../src/run/registered-plan.ts'
import { decode, filesIn } from '../src/verify/bundle.ts'
import { verifyBundle } from '../src/verify/verify.ts'
import { pagesOnPaper } from './support/paper.ts'
import { seedRun, type Seed } from './support/seed.ts'
import { patient } from './support/patience.ts'

// The seeding script is served by the test, which a service worker would not see.
test.use({ serviceWorkers: 'block' })
configure({ useWebWorkers: false })

const READER: Seed = {
  runId: 'seed-reader',
  model: 'control-reader',
  modelName: 'Control reader',
  manner: 'reader',
  answered: null,
}
const MEMORISER: Seed = {
  runId: 'seed-memoriser',
  model: 'control-memoriser',
  modelName: 'Control memoriser',
  manner: 'memoriser',
  answered: null,
}

async function open(page: Page, hash: string): Promise<void> {
  await page.goto(`./${hash}`)
  await expect(page.locator('main h1').first()).toBeVisible()
  // Intervals are resampled over every cell: seconds on a busy machine.
  if (hash.startsWith('#/report')) await expect(page.locator('.report')).toBeVisible({ timeout: patient(60_000) })
}

test('a report: both models on the same rows, and every number leads to its samples', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await seedRun(page, MEMORISER)
  await open(page, '#/report/seed-reader,seed-memoriser')
  const unlinked = await page.evaluate(() =>
    [...document.querySelectorAll('.report td')]
      .filter((cell) => /^(\d+\/\d+|n = \d+)$/.test(cell.textContent) && cell.querySelector('a') === null)
      .map((cell) => `${cell.closest('table')?.caption?.textContent}: ${cell.parentElement?.textContent}`),
  )
  expect(unlinked).toEqual([])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'What Control reader and Control memoriser gave away',
  )
  // A model made to leak stands beside the other one's rates, never beside its own.
  const controlsOf = async (name: string) =>
    page
      .getByRole('region', { name: 'In short' })
      .locator('.headline', { has: page.getByRole('heading', { name, exact: true }) })
      .locator('.known-line', { hasText: 'positive control' })
      .allTextContents()
  expect((await controlsOf('Control reader')).join()).toMatch(
    /\+ positive control [\d.]+% \(\d+\/\d+, Control: memoriser\)/,
  )
  const own = await controlsOf('Control memoriser')
  expect(own.length).toBeGreaterThan(0)
  expect(own.join()).not.toContain('Control: memoriser')
  const table = page.getByRole('table', { name: 'Retention: the value was in the training data', exact: true })
  await page
    .locator('.chart', { has: page.locator('strong', { hasText: 'Retention' }) })
    .first()
    .locator('summary')
    .click()
  const leaks = table.getByRole('link', { name: /show these leaks/ })
  // The first two rows are the pooled ones of both models: the reader remembers nobody.
  await expect(leaks.nth(0)).toHaveText(/^0\/\d+$/)
  const text = await leaks.nth(1).textContent()
  const k = Number(text?.split('/')[0])
  expect(k).toBeGreaterThan(0)
  await leaks.nth(1).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Samples')
  await expect(page.getByText(new RegExp(`^${k} of \\d+ samples$`))).toBeVisible()
})

test('samples: keys move through the list, the address follows, and a reload stays there', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await open(page, '#/samples/seed-reader?outcome=leak')
  const grid = page.getByRole('grid')
  await expect(grid).toBeVisible()
  const count = Number(await grid.getAttribute('aria-rowcount'))
  expect(count).toBeGreaterThan(10)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(page.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3')
  expect(page.url()).toContain('sample=')
  const answer = page.locator('.detail .answer')
  await expect(answer.locator('mark.span-leak')).toBeVisible()
  const before = await answer.textContent()
  await page.reload()
  await expect(page.locator('.detail .answer')).toHaveText(before ?? '')
  await expect(page.locator('.detail img.blurred')).toBeVisible()
  await page.getByRole('button', { name: 'Reveal the picture' }).click()
  await expect(page.locator('.detail img:not(.blurred)')).toBeVisible()

  // The worst first; its link opens it, whatever was filtered.
  await expect(grid.getByRole('row').nth(1)).toContainText('ssn')
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('it opens this sample wherever this run is kept')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await open(page, '#/prepare')
  await page.goto(link)
  await expect(page.locator('.detail .answer')).toHaveText(before ?? '')
  await expect(page.getByText('120 of 120 samples')).toBeVisible()
  await page.goto(`${link}-else`)
  await expect(page.getByText('This run has no such sample')).toBeVisible()
})

test('rescoring gives the same scores and needs no model', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await open(page, '#/samples/seed-reader')
  await page.getByRole('button', { name: 'Rescore' }).click()
  await expect(page.getByText(/^\d+ answers scored again by mm-privacy@/)).toBeVisible()
})

test('a reload in mid-run shows the resume banner, with the answers that are stored', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, { ...READER, runId: 'seed-open', answered: 17 })
  await page.reload()
  await expect(page.getByText(/^Unfinished: Control reader, 17 of 120 answers$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
})

test('what was asked for together is shown together, wherever one comes from', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, { ...READER, runId: 'seed-other' })
  await seedRun(page, { ...READER, audit: { id: 'both', index: 0, next: [] } })
  await seedRun(page, { ...MEMORISER, audit: { id: 'both', index: 1, next: [] } })
  await open(page, '#/report')
  const title = 'What Control reader and Control memoriser gave away'
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)

  // Of k of n answers, k leads to k and n to n.
  const headline = page.getByRole('region', { name: 'In short' }).getByRole('listitem')
  const retained = headline.filter({ hasText: 'Retention' }).last().getByRole('link')
  const [k, n] = await retained.allTextContents()
  expect(Number(k)).toBeLessThan(Number(n))
  await retained.nth(1).click()
  await expect(page.getByText(`${n} of 120 samples`)).toBeVisible()
  await page.goBack()
  await retained.first().click()
  await expect(page.getByText(`${k} of 120 samples`)).toBeVisible()
  const picker = page.getByRole('combobox', { name: 'Run', exact: true })
  await expect(picker.locator('option:checked')).toContainText('Control memoriser')
  await picker.selectOption('seed-reader')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Control reader')
  await page.locator('.samples-head').getByRole('link', { name: 'Report' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
})

test('the result is one page first: what, how sure, against what, the worst, what to do; the rest behind headings', async ({
  page,
}) => {
  test.setTimeout(patient(240_000))
  await open(page, '#/prepare')
  await seedRun(page, { ...READER, guard: 'redact', closedHours: 15 })
  await open(page, '#/report/seed-reader')
  const first = page.getByRole('region', { name: 'On one page' })
  await expect(first.getByRole('listitem').first()).toContainText(
    /^▲Control reader\. Asked for private values that stand in the picture it was shown, it gave the true value out in 48 of 60 answers\.How sure: .*95% interval.*Against a model made to leak here/,
  )
  await expect(first.getByRole('listitem').filter({ hasText: 'guard between' })).toContainText(
    /Measured here: redact: 48 of 60 answers of Control reader leaked without it, 0 of the same with it\./,
  )
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'What ran' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'What ran' })).toBeFocused()
  // A night with the tab closed is no part of what the run took.
  await expect(page.getByText('Took', { exact: true }).locator('xpath=..')).toHaveText('Took1 min 20 s')
  await page.keyboard.press('g')
  await page.getByRole('searchbox', { name: 'Find' }).fill('refusal rate')
  await expect(page.getByRole('dialog', { name: 'Glossary' }).getByRole('definition')).toHaveText(
    'share of answers that refuse',
  )
  await page.getByRole('dialog', { name: 'Glossary' }).getByRole('button', { name: 'Close' }).click()
  const spot = first.getByRole('button', { name: 'Show where it stands' }).first()
  await spot.click()
  await expect(first.getByText('Framed: where the value stands.')).toBeVisible({ timeout: patient(60_000) })
  const appendix = page.getByRole('region', { name: 'What ran' })
  await page.emulateMedia({ media: 'print' })
  await expect(first).toBeVisible()
  await expect(appendix).toBeHidden()
  await page.emulateMedia({ media: null })
  await page.getByLabel('Print with the appendix').check()
  await page.emulateMedia({ media: 'print' })
  await expect(appendix).toBeVisible()
  await page.emulateMedia({ media: null })

  const result = await page.evaluate(() =>
    globalThis.leakscope!.runAudit({
      model: 'control-reader',
      benchmarks: ['mm-privacy', 'mm-safetybench', 'mllmu-bench'],
      shards: [],
      guards: ['none'],
      splits: [],
      tasks: [],
      device: 'wasm',
      dtype: null,
      limit: 4,
      seed: 1,
      generation: { maxNewTokens: 12, escapeClause: 'on' },
    }),
  )
  if ('error' in result) throw new Error(result.error.message)
  await open(page, `#/report/${result.ok.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What Control: reader gave away')
  await expect(page.locator('.report')).toBeVisible({ timeout: patient(60_000) })
  expect(await pagesOnPaper(page)).toEqual({ A4: 1, Letter: 1 })
})

test('a queue that its tab did not finish is gone on with, or left', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, { ...READER, audit: { id: 'queue', index: 0, next: ['control-memoriser'] } })
  await page.reload()
  await expect(page.getByText('Not begun: Control: memoriser')).toBeVisible()
  await page.getByRole('button', { name: 'Go on with it' }).click()
  await expect(page.getByText('model 2 of 2')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^What Control.* and Control.* gave away$/, {
    timeout: patient(90_000),
  })
  await open(page, '#/prepare')
  await seedRun(page, { ...READER, runId: 'seed-left', audit: { id: 'left', index: 0, next: ['control-memoriser'] } })
  await page.reload()
  await page.getByRole('button', { name: 'Leave it' }).click()
  await expect(page.getByText(/^Not begun/)).toBeHidden()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Run the demo audit' })).toBeVisible()
  await expect(page.getByText(/^Not begun/)).toBeHidden()
})

test('a run whose tab died is interrupted, and is never headlined like a whole one', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, { ...READER, runId: 'seed-open', answered: 17 })
  await open(page, '#/report')
  const short = page.getByRole('region', { name: 'In short' })
  await expect(short.getByRole('heading', { level: 3 })).toHaveText('Control reader, so far')
  await expect(short.getByText(/^Unfinished \(interrupted\): 17 of 120 answers\./)).toBeVisible()
  const first = page.getByRole('region', { name: 'On one page' })
  await expect(first.getByText(/^Control reader\. Unfinished \(interrupted\): 17 of 120 answers\./)).toBeVisible()
  await page.getByRole('button', { name: 'Storage' }).click()
  await expect(page.getByText(/120 samples, interrupted$/)).toBeVisible()
})

test('a deletion can be taken back, and is carried out when one leaves', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await seedRun(page, MEMORISER)
  const runs = async () => page.evaluate(async () => (await globalThis.leakscope!.runs()).map(({ id }) => id))
  const remove = page.getByRole('button', { name: /^Delete the run/ })
  await page.reload()
  await page.getByRole('button', { name: 'Storage' }).click()
  await remove.first().press('Enter')
  await expect(page.getByRole('button', { name: /^Undo: keep the run/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(remove).toHaveCount(2)
  expect(await runs()).toEqual(['seed-memoriser', 'seed-reader'])
  await remove.first().press('Enter')
  await page.keyboard.press('Escape')
  await expect.poll(runs).toEqual(['seed-reader'])
  await page.getByRole('button', { name: 'Storage' }).click()
  await remove.first().press('Enter')
  await page.reload()
  await page.waitForFunction(() => 'leakscope' in globalThis)
  expect(await runs()).toEqual([])
})

test('markup in a model’s answer or a shard’s field stays text', async ({ page }) => {
  const markup = '<img src=x onerror="document.title=\'owned\'"><b>bold</b><script>document.title="owned"</script> '
  const alerts: string[] = []
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message())
    void dialog.dismiss()
  })
  await open(page, '#/prepare')
  await seedRun(page, { ...READER, runId: 'seed-hostile', prefix: markup, modelName: '<i>Control</i>' })
  for (const hash of ['#/report/seed-hostile', '#/samples/seed-hostile']) {
    await open(page, hash)
    if (hash.startsWith('#/samples')) {
      await expect(page.getByRole('grid')).toBeVisible()
      await page.keyboard.press('j')
      await expect(page.locator('.detail .answer')).toContainText('<b>bold</b>')
      await expect(page.locator('.detail .prompt')).toContainText('<script>')
    } else await expect(page.locator('.report').getByText('<b>bold</b>').first()).toBeVisible()
    expect(await page.locator('main b', { hasText: /^bold$/ }).count()).toBe(0)
    expect(await page.locator('main script, main i, main img[src="x"]').count()).toBe(0)
    expect(await page.title()).not.toBe('owned')
  }
  expect(alerts).toEqual([])
})

/** All that a file holds, in ZIPs within it too. */
async function unpacked(bytes: Buffer): Promise<Buffer> {
  if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return bytes
  const entries = await new ZipReader(new Uint8ArrayReader(Uint8Array.from(bytes))).getEntries()
  const files = entries.flatMap((entry) => (entry.directory ? [] : [entry.getData(new Uint8ArrayWriter())]))
  return Buffer.concat(await Promise.all(files.map(async (file) => unpacked(Buffer.from(await file)))))
}

test('exports: the private files hold the values, the shareable ones none', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await open(page, '#/samples/seed-reader?outcome=leak')
  await expect(page.getByRole('grid')).toBeVisible()
  await page.keyboard.press('j')
  const leaked = (await page.locator('.detail mark.span-leak').first().textContent())!.split(': ')[1]!
  await open(page, '#/report/seed-reader')
  const save = async (name: string): Promise<string> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
    return readFile(await file.path(), 'utf8')
  }
  expect(await save('JSONL')).toContain(leaked)
  expect(await save('CSV')).toContain('mm-privacy,ASR,disclosure,,,none,')
  expect(JSON.parse(await save('JSON'))).toMatchObject({ format: 'leakscope-run@1', id: 'seed-reader' })

  await page.locator('.audit-export summary').click()
  const key = await save('Make a key')
  await page
    .getByLabel('Key to sign with, if you have one')
    .setInputFiles({ name: 'key.jwk', mimeType: 'application/json', buffer: Buffer.from(key) })
  const [zip] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export audit', exact: true }).click(),
  ])
  const audit = Uint8Array.from(await readFile(await zip.path()))
  const { checks, signer } = await verifyBundle(audit)
  expect(checks.filter((check) => !check.passed)).toEqual([])
  expect(signer).toMatch(/^\w{64}$/)
  // What the command line packs of the same files is the same, byte for byte.
  const folder = await mkdtemp(join(tmpdir(), 'leakscope-audit-'))
  const inside = await filesIn(audit)
  for (const [name, content] of inside) await writeFile(join(folder, name), content)
  await writeFile(join(folder, 'key.jwk'), key)
  await packBundle(folder, decode(inside.get(PLAN)!), join(folder, 'own.zip'), join(folder, 'key.jwk'))
  expect((await readFile(join(folder, 'own.zip'))).equals(audit)).toBe(true)
  await rm(folder, { recursive: true })

  await page.getByLabel(/shareable/).check()
  await expect(page.getByRole('button', { name: 'Export audit', exact: true })).toBeDisabled()
  expect(await save('JSONL')).not.toContain(leaked)
  const html = await save('HTML')
  expect(html).not.toContain(leaked)
  expect(html).toContain('withheld]')
  expect(html).not.toMatch(/<script|<img/)

  await page.getByText('For other tools', { exact: true }).click()
  const tools = page.locator('.tool-exports').getByRole('button')
  await expect(tools).toHaveText(TOOL_FORMATS.map(({ label }) => label))
  for (const [at, { id }] of TOOL_FORMATS.entries()) {
    const [file] = await Promise.all([page.waitForEvent('download'), tools.nth(at).click()])
    expect(file.suggestedFilename()).toContain(`-${id}.`)
    const saved = (await unpacked(await readFile(await file.path()))).toString()
    expect(saved, id).toContain(id === 'ml-bom' ? 'CycloneDX' : 'mm-privacy')
    expect(saved, id).not.toContain(leaked)
  }
})

test('print with the appendix: the report without the controls around it, every table open', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await open(page, '#/report/seed-reader')
  await expect(page.locator('.report')).toBeVisible()
  const table = page.locator('.chart details table').first()
  await expect(table).toBeHidden()
  await page.getByLabel('Print with the appendix').check()
  await page.emulateMedia({ media: 'print' })
  await expect(table).toBeVisible()
  await expect(page.locator('header.top')).toBeHidden()
  await expect(page.locator('.exports')).toBeHidden()
  expect((await page.pdf()).byteLength).toBeGreaterThan(20_000)
})

test('a config file with an unknown key: one line that says which', async ({ page }) => {
  await open(page, '#/plan')
  await page.getByLabel('Read a config file').setInputFiles({
    name: 'wrong.yaml',
    mimeType: 'text/yaml',
    buffer: Buffer.from('model: control-reader\ncolour: red\n'),
  })
  await expect(page.getByRole('alert')).toContainText(/wrong\.yaml: .*colour/)
})

test('storage: a run and everything can be deleted', async ({ page }) => {
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await page.getByRole('button', { name: 'Storage' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage' })
  await expect(dialog.getByText('MM-Privacy, demo')).toBeVisible()
  await dialog.getByRole('button', { name: /Delete the run/ }).click()
  await expect(dialog.getByText('None yet.')).toHaveCount(1)
  await dialog.getByRole('button', { name: 'Clear all…' }).click()
  await dialog.getByRole('button', { name: 'Delete everything' }).click()
  await expect(dialog.getByText('None yet.')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Storage' })).toBeFocused()
})

test('the first load is at most 250 KB of script, gzipped, and nothing of it is ONNX Runtime', async ({ page }) => {
  const scripts: Promise<Buffer>[] = []
  const urls: string[] = []
  page.on('response', (response) => {
    urls.push(response.url())
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  await open(page, '#/prepare')
  await page.waitForLoadState('networkidle')
  const { gzipSync } = await import('node:zlib')
  const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).byteLength)
  expect(sizes.length).toBeGreaterThan(0)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(250 * 1024)
  expect(urls.filter((url) => /\/ort\//.test(url))).toEqual([])
})

/** The last places of a number are those of the machine's own exponentials: Node's and the browser's differ. */
function numbersOf(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value))
}

test('runs: named, found, compared with the numbers of the command line, deleted, and opened again from their files', async ({
  page,
}) => {
  test.setTimeout(patient(240_000))
  const folder = await mkdtemp(join(tmpdir(), 'leakscope-runs-'))
  await open(page, '#/prepare')
  await seedRun(page, READER)
  await seedRun(page, MEMORISER)
  await open(page, '#/samples/seed-memoriser?outcome=leak')
  await expect(page.getByRole('grid')).toBeVisible()
  await page.keyboard.press('j')
  await page.getByLabel('It does not').check()
  await expect(page.getByText('Kept. The scorer says otherwise; the score stays.')).toBeVisible()

  const files = new Map<string, string[]>()
  for (const id of ['seed-reader', 'seed-memoriser']) {
    await open(page, `#/report/${id}`)
    await mkdir(join(folder, id))
    const paths = []
    for (const [label, name] of [
      ['JSON', 'run.json'],
      ['JSONL', 'samples.jsonl'],
    ] as const) {
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: label, exact: true }).click()
      paths.push(join(folder, id, name))
      await (await saved).saveAs(paths.at(-1)!)
    }
    files.set(id, paths)
  }
  expect(JSON.parse(await readFile(files.get('seed-memoriser')![0]!, 'utf8'))).toMatchObject({
    agreement: { k: 0, n: 1 },
  })

  await open(page, '#/compare/seed-reader,seed-memoriser')
  await expect(page.getByRole('table', { name: /^Differences/ })).toBeVisible({ timeout: patient(60_000) })
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the numbers (JSON)' }).click()
  const inApp = await readFile(await (await saved).path(), 'utf8')
  const out = join(folder, 'compared.json')
  const [run, reference] = [join(folder, 'seed-memoriser'), join(folder, 'seed-reader')]
  execFileSync('node', ['scripts/compare.mjs', '--run', run, '--reference', reference, '--out', out])
  expect(numbersOf(inApp)).toEqual(numbersOf(await readFile(out, 'utf8')))

  await open(page, '#/runs')
  const cards = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) })
  const memoriser = cards.filter({ hasText: 'Control memoriser' })
  await memoriser.getByText('Name and tags').click()
  await memoriser.getByLabel('Name', { exact: true }).fill('Before covering')
  await memoriser.getByLabel('Tags, with commas between').fill('may, laptop')
  await memoriser.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Before covering' })).toBeVisible()
  await page.getByRole('searchbox').fill('laptop')
  await expect(cards).toHaveCount(1)
  await page.getByRole('button', { name: /^Delete the run Before covering/ }).click()
  await page.getByRole('button', { name: /^Undo: keep the run Before covering/ }).click()
  await page.getByRole('button', { name: /^Delete the run Before covering/ }).click()
  await page.getByRole('link', { name: 'Prepare', exact: true }).click()
  await open(page, '#/runs')
  await expect(page.getByText('1 of 1 runs')).toBeVisible()
  await page.getByLabel(/^Open a run that was exported/).setInputFiles(files.get('seed-memoriser')!)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What Control memoriser gave away', {
    timeout: patient(60_000),
  })
  await open(page, '#/compare/seed-reader,seed-memoriser')
  const again = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the numbers (JSON)' }).click({ timeout: patient(60_000) })
  expect(numbersOf(await readFile(await (await again).path(), 'utf8'))).toEqual(numbersOf(inApp))
  await open(page, '#/plan/seed-reader')
  // What is asked is counted, and a limit is one.
  await expect(page.getByLabel('Limit')).toHaveValue('')
  const asked = page.locator('.actions', { has: page.getByRole('button', { name: 'Start', exact: true }) })
  await expect(asked.getByRole('status')).toHaveText(/^120 answers/)
  await page.getByLabel('Limit').fill('10')
  await expect(asked.getByRole('status')).toHaveText(/^10 answers/)

  // Logs that Inspect wrote of invented answers.
  await open(page, '#/runs')
  const logs = ['choices', 'free_text'].map((task) => `bench/formats/inspect/before-${task}.eval`)
  await page.getByLabel(/^Open a run that was exported/).setInputFiles(logs)
  await page.getByLabel('Questions that they answer').selectOption('mllmu-bench-demo')
  await page.getByRole('button', { name: 'Score these answers' }).click()
  await expect(page.getByText(/^\d+ of \d+ questions have an answer; 1 answer belongs to none$/)).toBeVisible({
    timeout: patient(60_000),
  })
  await page.getByRole('link', { name: 'Report of these answers' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('invented/before')
  await rm(folder, { recursive: true })
})
