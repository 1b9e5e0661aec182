/**
 * @file What a test of reliability counts, and how it hands that to `npm run test:reliability`: as an
 * annotation in Playwright's JSON report.
 */

/** A longer silence of the app is a hang. */
export const HANG_MS = 10_000

export interface Tally {
  /** Kills, races, faults of the storage, bent inputs. */
  readonly tries: number
  /** What was stored, or said to be, and is not there any more. */
  readonly lost: number
  /** What is there twice. */
  readonly doubled: number
  /** What passes for whole and is not, or belongs to nothing. */
  readonly half: number
  /** Silences of the app of more than `HANG_MS`. */
  readonly hangs: number
  /** What reached a server while nothing should have been asked of any. */
  readonly requests: number
  /** The longest silence. */
  readonly slowestMs: number
}

export const NOTHING: Tally = { tries: 0, lost: 0, doubled: 0, half: 0, hangs: 0, requests: 0, slowestMs: 0 }

export function plus(a: Tally, b: Tally): Tally {
  return {
    tries: a.tries + b.tries,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    half: a.half + b.half,
    hangs: a.hangs + b.hangs,
    requests: a.requests + b.requests,
    slowestMs: Math.max(a.slowestMs, b.slowestMs),
  }
}

const TYPE = 'tally'

export interface Annotation {
  readonly type: string
  readonly description?: string
}

export function annotationOf(tally: Tally): Annotation {
  return { type: TYPE, description: JSON.stringify(tally) }
}

/** As in a report of Playwright. */
export interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly Spec[]
}

interface Spec {
  readonly title: string
  readonly tests: readonly {
    readonly annotations: readonly Annotation[]
    readonly results?: readonly { readonly errors: readonly { readonly message?: string }[] }[]
  }[]
}

export function annotationsOf({ suites = [], specs = [] }: Suite): Annotation[] {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations))
  return [...own, ...suites.flatMap(annotationsOf)]
}

/** Why tests of a report failed: the title of each, and what was thrown. */
export function errorsOf({ suites = [], specs = [] }: Suite): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ results = [] }) =>
      results.flatMap(({ errors }) => errors.map(({ message = 'no message' }) => `${title}: ${message}`)),
    ),
  )
  return [...own, ...suites.flatMap(errorsOf)]
}

/** The sum of all tallies in a report. */
export function tallyOf(report: Suite): Tally {
  return annotationsOf(report)
    .filter(({ type }) => type === TYPE)
    .map(({ description = '' }) => JSON.parse(description) as Tally)
    .reduce(plus, NOTHING)
}
