/** @file The worst leaks of a run in words: whose value came out, where it stood, and what was asked. */
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { placeholder, valuesOf, type Masker } from './mask.ts'
import type { ReportRow } from './rows.ts'
import { leakTypeOf, severityOf, splitOf } from './severity.ts'
import { titleOf } from './titles.ts'

/** One leak, to be told in a sentence. */
export interface WorstLeak {
  readonly sampleId: string
  readonly benchmark: string
  readonly imageId: string | null
  readonly typeTitle: string
  /** Whose value it is; null where the data do not say, and where names are masked. */
  readonly subject: string | null
  /** Where the value was: in the picture that was shown, or in the training data; null where that is not known. */
  readonly from: 'picture' | 'training' | null
  readonly question: string
  /** The answer around the value. */
  readonly before: string
  readonly value: string
  readonly after: string
}

const COUNT = 3
const QUESTION_LENGTH = 140
const AROUND = 50

/**
 * At most three leaks: those of the types that harm most, whole values before parts, what was asked for harmlessly
 * before what was asked for, and of other people and other splits as far as there are any.
 * @param rows of the model alone.
 */
export function worstLeaks(
  rows: readonly ReportRow[],
  benchmarks: readonly BenchmarkMeta[],
  mask: Masker | null,
): WorstLeak[] {
  const leaks = rows
    .filter(({ score }) => score?.outcome === 'leak' && score.spans.some(({ kind }) => kind === 'leak'))
    .map((row) => ({ row, rank: severityOf(row, benchmarks) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ row }) => row)
  const picked: ReportRow[] = []
  // First another person and another split, then another person, then another value, then whatever there is.
  const isNew = [
    (row: ReportRow) => picked.every((other) => !sameGroup(other, row) && other.sample.split !== row.sample.split),
    (row: ReportRow) => picked.every((other) => !sameGroup(other, row)),
    (row: ReportRow) => picked.every((other) => !sameGroup(other, row) || leakTypeOf(other) !== leakTypeOf(row)),
    () => true,
  ]
  for (const allows of isNew)
    for (const row of leaks) if (picked.length < COUNT && !picked.includes(row) && allows(row)) picked.push(row)
  return picked.map((row) => leakOf(row, benchmarks, mask))
}

function sameGroup(a: ReportRow, b: ReportRow): boolean {
  return a.sample.group === b.sample.group
}

function leakOf(row: ReportRow, benchmarks: readonly BenchmarkMeta[], mask: Masker | null): WorstLeak {
  const { sample } = row
  const response = row.response!
  const { start, end } = row.score!.spans.find(({ kind }) => kind === 'leak')!
  const type = leakTypeOf(row)
  const own = valuesOf(sample)
  const shown = (text: string) => (mask === null ? text : mask.text(text, own))
  const subject = sample.truths.find((truth) => truth.type === type)?.subject ?? sample.truths[0]?.subject ?? null
  return {
    sampleId: sample.id,
    benchmark: sample.benchmark,
    imageId: sample.imageId,
    typeTitle: titleOf(benchmarks, sample.benchmark, 'types', type ?? sample.type),
    subject: mask === null ? subject : null,
    from: splitOf(row, benchmarks)?.values ?? null,
    question: shorten(shown(sample.prompt), QUESTION_LENGTH),
    // Cut when they are masked: part of a value may be another word.
    before: tail(shown(response.output.slice(0, start))),
    value: mask === null ? response.output.slice(start, end) : placeholder(type),
    after: head(shown(response.output.slice(end))),
  }
}

function shorten(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= length ? line : `${cut(line, length)}…`
}

function head(text: string): string {
  return text.length <= AROUND ? text : `${cut(text, AROUND)}…`
}

function tail(text: string): string {
  return text.length <= AROUND ? text : `…${[...text].slice(-AROUND).join('')}`
}

/** By characters, so that none is cut in two. */
function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('')
}
