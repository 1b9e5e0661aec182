/**
 * @file What differs between the files of one audit that two versions made: field by field of `run.json` and of each
 * line of `samples.jsonl`. Every difference is named by the change that it comes from, or by nothing.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Row = { readonly [key: string]: Json }

/** One field that differs; undefined: it is not there. */
export interface Difference {
  /** Where: keys by dots, `metrics[…]` and `samples[…]` by what identifies the row. */
  readonly path: string
  readonly before: Json | undefined
  readonly now: Json | undefined
}

/** A change that was meant, and what it moves. */
export interface Change {
  readonly why: string
  readonly moves: (difference: Difference) => boolean
}

/** What only has another name or place, by its path before: it is compared with what stands there now. */
export type Renamed = readonly (readonly [before: RegExp, now: string, why: string])[]

const METRIC_KEYS = ['benchmark', 'guard', 'condition', 'split', 'task', 'type', 'metric'] as const
const SAMPLE_KEYS = ['guard', 'sampleId'] as const

interface Output {
  readonly run: Row
  readonly samples: readonly Row[]
}

/** All fields that differ, in the order of the paths. Rows of metrics and samples are matched, not counted off. */
export function differencesOf(before: Output, now: Output, renamed: Renamed = []): Difference[] {
  const old = new Map(
    [...fieldsOf(before)].map(([path, value]) => [
      renamed.reduce((name, [pattern, replacement]) => name.replace(pattern, replacement), path),
      value,
    ]),
  )
  const young = fieldsOf(now)
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((path) => old.get(path) !== young.get(path))
    .map((path) => ({ path, before: old.get(path), now: young.get(path) }))
    .toSorted((one, other) => one.path.localeCompare(other.path))
}

function fieldsOf({ run: { metrics, ...run }, samples }: Output): Map<string, Json> {
  return new Map([
    ...fields(run, ''),
    ...rows('metrics', METRIC_KEYS, metrics as readonly Row[]),
    ...rows('samples', SAMPLE_KEYS, samples),
  ])
}

function rows(name: string, keys: readonly string[], all: readonly Row[]): [string, Json][] {
  return all.flatMap((row) => {
    const place = keys.map((key) => textOf(row[key])).join(' / ')
    return fields(row, `${name}[${place}].`).filter(([path]) => !keys.some((key) => path.endsWith(`].${key}`)))
  })
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** A leaf is text, number, yes or no, null, or an empty list: what is compared. */
function fields(value: Json, path: string): [string, Json][] {
  if (value === null || typeof value !== 'object') return [[path.replace(/\.$/, ''), value]]
  const inner = Object.entries<Json>(value)
  return inner.length === 0
    ? [[path.replace(/\.$/, ''), '']]
    : inner.flatMap(([key, one]) => fields(one, `${path}${key}.`))
}

/** Of each change how many fields it moved, and the fields that no change moves. */
export function explained(
  differences: readonly Difference[],
  changes: readonly Change[],
): { readonly counts: ReadonlyMap<string, number>; readonly unexplained: readonly Difference[] } {
  const counts = new Map<string, number>()
  const unexplained = differences.filter((difference) => {
    const change = changes.find(({ moves }) => moves(difference))
    if (change !== undefined) counts.set(change.why, (counts.get(change.why) ?? 0) + 1)
    return change === undefined
  })
  return { counts, unexplained }
}

const at =
  (pattern: RegExp): Change['moves'] =>
  ({ path }) =>
    pattern.test(path)
const appears =
  (pattern: RegExp): Change['moves'] =>
  ({ path, before }) =>
    before === undefined && pattern.test(path)

/**
 * As far as single precision takes a log-probability when the same products are summed up in another order, and what
 * is made of it: relatively, and absolutely where it is next to nothing.
 */
const ROUNDING = 1e-4
const isRounding: Change['moves'] = ({ before, now }) =>
  typeof before === 'number' &&
  typeof now === 'number' &&
  !(Number.isInteger(before) && Number.isInteger(now)) &&
  Math.abs(before - now) <= ROUNDING * Math.max(0.1, Math.abs(before), Math.abs(now))

/** What was put elsewhere between the same two. */
export const MOVED: Renamed = [
  [/\.asked\.begun$/, '.asked.answerPrefix', 'the given beginning of an answer (CHANGELOG, 0.4.0)'],
  [
    /^(metrics\[mllmguard \/.*\/ noise)-clean( \/ (?:ASD|PAR)(?:\[compat\])?\]\.)/,
    '$1$2',
    'numbers over all noisy pictures (CHANGELOG, Fixed; statistics version 4)',
  ],
]

/** What was meant between 38ea53d, the last commit before the tree was put in order (ADR 32), and 0.5.0. */
export const MEANT: readonly Change[] = [
  {
    why: 'versions: app, benchmarks, scorers, libraries',
    moves: at(/^(?:app|benchmarks\..*|scorers\..*|model\.runtime)$|\.scores\.scorer$/),
  },
  {
    why: 'the run’s own: id, when it was made, how long it took, a hash of the versions too',
    moves: at(/^(?:id|identity|createdAt|finishedAt)$|\.(?:at|timings\.\w+|guarded\.ms)$|guard-ms\]\.value$/),
  },
  {
    why: 'lines of samples.jsonl begin with run and model (CHANGELOG, 0.4.0)',
    moves: appears(/^samples\[.*\]\.(?:run|model)$/),
  },
  { why: 'statistics have a version (ADR 30)', moves: appears(/^statistics$/) },
  { why: 'the plan is registered before the first answer (ADR 50)', moves: appears(/^plan$/) },
  {
    why: 'intervals that hold, or none and the reason (ADR 30, statistics version 2)',
    moves: at(/^metrics\[.*\]\.(?:ci(?:\.\d)?|noInterval)$/),
  },
  {
    why: 'beside each number the least that could have been seen (CHANGELOG, 0.4.0)',
    moves: appears(/^metrics\[.*\]\.least$/),
  },
  {
    why: 'tests of pairs know which answers belong together (CHANGELOG, 0.4.0)',
    moves: at(/^metrics\[.*-mcnemar\]\.value$/),
  },
  {
    why: 'task gap and spread: what chance gives, and a test; a test for the chance control (CHANGELOG, 0.4.0)',
    moves: appears(/^metrics\[.*\/ (?:task-(?:gap|spread)-(?:by-chance|p)|ASR-minus-control-p)\]\./),
  },
  {
    why: 'forget quality and model utility need 10 answers of a kind (CHANGELOG, 0.4.0)',
    moves: ({ path, now }) => now === null && /\/ (?:forget-quality|model-utility)\]\.value$/.test(path),
  },
  {
    why: 'n of a difference of two rates is the smaller of the two, no longer their sum (ADR 30, statistics version 2)',
    moves: at(/-gap\]\.n$/),
  },
  { why: 'attention is written out: the last bits of log-probabilities (ADR 61)', moves: isRounding },
]
