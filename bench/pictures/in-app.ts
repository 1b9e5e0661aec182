/**
 * @file The same pictures in the built app: `npx tsx --tsconfig tsconfig/app.json bench/pictures/in-app.ts DIR [TIMES]`
 * picks all of a folder's pictures, TIMES over, in a headless Chromium, and prints what was found, when the first
 * proposals stood there, the time of each picture, and the memory of the tab and its workers. `npm run build` first.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isPrivateType } from '../../src/domain/sample.ts'
import { openApp } from '../../scripts/lib/browser.ts'
import { watchMemory } from '../intake/resident.ts'
import { isAmong } from './same-value.ts'
import { readTruth } from './truth.ts'

const [folder, times = '1'] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say which folder: in-app.ts DIR [TIMES]')
const pictures = readTruth(folder)
const files = Array.from({ length: Number(times) }, () => pictures.map(({ file }) => file)).flat()
const profile = mkdtempSync(join(tmpdir(), 'pictures-'))
const { page, close } = await openApp(profile)
try {
  await page.evaluate(() => void (location.hash = '#/plan'))
  await page.getByRole('button', { name: 'Add your own pictures…' }).click()
  await page.evaluate(() => {
    const read = new Map<Element, number>()
    new MutationObserver(() => {
      for (const picture of document.querySelectorAll('.own-picture:has(img, .state-bad)'))
        if (!read.has(picture)) read.set(picture, performance.now())
    }).observe(document.body, { childList: true, subtree: true })
    Object.assign(globalThis, { readAt: read })
  })
  const memory = watchMemory()
  const picker = page.getByLabel('Pick pictures')
  const start = await page.evaluate(() => performance.now())
  await picker.setInputFiles(files)
  await page.waitForFunction(
    (count) => (globalThis as unknown as { readAt: Map<Element, number> }).readAt.size >= count,
    files.length,
    { timeout: 0, polling: 1000 },
  )
  const { above, aboveInPage } = memory.stop()
  const read = await page.evaluate(() =>
    [...(globalThis as unknown as { readAt: Map<Element, number> }).readAt].map(([picture, at]) => ({
      at,
      name: picture.querySelector('h3')!.textContent,
      values: [...picture.querySelectorAll('.own-values li')].map((row) => ({
        type: row.querySelector('select')!.value,
        value: row.querySelector<HTMLInputElement>('input[type="text"]')!.value,
      })),
    })),
  )
  let [values, found] = [0, 0]
  for (const picture of pictures) {
    const proposals = read
      .find(({ name }) => name === basename(picture.file))!
      .values.flatMap(({ type, value }) => (isPrivateType(type) ? [{ type, value }] : []))
    values += picture.values.length
    found += picture.values.filter((value) => isAmong(value, proposals)).length
  }
  const each = read.map(({ at }, index) => at - (read[index - 1]?.at ?? start)).slice(1)
  const median = each.toSorted((a, b) => a - b)[Math.floor(each.length / 2)] ?? 0
  process.stdout.write(
    `${files.length} pictures in the app; found ${found} of ${values} values; first after ${seconds(read[0]!.at - start)}, ` +
      `median ${seconds(median)} a picture, ${seconds(read.at(-1)!.at - start)} in all; ` +
      `memory above rest at most ${mebibytes(above)} in all processes, ${mebibytes(aboveInPage)} in the page's\n`,
  )
} finally {
  await close()
  rmSync(profile, { recursive: true, force: true })
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`
}
