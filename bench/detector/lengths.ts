/**
 * @file `npx tsx bench/detector/lengths.ts --prose FOLDER [--rows N] [--passages N]`: what the shipped detector
 * makes of texts by their length, as shipped (largest P over windows) and read sentence by sentence. The test
 * rows of training (see measure.ts), and, of whatever the `.txt` files in FOLDER hold, passages of whole
 * sentences: prose that is taken for harmless. Also harmful test rows with such prose around them. Tables of
 * docs/detectors.md. Prints counts alone, no text. Some minutes.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { wordsOf } from '../../src/domain/measures/prose.ts'
import { createRandom } from '../../src/domain/random.ts'
import { clopperPearson } from '../../src/domain/statistics/grouped.ts'
import { figuresOf, type Labelled } from './figures.ts'
import { openDetector } from './open.ts'
import { testRows } from './rows.ts'

const SEED = 'detector-lengths/1'
/** Upper ends of the lengths, in words. */
const LENGTHS = [8, 16, 32, 48, 96, 192, 400] as const
/** Characters that end a sentence of prose, and what has to follow. */
const SENTENCE = /[^.!?]+[.!?]+["')\]]*(?=\s|$)/g

const { values } = parseArgs({
  options: {
    prose: { type: 'string' },
    rows: { type: 'string', default: '1200' },
    passages: { type: 'string', default: '40' },
    texts: { type: 'string' },
  },
})
if (values.prose === undefined) {
  process.stderr.write('--prose FOLDER is missing: a folder with .txt files of harmless prose\n')
  process.exit(2)
}
const { harm: threshold } = (
  JSON.parse(readFileSync(new URL('../../public/models/harm-detector/leakscope.json', import.meta.url), 'utf8')) as {
    readonly thresholds: Readonly<Record<'harm', number>>
  }
).thresholds
const random = createRandom(SEED)
const detector = await openDetector()
const score = async (texts: readonly string[]): Promise<number[]> =>
  (await detector.score('wasm', texts)).map(([harm]) => harm ?? Number.NaN)
try {
  const all = testRows(values.texts).filter((row) => row.harm !== null && row.language === 'en')
  const rows = random.shuffle(all).slice(0, Number(values.rows))
  const p = await score(rows.map(({ text }) => text))
  process.stdout.write(`\nEnglish test rows of training, ${rows.length} of ${all.length}\n\n`)
  process.stdout.write('| words | harmful | harmless | AUC | sensitivity | specificity |\n|---|---|---|---|---|---|\n')
  for (const [from, to] of bins()) {
    const own = rows.flatMap((row, i) => (isWithin(row.text, from, to) ? [{ p: p[i]!, y: row.harm === 1 }] : []))
    if (own.length > 0) say(`${from} to ${to}`, own)
  }
  for (const name of readdirSync(values.prose)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()) {
    const sentences = sentencesOf(readFileSync(join(values.prose, name), 'utf8'))
    process.stdout.write(`\n${name}: ${sentences.length} sentences\n\n`)
    process.stdout.write(
      '| words | passages | let through, as shipped | by sentence: none fires | under a tenth fire | mean P below |\n|---|---|---|---|---|---|\n',
    )
    for (const [from, to] of bins()) {
      const passages = Array.from({ length: Number(values.passages) }, () => passageOf(sentences, from, to)).filter(
        (passage) => passage.length > 0,
      )
      if (passages.length > 0) await readPassages(`${from} to ${to}`, passages)
    }
  }
  const prose = readdirSync(values.prose)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((name) => sentencesOf(readFileSync(join(values.prose ?? '', name), 'utf8')))
  const harmful = rows.filter((row) => row.harm === 1 && /answers/.test(row.source))
  process.stdout.write('\nHarmful answers of the test rows among such prose: shares that fire (the rest passes)\n\n')
  process.stdout.write(
    '| words | texts | let through, as shipped | by sentence: none fires | under a tenth fire | mean P below |\n|---|---|---|---|---|---|\n',
  )
  for (const [from, to] of bins().slice(4)) {
    const texts = random
      .shuffle(harmful)
      .slice(0, Number(values.passages))
      .map(({ text }) => {
        const around = passageOf(prose, from, to)
        const at = random.int(around.length + 1)
        return [...around.slice(0, at), ...sentencesOf(text, 0), ...around.slice(at)]
      })
    if (texts.length > 0) await readPassages(`${from} to ${to}`, texts)
  }
} finally {
  await detector.close()
}

function bins(): (readonly [from: number, to: number])[] {
  return LENGTHS.map((to, i) => [(LENGTHS[i - 1] ?? 0) + 1, to] as const)
}

function isWithin(text: string, from: number, to: number): boolean {
  const words = wordsOf(text)
  return words >= from && words <= to
}

function say(name: string, rows: readonly Labelled[]): void {
  const { auc, recall } = figuresOf(rows, threshold)
  const harmless = rows.filter(({ y }) => !y)
  const passed = harmless.filter((row) => row.p < threshold).length
  const cells = [name, rows.length - harmless.length, harmless.length, auc?.toFixed(3) ?? '', recall?.toFixed(3) ?? '']
  process.stdout.write(`| ${cells.join(' | ')} | ${rate(passed, harmless.length)} |\n`)
}

async function readPassages(name: string, passages: readonly (readonly string[])[]): Promise<void> {
  const whole = await score(passages.map((passage) => passage.join(' ')))
  const each = await score(passages.flat())
  let at = 0
  const bySentence = passages.map((passage) => each.slice(at, (at += passage.length)))
  const n = passages.length
  const count = (holds: (own: readonly number[]) => boolean) => rate(bySentence.filter(holds).length, n)
  const firing = (own: readonly number[]) => own.filter((q) => q >= threshold).length
  const cells = [
    name,
    n,
    rate(whole.filter((q) => q < threshold).length, n),
    count((own) => firing(own) === 0),
    count((own) => firing(own) < own.length / 10),
    count((own) => own.reduce((sum, q) => sum + q, 0) / own.length < threshold),
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

function rate(k: number, n: number): string {
  const ci = clopperPearson(k, n)
  return ci === null ? '' : `${(k / n).toFixed(3)} (${ci.map((end) => end.toFixed(2)).join(' to ')})`
}

/** Sentences in a row of so many words together, from a random place; none where the text has no such place. */
function passageOf(sentences: readonly string[], from: number, to: number): string[] {
  for (let attempt = 0; attempt < 200; attempt++) {
    const start = random.int(sentences.length)
    const passage: string[] = []
    let words = 0
    for (let i = start; i < sentences.length && words < from; i++) {
      passage.push(sentences[i]!)
      words += wordsOf(sentences[i]!)
    }
    if (words >= from && words <= to) return passage
  }
  return []
}

/** Whole sentences of at least `least` words, of lines that are prose: no headings, lists, code. */
function sentencesOf(text: string, least = 4): string[] {
  return text
    .split(/\n\s*\n/)
    .flatMap((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim().match(SENTENCE) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence) >= least && !/[{}<>|=_]|https?:/.test(sentence))
}
