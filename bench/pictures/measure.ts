/**
 * @file How well private values are found on real pictures: `npm run bench:pictures -- DIR`. The folder has pictures
 * with truth (truth.ts says how); printed are, per type and per kind of picture, what was read, recall and precision,
 * with time and memory. `--tesseract` also times the recogniser that was used before, on the same pictures in the same
 * run, or on so many of them with `--sample`; `--show` lists every value that was missed and every proposal that is no
 * known value.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { createTextReader } from '../../scripts/lib/text-reader.ts'
import { createPictureReader } from './reader.ts'
import { isAmong, isPartOfName, isSame, squeezed, wordsOf } from './same-value.ts'
import { readTruth, type TrueValue } from './truth.ts'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tesseract: { type: 'boolean' },
    show: { type: 'boolean' },
    only: { type: 'string' },
    sample: { type: 'string' },
  },
})
const [folder] = positionals
if (folder === undefined) {
  process.stderr.write(
    'Say which folder: npm run bench:pictures -- DIR [--tesseract] [--show] [--only PART-OF-A-NAME] [--sample NUMBER]\n',
  )
  process.exit(2)
}

interface Row {
  values: number
  read: number
  found: number
  proposed: number
  right: number
  /** Of those, the ones that are among the values that were looked for. */
  labelled: number
}
const table = new Map<string, Row>()
const rowOf = (name: string): Row => {
  const row = table.get(name) ?? { values: 0, read: 0, found: 0, proposed: 0, right: 0, labelled: 0 }
  table.set(name, row)
  return row
}

const read = await createPictureReader()
const before = flags.tesseract === true ? createTextReader() : null
const chosen = readTruth(folder).filter(({ file }) => flags.only === undefined || file.includes(flags.only))
const every = chosen.length / Math.min(chosen.length, Number(flags.sample ?? chosen.length))
const pictures = chosen.filter((_, index) => index % every < 1)
const times: number[] = []
const timesBefore: number[] = []
let [words, wordsRead, peak] = [0, 0, 0]
for (const picture of pictures) {
  const bytes = readFileSync(picture.file)
  const start = performance.now()
  const { page, proposals } = await read(bytes)
  times.push(performance.now() - start)
  if (before !== null) {
    const startBefore = performance.now()
    await before.read(Uint8Array.from(bytes).buffer, 'plain')
    timesBefore.push(performance.now() - startBefore)
  }
  peak = Math.max(peak, process.memoryUsage().rss)
  const text = squeezed(page.stretches.map((stretch) => stretch.text).join(' '))
  for (const word of picture.words ?? []) {
    words++
    if (text.includes(squeezed(word))) wordsRead++
  }
  const name = basename(picture.file)
  if (flags.show === true) process.stdout.write(`read    ${name}\n`)
  for (const { type, value } of picture.values) {
    const isFound = isAmong({ type, value }, proposals)
    const isRead = wordsOf(value).every((word) => text.includes(word))
    if (!isFound && flags.show === true)
      process.stdout.write(`missed  ${name}  ${type}  ${value}${isRead ? '' : '  (not read)'}\n`)
    for (const row of [rowOf(type), rowOf(`: ${picture.kind}`), rowOf(': all')]) {
      row.values++
      if (isFound) row.found++
      if (isRead) row.read++
    }
  }
  if (picture.words !== null) continue
  for (const { type, value } of proposals) {
    const isOneOf = (truths: readonly TrueValue[]) =>
      truths.some(
        (truth) =>
          truth.type === type &&
          (isSame(type, truth.value, value) || (type === 'name' && isPartOfName(value, truth.value))),
      )
    const isLabelled = isOneOf(picture.values)
    const isRight = isLabelled || isOneOf(picture.others)
    if (!isRight && flags.show === true) process.stdout.write(`extra   ${name}  ${type}  ${value}\n`)
    for (const row of [rowOf(type), rowOf(`: ${picture.kind}`), rowOf(': all')]) {
      row.proposed++
      if (isRight) row.right++
      if (isLabelled) row.labelled++
    }
  }
}
await before?.close()

const share = (part: number, of: number): string =>
  of === 0 ? '–' : `${((100 * part) / of).toFixed(0)}% (${part}/${of})`
process.stdout.write('| type or kind | read | found | precision | labels alone |\n|---|---|---|---|---|\n')
for (const [name, row] of [...table].toSorted(([a], [b]) => a.localeCompare(b)))
  process.stdout.write(
    `| ${name.replace(': ', '')} | ${share(row.read, row.values)} | ${share(row.found, row.values)} | ${share(row.right, row.proposed)} | ${share(row.labelled, row.proposed)} |\n`,
  )
if (words > 0) process.stdout.write(`\nWords read: ${share(wordsRead, words)}\n`)
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
process.stdout.write(
  `\n${pictures.length} pictures; median ${(median(times) / 1000).toFixed(1)} s a picture` +
    (timesBefore.length > 0
      ? `, ${median(times.map((time, i) => time / timesBefore[i]!)).toFixed(1)} times Tesseract's (${(median(timesBefore) / 1000).toFixed(1)} s)`
      : '') +
    `; peak ${(peak / 2 ** 20).toFixed(0)} MiB\n`,
)
