/**
 * Writes pages for training: `tsx pages.ts OUT COUNT SEED POOL [--images]`. OUT.jsonl: {stream, x, layout,
 * name, fields}; `x` are the centres of the stream's characters in model pixels (384 wide). OUT.bin (with
 * --images): COUNT x 384 x 384 grey bytes.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { drawPage, measurer, randomPage, seeded, transcript, type Layout, type Page, type Pool } from '../../src/datasets/forms/index.ts'
import { context, halfSize } from './canvas.ts'

const [out = '', countText = '', seed = '', pool = 'training', flag] = process.argv.slice(2)
const layouts: readonly Layout[] = pool === 'evaluation-unseen-layout' ? ['membership'] : ['strip', 'application', 'eligibility', 'bank']
const people = (pool.startsWith('evaluation') ? 'evaluation' : pool) as Pool
const count = Number(countText)
const measure = measurer(context)

function streamOf(page: Page): { stream: string; x: number[]; row: number[] } {
  let stream = ''
  const x: number[] = []
  const rows: number[] = []
  for (const { row, cells } of transcript(page)) {
    for (const cell of cells) {
      // Every cell begins with a mark just before its first character: what the reader sees there is blank, then ink.
      stream += '|'
      x.push(Math.max(0, cell.x / 2 - 4))
      rows.push(row)
      let before = 0
      for (let j = 0; j < cell.text.length; j++) {
        const upTo = measure(cell.text.slice(0, j + 1), cell.size, page.font)
        x.push((cell.x + (before + upTo) / 2) / 2)
        rows.push(row)
        before = upTo
      }
      stream += cell.text
    }
    stream += '\n'
    x.push(383)
    rows.push(row)
  }
  return { stream, x: x.map((v) => Math.round(v * 10) / 10), row: rows }
}

const text = openSync(`${out}.jsonl`, 'w')
const images = flag === '--images' ? openSync(`${out}.bin`, 'w') : null
for (let i = 0; i < count; i++) {
  const page = randomPage(seeded(`${seed}/${i}`), people, measure, layouts)
  const { stream, x, row } = streamOf(page)
  writeSync(text, `${JSON.stringify({ stream, x, row, layout: page.layout, name: page.person.name, fields: Object.fromEntries(page.fields.map((f) => [f.id, f.value])) })}\n`)
  if (images !== null) {
    drawPage(context, page)
    writeSync(images, halfSize('grey'))
    // Skia's pixel buffers are freed by finalisers, which run between turns of the event loop alone: without
    // this, 2 MB stay for every page.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
closeSync(text)
