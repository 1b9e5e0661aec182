import { group } from 'd3-array'
import { twoReadings } from '../../domain/measures/ambiguous.ts'
import { OUTCOMES, type Outcome, type Span } from '../../domain/score.ts'
import { valuesOf, type Masker } from './mask.ts'
import type { ReportRow } from './rows.ts'
import { readTwice } from './text.ts'

/** An answer that is shown in words. Pictures are in no report, of either kind. */
export interface Example {
  readonly sampleId: string
  readonly split: string
  readonly task: string
  readonly type: string
  readonly outcome: Outcome
  readonly prompt: string
  readonly output: string
  /** Spans of `output`; empty when it is masked. */
  readonly spans: readonly Span[]
  /** What a reader has to know of how it was read; null where there is nothing. */
  readonly note: string | null
}

const PER_OUTCOME = 3
const LONGEST = 600

/** The first few answers of each split and outcome, one per task as far as there are several; leaks come first. */
export function examplesOf(rows: readonly ReportRow[], mask: Masker | null): Example[] {
  const cells = group(
    rows.filter((row) => row.score !== null),
    (row) => JSON.stringify([row.sample.benchmark, row.sample.split, row.score!.outcome]),
  )
  return [...cells.values()]
    .toSorted((a, b) => OUTCOMES.indexOf(a[0]!.score!.outcome) - OUTCOMES.indexOf(b[0]!.score!.outcome))
    .flatMap((cell) => spread(cell).map((row) => exampleOf(row, mask)))
}

function spread(cell: readonly ReportRow[]): ReportRow[] {
  const byTask = [...group(cell, (row) => row.sample.task).values()]
  const picked: ReportRow[] = []
  for (let round = 0; picked.length < Math.min(PER_OUTCOME, cell.length); round += 1) {
    for (const rows of byTask) {
      const row = rows[round]
      if (row !== undefined && picked.length < PER_OUTCOME) picked.push(row)
    }
  }
  return picked
}

function exampleOf(row: ReportRow, mask: Masker | null): Example {
  const { sample } = row
  const score = row.score!
  const output = row.response!.output
  const common = {
    sampleId: sample.id,
    split: sample.split,
    task: sample.task,
    type: sample.type,
    outcome: score.outcome,
  }
  if (mask !== null) {
    const values = valuesOf(sample)
    return {
      ...common,
      prompt: shorten(mask.text(sample.prompt, values)),
      output: shorten(mask.text(output, values, score.spans)),
      spans: [],
      note: score.ambiguous === true ? 'The date can be read in two ways; both were compared.' : null,
    }
  }
  const two = twoReadings(score, output, sample)
  return {
    ...common,
    prompt: shorten(sample.prompt),
    output: shorten(output),
    spans: score.spans,
    note: two === null ? null : readTwice(two),
  }
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)} … (${text.length - LONGEST} more characters)`
}
