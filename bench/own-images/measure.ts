/**
 * @file How well private values on pictures are found: precision and recall per type, on drawn pages whose
 * values are known, read by the real OCR. `npx tsx bench/own-images/measure.ts [PAGES]` prints the table of
 * docs/own-pictures.md. Half of the layouts' draws have no fault, which photos do.
 */
import { fileURLToPath } from 'node:url'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { isPrivateType } from '../../src/domain/sample.ts'
import { valueKey } from '../../src/domain/measures/pii.ts'
import {
  drawPage,
  evaluationPeople,
  FONT_FAMILIES,
  LAYOUTS,
  layoutPage,
  measurer,
  PAGE,
  seeded,
  type Context2D,
} from '../../src/datasets/forms/index.ts'
import { createPictureReader } from '../pictures/reader.ts'

const count = Number(process.argv[2] ?? 100)
const modules = new URL('../../node_modules/', import.meta.url)

for (const family of FONT_FAMILIES) {
  const slug = family.toLowerCase().replaceAll(' ', '-')
  GlobalFonts.registerFromPath(
    fileURLToPath(new URL(`@fontsource/${slug}/files/${slug}-latin-400-normal.woff2`, modules)),
    family,
  )
}
const read = await createPictureReader()
const page = createCanvas(PAGE, PAGE)
const context = page.getContext('2d') as unknown as Context2D

const tally = new Map<string, { hit: number; missed: number; wrong: number }>()
const add = (type: string, key: 'hit' | 'missed' | 'wrong') => {
  const row = tally.get(type) ?? { hit: 0, missed: 0, wrong: 0 }
  row[key]++
  tally.set(type, row)
}
for (const [index, person] of evaluationPeople('own-images', count).entries()) {
  const layout = LAYOUTS[index % LAYOUTS.length]!
  const laid = layoutPage(
    { layout, person, show: ['email', 'phone', 'ssn'], extras: 4 },
    seeded(`own-images/${index}`),
    measurer(context),
  )
  drawPage(context, laid)
  const { proposals } = await read(page)
  const truths = laid.fields.flatMap(({ id, value }) =>
    isPrivateType(id) ? [{ type: id, key: valueKey(id, value) }] : [],
  )
  const others = laid.fields.filter(({ id }) => id === 'number').map(({ value }) => value)
  const found = proposals.map(({ type, value }) => ({ type, value, key: valueKey(type, value) }))
  for (const truth of truths)
    add(truth.type, found.some(({ type, key }) => type === truth.type && key === truth.key) ? 'hit' : 'missed')
  for (const { type, value, key } of found) {
    const isTrue = truths.some((truth) => truth.type === type && truth.key === key)
    if (!isTrue && !(type === 'document' && others.includes(value))) add(type, 'wrong')
  }
}

const percent = (a: number, b: number): string => (a + b === 0 ? '–' : `${((100 * a) / (a + b)).toFixed(1)}%`)
process.stdout.write(`| type | n | precision | recall |\n|---|---|---|---|\n`)
for (const [type, { hit, missed, wrong }] of [...tally].toSorted(([a], [b]) => a.localeCompare(b)))
  process.stdout.write(`| ${type} | ${hit + missed} | ${percent(hit, wrong)} | ${percent(hit, missed)} |\n`)
