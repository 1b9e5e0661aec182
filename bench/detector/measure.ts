/**
 * @file `npx tsx bench/detector/measure.ts [--rows N] [--webgpu M] [--texts FILE]`: the figures of the harm
 * detector's card, by the browser's engine, and how far WebGPU is from WASM. Minutes on a quiet core;
 * `--rows 7234` measures all.
 *
 * The test rows are made anew from `../shared/data/harm-texts.jsonl` and the generators' seeds by
 * `training/leakscope_training/detector_data.py` (plain Python 3, no package); without that file it can't
 * run, and says so. No text is printed or kept: harmful rows are offensive. The card is about a sample of
 * these rows, and so is this: a figure holds where the two differ by no more than three standard errors. Exit
 * code 1 where one does not, or the providers differ by more than .001.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRandom } from '../../src/domain/random.ts'
import { TOLERANCE } from '../../src/run/guards/classifier.ts'
import { aucError, figuresOf, shareError, type Figures } from './figures.ts'
import { HEADS, openDetector } from './open.ts'
import { TEXTS, testRows } from './rows.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SEED = 'detector-bench/1'
const FEW = 3

interface Card {
  readonly thresholds: Readonly<Record<string, number>>
  readonly heads: Readonly<
    Record<string, Readonly<Record<string, Figures & { readonly n: number; readonly positive: number }>>>
  >
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000' },
    webgpu: { type: 'string', default: '20' },
    texts: { type: 'string', default: TEXTS },
  },
})
if (!existsSync(values.texts)) {
  process.stderr.write(`${values.texts} is not there: give the labelled texts with --texts FILE\n`)
  process.exit(2)
}
for (const flag of ['rows', 'webgpu'] as const)
  if (!/^[1-9]\d*$/.test(values[flag])) {
    process.stderr.write(`--${flag} ${values[flag]}: allowed is a whole number from 1\n`)
    process.exit(2)
  }

const all = testRows(values.texts)
const rows = createRandom(SEED).shuffle(all).slice(0, Number(values.rows))
const card = JSON.parse(readFileSync(join(ROOT, 'public/models/harm-detector/measured.json'), 'utf8')) as Card
process.stdout.write(`${rows.length} of ${all.length} test rows, seed ${SEED}\n`)
const detector = await openDetector()
try {
  const texts = rows.map(({ text }) => text)
  const wasm: number[][] = []
  const STEP = 250
  for (let i = 0; i < texts.length; i += STEP) {
    wasm.push(...(await detector.score('wasm', texts.slice(i, i + STEP))))
    process.stderr.write(`WASM: ${wasm.length} of ${texts.length}\n`)
  }
  const heads = HEADS.map((head, h) => {
    const labelled = rows.flatMap((row, i) =>
      row[head] === null ? [] : [{ p: wasm[i]?.[h] ?? Number.NaN, y: row[head] === 1 }],
    )
    return compare(head, labelled)
  })
  const few = Math.min(Number(values.webgpu), rows.length)
  const gpu = await detector.score('webgpu', texts.slice(0, few))
  const most = Math.max(...gpu.flatMap((p, k) => p.map((value, h) => Math.abs(value - (wasm[k]?.[h] ?? Number.NaN)))))
  const same = say(
    most <= TOLERANCE,
    `WebGPU against WASM: largest difference of a probability ${most.toExponential(1)} (n = ${few}), ${TOLERANCE} allowed`,
  )
  process.exitCode = same && heads.every(Boolean) ? 0 : 1
} finally {
  await detector.close()
}

/** Says for each figure of one head whether it is the card's; whether all are. */
function compare(head: (typeof HEADS)[number], labelled: readonly { p: number; y: boolean }[]): boolean {
  const own = figuresOf(labelled, card.thresholds[head] ?? Number.NaN)
  const theirs = card.heads[head]?.['all']
  if (theirs === undefined) throw new Error(`the card has no figures of ${head}`)
  const positive = labelled.filter(({ y }) => y).length
  const fired = Math.max(1, Math.round((positive * (theirs.recall ?? 0)) / (theirs.precision ?? 1)))
  const cardFired = Math.max(1, Math.round((theirs.positive * (theirs.recall ?? 0)) / (theirs.precision ?? 1)))
  // Of two samples; F1, which has no simple error, is made of the two before it.
  const both = (error: (n: number, positives: number, firing: number) => number): number =>
    Math.hypot(error(labelled.length, positive, fired), error(theirs.n, theirs.positive, cardFired))
  const allowed: Partial<Record<keyof Figures, number>> = {
    auc: both((n, k) => aucError(theirs.auc ?? 1, k, n - k)),
    accuracy: both((n) => shareError(theirs.accuracy ?? 1, n)),
    precision: both((_, __, firing) => shareError(theirs.precision ?? 1, firing)),
    recall: both((_, k) => shareError(theirs.recall ?? 1, k)),
  }
  return Object.entries(allowed)
    .map(([name, error]) => {
      const [value, expected] = [own[name as keyof Figures], theirs[name as keyof Figures]]
      // A share at its end has no error of its own: one row more or less is none either.
      const near = FEW * error + 1 / Math.max(1, Math.min(positive, labelled.length - positive))
      return say(
        value !== null && expected !== null && Math.abs(value - expected) <= near,
        `${head} ${name}: ${value?.toFixed(4) ?? 'none'}, card ${expected?.toFixed(4) ?? 'none'}, ${near.toFixed(4)} allowed (n = ${labelled.length}, ${positive} positive)`,
      )
    })
    .every(Boolean)
}

function say(holds: boolean, what: string): boolean {
  process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${what}\n`)
  return holds
}
