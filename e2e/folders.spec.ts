/**
 * @file Models from a folder: picked in each way that browsers have, read where it lies, kept only when
 * asked; and one line for each folder that is no model.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { fileChooser } from './support/file-chooser.ts'
import { openApp } from './support/app.ts'
import { drive, FOLDER, smallConfig } from './support/audit.ts'
import { dropFolder } from './support/plan.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

test.describe.configure({ timeout: patient(300_000) })

let scratch: string
test.beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'leakscope-folders-'))
})
test.afterEach(() => rmSync(scratch, { recursive: true, force: true }))

/**
 * A copy of the tiny model under another name; without Leakscope's own list of files it is what the hub's
 * tools leave on a disk.
 */
function copyModel(name: string, change: (folder: string) => void = () => undefined): string {
  const folder = join(scratch, name)
  cpSync(FOLDER, folder, { recursive: true })
  rmSync(join(folder, 'leakscope.json'))
  change(folder)
  return folder
}

const card = (page: Page) => page.getByRole('region', { name: 'Models' })
const listed = (page: Page, name: string) => card(page).getByRole('listitem').filter({ hasText: name })
const refusal = (page: Page) => card(page).getByRole('alert')

/** Where there is no picker of folders, as in Firefox and Safari, the page's own input asks. */
async function withoutPicker(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showDirectoryPicker'))
}

async function choose(page: Page, folder: string): Promise<void> {
  const chooser = await fileChooser(page, () =>
    card(page)
      .getByLabel(/^Add a model/)
      .click(),
  )
  await chooser.setFiles(folder)
}

/** What lies in the browser's storage: names of kept models, and pictures. */
function stored(page: Page): Promise<{ kept: string[]; models: number }> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const models = await root.getDirectoryHandle('models', { create: true })
    const kept: string[] = []
    for await (const name of models.keys()) kept.push(decodeURIComponent(name))
    return { kept, models: (await globalThis.leakscope!.models()).length }
  })
}

test('the browser’s picker: a folder is read where it lies and audited, and nothing of it is copied', async ({
  page,
}) => {
  // The browser's own dialog is all that is left out: it answers with a real directory, in the origin's
  // private file system.
  await page.addInitScript(() => {
    const picker = async () => {
      const name = (globalThis as { picked?: string | null }).picked ?? null
      if (name === null) throw new DOMException('The user aborted a request.', 'AbortError')
      return (await navigator.storage.getDirectory()).getDirectoryHandle(name)
    }
    Object.assign(globalThis, { showDirectoryPicker: picker })
  })
  await openApp(page)
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(FOLDER, path), readFileSync(path).toString('base64')] as const)
  await page.evaluate(
    async (given) => {
      const root = await navigator.storage.getDirectory()
      for (const [folder, entries] of Object.entries(given)) {
        const top = await root.getDirectoryHandle(folder, { create: true })
        for (const [path, base64] of entries) {
          let into = top
          const steps = path.split('/')
          for (const step of steps.slice(0, -1)) into = await into.getDirectoryHandle(step, { create: true })
          const file = await into.getFileHandle(steps.at(-1)!, { create: true })
          const writable = await file.createWritable()
          await writable.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
          await writable.close()
        }
      }
    },
    { 'my-vlm': [...files, ['.git/config', ''] as const], nothing: [] },
  )
  const pick = async (name: string | null) => {
    await page.evaluate((picked) => Object.assign(globalThis, { picked }), name)
    const add = card(page).getByLabel(/^Add a model/)
    await add.focus()
    await page.keyboard.press('Enter')
  }
  // Nothing said where the user thought better of it; a line where there is nothing in it.
  await pick(null)
  await pick('nothing')
  await expect(refusal(page)).toContainText('This folder is empty')
  await pick('my-vlm')
  await expect(listed(page, 'from your folder')).toHaveCount(1)
  await expect(refusal(page)).toBeHidden()

  const run = await drive(page, { config: smallConfig('folder:tiny-smolvlm', 1) })
  expect(await run.finished).toMatchObject({ status: 'done', environment: { modelId: 'folder:tiny-smolvlm' } })
  expect((await stored(page)).kept).toEqual([])
  await openApp(page)
  await expect(card(page).getByText(/^\d+ control models that ship/)).toBeVisible()
  await expect(listed(page, 'from your folder')).toBeHidden()
})

test('a folder dropped on the page is kept when asked: listed and audited after a reload, replaced by the next of its name, deleted', async ({
  page,
}) => {
  await openApp(page)
  const folder = copyModel('my vlm (1)')
  await dropFolder(page, card(page), folder)
  await expect(listed(page, 'my vlm (1)')).toContainText('from your folder')
  expect((await stored(page)).kept).toEqual([])
  await card(page).getByRole('button', { name: 'Keep a copy of my vlm (1)' }).press('Enter')
  await expect(listed(page, 'my vlm (1)')).toContainText('copied from your folder, kept here')

  // The copy is the browser's own: the folder may go.
  rmSync(folder, { recursive: true })
  await openApp(page)
  await expect(listed(page, 'my vlm (1)')).toContainText('copied from your folder, kept here')
  const config = smallConfig('folder:my vlm (1)', 1)
  const first = await (await drive(page, { config })).finished
  expect(first).toMatchObject({ status: 'done', environment: { modelId: 'folder:my vlm (1)' } })

  // Another folder of the same name, its files as long as before and one file less: not one byte of the first is left.
  const bent = (text: string) => text.replace('"pad_token"', '"pad_tokem"')
  copyModel('my vlm (1)', (again) => {
    rmSync(join(again, 'golden.png'))
    const path = join(again, 'tokenizer_config.json')
    writeFileSync(path, bent(readFileSync(path, 'utf8')))
  })
  await dropFolder(page, card(page), folder)
  await expect(listed(page, 'my vlm (1)')).toContainText('from your folder; SHA-256')
  await card(page).getByRole('button', { name: 'Keep a copy of my vlm (1)' }).click()
  await expect(listed(page, 'my vlm (1)')).toContainText('copied from your folder, kept here')
  const kept = await page.evaluate(async () => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models')
    const names: string[] = []
    let tokenizer = ''
    for await (const handle of models.values()) {
      const model = handle as FileSystemDirectoryHandle
      for await (const name of model.keys()) names.push(name)
      tokenizer = await (await (await model.getFileHandle('tokenizer_config.json')).getFile()).text()
    }
    return { names, tokenizer }
  })
  expect(kept.tokenizer).toBe(bent(readFileSync(join(FOLDER, 'tokenizer_config.json'), 'utf8')))
  expect(kept.tokenizer).toContain('pad_tokem')
  expect(kept.names.filter((name) => name.startsWith('golden.png'))).toEqual([])

  await page.getByRole('button', { name: 'Storage' }).click()
  const storage = page.getByRole('dialog', { name: 'Storage' })
  await expect(storage.getByRole('listitem').filter({ hasText: 'copied from your folder' })).toContainText('my vlm (1)')
  await storage.getByRole('button', { name: 'Delete the model my vlm (1)' }).click()
  await expect(storage.getByText('None kept')).toBeVisible()
  await page.keyboard.press('Escape')
  expect((await stored(page)).kept).toEqual([])
  await expect(listed(page, 'my vlm (1)')).toBeHidden()
})

test('a folder that another tab is copying: this tab is told so, between two files too, and the copy is whole', async ({
  page,
  context,
}) => {
  const other = await context.newPage()
  const folder = copyModel('shared')
  const button = (tab: Page) => card(tab).getByRole('button', { name: 'Keep a copy of shared' })
  for (const tab of [page, other]) {
    await tab.bringToFront()
    await openApp(tab)
    await dropFolder(tab, card(tab), folder)
    await expect(button(tab)).toBeVisible()
  }
  // The first tab rests before its third file: the second is closed, and the third not open yet.
  await page.evaluate(() => {
    const read = Reflect.get(Blob.prototype, 'arrayBuffer')
    let reads = 0
    const goOn = new Promise<void>((resolve) => Object.assign(globalThis, { goOn: resolve }))
    Blob.prototype.arrayBuffer = async function arrayBuffer(this: Blob) {
      if (++reads === 3) {
        Object.assign(globalThis, { rests: true })
        await goOn
      }
      return read.call(this)
    }
  })
  await button(page).dispatchEvent('click')
  await page.waitForFunction(() => 'rests' in globalThis)

  await button(other).click()
  await expect(refusal(other)).toHaveText(/Not copied.*in another tab; wait for it, or close that tab$/)
  await other.getByRole('button', { name: 'Storage' }).click()
  const storage = other.getByRole('dialog', { name: 'Storage' })
  await storage.getByRole('button', { name: 'Delete the model shared' }).click()
  await expect(storage.getByRole('alert')).toContainText('in another tab')
  await other.keyboard.press('Escape')

  // Who looks elsewhere meanwhile finds it as far as it is.
  await page.bringToFront()
  await page.getByRole('link', { name: 'Runs' }).click()
  await page.getByRole('link', { name: 'Prepare' }).click()
  await expect(button(page)).toBeDisabled()
  await expect(button(page)).toHaveText(/^Copying… \d+%$/)

  await page.evaluate(() => (globalThis as unknown as { goOn: () => void }).goOn())
  await expect(listed(page, 'shared')).toContainText('copied from your folder, kept here')
  // The list was read anew in both tabs; what was said stays until it is tried again.
  await expect(refusal(other)).toHaveText(/Not copied.*in another tab/)
  await other.bringToFront()
  await button(other).click()
  await expect(listed(other, 'shared')).toContainText('copied from your folder, kept here')
})

const NO_MODEL: readonly { readonly name: string; readonly change: (folder: string) => void; readonly says: RegExp }[] =
  [
    {
      name: 'no config.json',
      change: (folder) => rmSync(join(folder, 'config.json')),
      says: /"bad" is no model that runs here\. It has no config\.json; pick the folder that holds config\.json, tokenizer\.json and onnx\/$/,
    },
    {
      name: 'no session file',
      change: (folder) => rmSync(join(folder, 'onnx/vision_encoder.onnx')),
      says: /onnx\/vision_encoder\.onnx is not there in any dtype$/,
    },
    {
      name: 'no tokenizer',
      change: (folder) => rmSync(join(folder, 'tokenizer.json')),
      says: /tokenizer\.json is not there$/,
    },
    {
      name: 'corrupt JSON',
      change: (folder) => writeFileSync(join(folder, 'config.json'), '{"model_type": "idefics3",'),
      says: /config\.json is not JSON$/,
    },
    {
      name: 'corrupt JSON that is read late',
      change: (folder) => writeFileSync(join(folder, 'tokenizer.json'), '{"model": '),
      says: /tokenizer\.json is not JSON$/,
    },
    {
      name: 'a web page that was saved as a file',
      change: (folder) => writeFileSync(join(folder, 'tokenizer.json'), '<!doctype html>'),
      says: /tokenizer\.json is a web page and not the file: [^\n]*; download the file again$/,
    },
    {
      name: 'JSON of another kind',
      change: (folder) => writeFileSync(join(folder, 'preprocessor_config.json'), '[]'),
      says: /preprocessor_config\.json is not a JSON object$/,
    },
    {
      name: 'an unknown architecture',
      change: (folder) =>
        writeFileSync(join(folder, 'processor_config.json'), '{"processor_class": "Gemma3nProcessor"}'),
      says: /Models with the processor "Gemma3nProcessor" are not supported; supported are Florence2Processor, Gemma3Processor, [^\n]*$/,
    },
    {
      name: 'cloned without its large files',
      change: (folder) =>
        writeFileSync(
          join(folder, 'onnx/decoder_model_merged.onnx'),
          `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 3\n`,
        ),
      says: /onnx\/decoder_model_merged\.onnx is a Git LFS pointer, not the file itself; run "git lfs pull" in its folder and pick it again$/,
    },
    {
      name: 'a graph that is none',
      change: (folder) => writeFileSync(join(folder, 'onnx/embed_tokens.onnx'), 'not a model, by any means'),
      says: /onnx\/embed_tokens\.onnx is not an ONNX model: [^\n]*$/,
    },
  ]

test('an input of folders where there is no picker: each folder that is no model gets one line, and what was there stays', async ({
  page,
}) => {
  await withoutPicker(page)
  await openApp(page)
  const good = copyModel('good')
  await choose(page, good)
  await expect(listed(page, 'good')).toContainText('from your folder')
  await listed(page, 'good').getByText('What it can do here').click()
  await expect(listed(page, 'good').getByText('Prompts: its chat template, given a list of parts.')).toBeVisible()
  // Another of its name: the card that stands open is of the one that is there.
  const tokenizer = join(good, 'tokenizer_config.json')
  const own = readFileSync(tokenizer, 'utf8')
  writeFileSync(tokenizer, own.replace('"chat_template"', '"no_template"'))
  await choose(page, good)
  await expect(listed(page, 'good').getByText('Prompts: its chat template, given a list of parts.')).toBeHidden()
  writeFileSync(tokenizer, own)
  await choose(page, good)
  await expect(listed(page, 'good').getByText('Prompts: its chat template, given a list of parts.')).toBeVisible()
  const before = await stored(page)
  for (const { name, change, says } of NO_MODEL) {
    await test.step(name, async () => {
      const folder = copyModel('bad', change)
      await choose(page, folder)
      await expect(refusal(page)).toContainText('This folder cannot be used')
      await expect(refusal(page)).toHaveText(says)
      // What else is there, and what is not, stands beneath it.
      if (name === 'an unknown architecture')
        await expect(card(page).locator('dd', { hasText: '"Gemma3nProcessor" are not supported' })).toBeVisible()
      expect(await stored(page)).toEqual(before)
      rmSync(folder, { recursive: true })
      // The line goes with the next folder.
      await choose(page, good)
      await expect(refusal(page)).toBeHidden()
    })
  }
  // Pictures, not a model; and a file in place of a folder, let go on the card and beside it.
  mkdirSync(join(scratch, 'photos'))
  cpSync(join(FOLDER, 'golden.png'), join(scratch, 'photos/cat.png'))
  await choose(page, join(scratch, 'photos'))
  await expect(refusal(page)).toContainText('"photos" is no model that runs here. It has no config.json')
  await dropFolder(page, card(page), join(scratch, 'photos/cat.png'))
  await expect(refusal(page)).toContainText('Drop a folder')
  const address = page.url()
  await dropFolder(page, page.getByRole('heading', { level: 1 }), join(scratch, 'photos/cat.png'))
  expect(page.url()).toBe(address)
  await expect(listed(page, 'good')).toBeVisible()

  // It is read where it lies: what happens to it there is seen, and said.
  rmSync(good, { recursive: true })
  const run = await (await drive(page, { config: smallConfig('folder:good', 1) })).finished
  expect(run).toMatchObject({ status: 'failed', failureCode: 'model-incomplete' })
  expect(run.failure).toMatch(
    /^[\w./]+ cannot be read: it was changed, moved or deleted since its folder was picked; pick the folder again$/,
  )
})
