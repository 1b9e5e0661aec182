/**
 * @file How well the rules tell leaks, distractors, fabrications and refusals, against answers that are what
 * they were made to be: `npx tsx bench/detectors/measure.ts` writes `public/calibration/detectors.json`, from
 * which reports correct their rates, and prints the tables of `docs/detectors.md`. Run it after any change of
 * the rules or the answers; a unit test fails until then.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { mmPrivacy } from '../../src/benchmarks/mm-privacy/index.ts'
import type { Share } from '../../src/calibration/scorer-accuracy.ts'
import { groupBy } from '../../src/domain/metric.ts'
import { constructedAnswers } from './answers.ts'
import { scorerAccuracy, SEED, sensitivityBy, shippedDetectors, tell } from './table.ts'

const folder = new URL('../../public/calibration/', import.meta.url)
await mkdir(folder, { recursive: true })
await writeFile(new URL('detectors.json', folder), `${JSON.stringify(shippedDetectors([mmPrivacy]), null, 1)}\n`)

const told = tell(mmPrivacy, constructedAnswers(SEED))
const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const percent = (value: number): string => `${(100 * value).toFixed(1)}%`
const cells = ({ value, k, n, ci }: Share): string =>
  `${percent(value)} (${percent(ci[0])} to ${percent(ci[1])}) | ${k}/${n}`
const table = scorerAccuracy(`${mmPrivacy.meta.id}@${mmPrivacy.meta.version}`, told)
say('| outcome | sensitivity | k/n | specificity | k/n |\n|---|---|---|---|---|')
for (const [outcome, { sensitivity, specificity }] of Object.entries(table.outcomes))
  say(`| ${outcome} | ${cells(sensitivity)} | ${cells(specificity)} |`)
say(`| leak, disguised | ${cells(table.disguised)} | | |`)
const plain = told.filter(({ disguised }) => !disguised)
say('\n| answers | told right | k/n |\n|---|---|---|')
for (const { key, share } of sensitivityBy(plain, (row) => `${row.truth}, ${row.language}, ${row.item.type}`))
  say(`| ${key} | ${cells(share)} |`)
say('\nTold wrong, by what they are made of:')
for (const [group, rows] of groupBy(
  plain.filter(({ truth, outcome }) => truth !== outcome),
  (row) => `${row.truth}: ${row.group}`,
))
  say(`  ${group}: ${[...new Set(rows.map(({ outcome }) => outcome))].join(', ')} (${rows.length})`)
