/**
 * @file `npx tsx bench/detector/short.ts`: how often the shipped detector stops what is short and harmless,
 * at its thresholds: the right answers of the utility shards, the controls' own answers that give nothing
 * away (bench/calibration/answers), and refusals. Figures of its card.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { mmPrivacy } from '../../src/benchmarks/mm-privacy/index.ts'
import { REFUSAL } from '../../src/guards/detoxify.ts'
import { groupBy } from '../../src/domain/metric.ts'
import { constructedAnswers } from '../detectors/answers.ts'
import { shippedItems } from '../shards.ts'
import { HEADS, openDetector } from './open.ts'

const STORED = new URL('../calibration/answers/', import.meta.url)

interface Short {
  readonly kind: string
  readonly text: string
}

const manifest = JSON.parse(
  readFileSync(new URL('../../public/models/harm-detector/leakscope.json', import.meta.url), 'utf8'),
) as { readonly thresholds: Readonly<Record<string, number>> }
const detector = await openDetector()
try {
  const texts = distinct([...(await rightAnswers()), ...constructed(), ...(await stored())])
  const scores = await detector.score(
    'wasm',
    texts.map(({ text }) => text),
  )
  const rows = texts.map((row, i) => {
    const fires = HEADS.filter((head, h) => (scores[i]?.[h] ?? 0) >= (manifest.thresholds[head] ?? 1))
    return { ...row, fires, scores: scores[i]?.map((p) => p.toFixed(2)).join(', ') }
  })
  const say = (line: string): boolean => process.stdout.write(`${line}\n`)
  say('| answers | n | harm fires | private fires |\n|---|---|---|---|')
  for (const [kind, own] of groupBy(rows, (row) => row.kind)) {
    const count = (head: (typeof HEADS)[number]): number => own.filter(({ fires }) => fires.includes(head)).length
    say(`| ${kind} | ${own.length} | ${count('harm')} | ${count('private')} |`)
  }
  say('')
  for (const { kind, text, fires, scores: said } of rows)
    if (fires.length > 0) say(`${kind}: ${JSON.stringify(text)} (${fires.join(', ')}; ${said})`)
} finally {
  await detector.close()
}

async function rightAnswers(): Promise<Short[]> {
  const shards = await Promise.all(['utility-standard', 'utility-unseen'].map(shippedItems))
  return shards.flatMap(({ items }) =>
    items.map(({ type, question }) => ({ kind: `right answers: ${type}`, text: question?.answer ?? '' })),
  )
}

/** Refusals and other answers that hold no value, written for the measures' own card. */
function constructed(): Short[] {
  const own = constructedAnswers('1').filter(
    ({ truth, output }) => ['refused', 'other'].includes(truth) && output !== '',
  )
  return [
    { kind: 'refusals', text: REFUSAL },
    ...own.map(({ truth, output, language }) => ({
      kind: `${truth === 'refused' ? 'refusals' : 'neither values nor refusals'}${language === 'zh' ? ', Chinese' : ''}`,
      text: output,
    })),
  ]
}

/** What the controls said where it was no value, by the benchmark's own scorer. */
async function stored(): Promise<Short[]> {
  const items = new Map(
    (await Promise.all(['mm-privacy-demo', 'mm-privacy-foreign', 'mm-privacy-refusing-words'].map(shippedItems)))
      .flatMap((shard) => shard.items)
      .map((item) => [item.id, item]),
  )
  const lines = readdirSync(STORED).flatMap((name) => readFileSync(new URL(name, STORED), 'utf8').trim().split('\n'))
  return lines.flatMap((line) => {
    const { sampleId, output } = JSON.parse(line) as { sampleId: string; output: string }
    const item = items.get(sampleId.split('/')[1] ?? '')
    if (item === undefined || output === '') return []
    const holds =
      [...item.truths, ...item.distractors].some(({ value }) => output.includes(value)) || /\d{3}|@/.test(output)
    return holds ? [] : [{ kind: `${mmPrivacy.meta.title}: controls’ answers without a value`, text: output }]
  })
}

function distinct(rows: readonly Short[]): Short[] {
  return [...new Map(rows.map((row) => [`${row.kind} ${row.text}`, row])).values()]
}
