/**
 * @file Scoring stored responses: our ROUGE-L against Google's rouge-score in Python, on the same pairs, with
 * stems.
 */
import { spawnSync } from 'node:child_process'
import { createRandom } from '../../src/domain/random.ts'
import { rougeL } from '../../src/domain/measures/rouge.ts'
import type { Row } from './run.ts'

const PAIRS = 100_000
/** Python is measured on so many of them and scaled. */
const SAMPLE = 5_000

const WORDS =
  'the person in this picture was born on a date and lives at an address with phone number email doctor teacher painter city of street works studied parents name said'.split(
    ' ',
  )

const PYTHON = `
import json, sys, time
from rouge_score import rouge_scorer
pairs = json.load(sys.stdin)
scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=True)
scorer.score(*pairs[0])
start = time.process_time()
total = sum(scorer.score(a, b)["rougeL"].fmeasure for a, b in pairs)
print(json.dumps([time.process_time() - start, total]))
`

/** Time is that of the process, so that a busy machine does not decide. */
export function rougeScoring(): Row {
  const random = createRandom(7)
  const text = () => Array.from({ length: 12 + random.int(30) }, () => WORDS[random.int(WORDS.length)]).join(' ')
  const pairs = Array.from({ length: PAIRS }, () => [text(), text()] as const)
  const score = (some: typeof pairs) => some.reduce((sum, [target, answer]) => sum + rougeL(target, answer, true).f, 0)
  score(pairs.slice(0, 2000))
  const before = process.cpuUsage()
  score(pairs)
  const { user, system } = process.cpuUsage(before)
  const ours = (user + system) / 1e6
  const python = spawnSync('python3', ['-c', PYTHON], {
    input: JSON.stringify(pairs.slice(0, SAMPLE)),
    encoding: 'utf8',
  })
  if (python.status !== 0)
    throw new Error(
      `rouge-score could not be run (pip install -r bench/reference/requirements.txt): ${python.stderr.slice(-300)}`,
    )
  const [time, total] = JSON.parse(python.stdout) as [number, number]
  const theirs = (time * PAIRS) / SAMPLE
  const difference = Math.abs(total - score(pairs.slice(0, SAMPLE)))
  return {
    work: 'scoring 100,000 stored responses (ROUGE-L with stems) against rouge-score',
    ratio: theirs / ours,
    floor: '>= 10',
    holds: theirs / ours >= 10 && difference < 1e-6,
    detail: `${theirs.toFixed(1)} s of processor time (${SAMPLE} pairs, scaled) against ${ours.toFixed(2)} s; sums over ${SAMPLE} pairs differ by ${difference.toExponential(0)}`,
  }
}
