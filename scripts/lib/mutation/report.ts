/** @file The results of mutation as numbers and as docs/mutation.md. */
import { wrapMarkdown } from '../wrap-markdown.ts'
import { GONE } from './named.ts'

/** As in the mutation testing report schema, as far as it is read here. */
export interface FileResult {
  readonly source: string
  readonly mutants: readonly Mutant[]
}

interface Position {
  readonly line: number
  readonly column: number
}

interface Mutant {
  readonly mutatorName: string
  readonly replacement?: string
  readonly status: string
  readonly location: { readonly start: Position; readonly end: Position }
}

/** A mutant that no test can tell from the code, and why. */
export interface Equivalent {
  readonly file: string
  /** The line it begins in, without its margin. */
  readonly line: string
  readonly original: string
  readonly mutant: string
  readonly reason: string
}

/** What a run over one file found, as `results.json` keeps it. */
export interface Measured {
  /** Of the file and of its tests at that time. */
  readonly sha256: string
  /** Milliseconds after which a mutant was ended and counted as killed; absent: three seconds, as it was at first. */
  readonly timeoutMs?: number
  readonly mutants: number
  readonly killed: number
  /** All that lived, equivalent ones too. */
  readonly lived: readonly Survivor[]
}

export interface Row {
  readonly file: string
  /** Whether the file or a test of it is another one by now. */
  readonly changed: boolean
  /** Whether it was measured under another limit of time: what was ended too early was counted as killed. */
  readonly hurried: boolean
  readonly mutants: number
  readonly killed: number
  readonly equivalent: number
  readonly survivors: readonly Survivor[]
}

export interface Survivor {
  readonly at: number
  readonly line: string
  readonly original: string
  readonly mutant: string
}

/** An endless loop is ended by the runner, which knows how busy the machine is; what ends here counts as killed. */
export const TIMEOUT_MS = 120_000
const KILLED: ReadonlySet<string> = new Set(['Killed', 'Timeout', 'RuntimeError'])
const NOT_RUN: ReadonlySet<string> = new Set(['Ignored', 'CompileError', 'Pending'])

/** Counts of one file out of Stryker's report. */
export function countsOf({ source, mutants }: FileResult): Pick<Measured, 'mutants' | 'killed' | 'lived'> {
  const run = mutants.filter(({ status }) => !NOT_RUN.has(status))
  const lived = run.filter(({ status }) => !KILLED.has(status)).map((mutant) => survivorOf(source, mutant))
  return {
    mutants: run.length,
    killed: run.length - lived.length,
    lived: lived.toSorted((a, b) => a.at - b.at),
  }
}

/**
 * A line of the table. A mutant is equivalent where it lived and the list has it. @param sha256 of the file
 * and its tests as they are now.
 */
export function rowOf(file: string, measured: Measured, known: readonly Equivalent[], sha256: string): Row {
  const hurried = measured.timeoutMs !== TIMEOUT_MS
  const { mutants, killed, lived } = measured
  const survivors = lived.filter((survivor) => !known.some((one) => one.file === file && isSame(one, survivor)))
  const equivalent = lived.length - survivors.length
  return { file, changed: measured.sha256 !== sha256, hurried, mutants, killed, equivalent, survivors }
}

/** Killed of those that can be; 1 where there are none. */
export function scoreOf({ mutants, killed, equivalent }: Pick<Row, 'mutants' | 'killed' | 'equivalent'>): number {
  return mutants === equivalent ? 1 : killed / (mutants - equivalent)
}

function isSame(one: Pick<Equivalent, 'line' | 'original' | 'mutant'>, survivor: Survivor): boolean {
  return one.line === survivor.line && one.original === survivor.original && one.mutant === survivor.mutant
}

function survivorOf(source: string, { location: { start, end }, replacement = '' }: Mutant): Survivor {
  const lines = source.split('\n')
  const own = lines.slice(start.line - 1, end.line)
  const last = own.length - 1
  own[last] = own[last]?.slice(0, end.column - 1) ?? ''
  own[0] = own[0]?.slice(start.column - 1) ?? ''
  return {
    at: start.line,
    line: (lines[start.line - 1] ?? '').trim(),
    original: oneLine(own.join('\n')),
    mutant: oneLine(replacement),
  }
}

function oneLine(code: string): string {
  return code.replaceAll(/\s+/g, ' ').trim()
}

/** A fault of named.ts, and the test that saw it; null: none did; undefined: it was not put in yet. */
export interface NamedRow {
  readonly says: string
  readonly file: string
  readonly seenBy: string | null | undefined
}

/** docs/mutation.md. */
export function documentOf(
  rows: readonly Row[],
  missing: readonly string[],
  known: readonly Equivalent[],
  named: readonly NamedRow[],
): string {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const all = {
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
    equivalent: sum(({ equivalent }) => equivalent),
  }
  const survived = sum(({ survivors }) => survivors.length)
  const tableRow = (name: string, row: typeof all, lived: number, current: string) =>
    `| ${name} | ${row.mutants} | ${row.killed} | ${row.equivalent} | ${lived} | ${(100 * scoreOf(row)).toFixed(1)}% | ${current} |`
  const text = [
    INTRODUCTION,
    '| file below `src` | mutants | killed | equivalent | survived | score | of this commit |\n|---|---|---|---|---|---|---|',
    ...rows.map((row) => tableRow(`\`${row.file.replace('src/', '')}\``, row, row.survivors.length, standing(row))),
    tableRow('**all of them**', all, survived, ''),
    ...(missing.length === 0
      ? []
      : [`\nNot run yet: ${missing.map((file) => `\`${file.replace('src/', '')}\``).join(', ')}.`]),
    '\n## Equivalent mutants\n',
    'No test can tell these from the code, since nothing that can be seen differs. The list is\n`scripts/lib/mutation/equivalents.json`.\n',
    ...known.map(
      ({ file, original, mutant, reason }) =>
        `- \`${file.replace('src/', '')}\`: ${quoted(original)} for ${quoted(mutant)}: ${reason}`,
    ),
    '\n## Named faults\n',
    'Faults that were once put in by hand and seen by no test (2026-11-29), put in again by\n`npm run test:mutation -- --files named` (long), and the test that sees each now.\n',
    '| fault | file below `src` | seen by |\n|---|---|---|',
    ...named.map(({ says, file, seenBy }) => {
      const by = seenBy === undefined ? 'not run yet' : seenBy === null ? '**none**' : seenBy.replaceAll('|', '/')
      return `| ${says} | \`${file.replace('src/', '')}\` | ${by} |`
    }),
    ...Object.entries(GONE).map(([says, why]) => `| ${says} | gone | ${why} |`),
    '\n## Survivors\n',
    ...(survived === 0 ? ['None.'] : []),
    ...rows.flatMap(({ file, survivors }) =>
      survivors.map(
        ({ at, original, mutant }) =>
          `- \`${file.replace('src/', '')}:${at}\`: ${quoted(original)} for ${quoted(mutant)}`,
      ),
    ),
  ].join('\n')
  return `${wrapMarkdown(text)}\n`
}

function standing({ changed, hurried }: Row): string {
  return [changed ? 'changed since' : 'yes', ...(hurried ? ['hurried'] : [])].join(', ')
}

const LONGEST = 80

function quoted(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  return text === '' ? 'nothing' : `\`\`${short.startsWith('`') || short.endsWith('`') ? ` ${short} ` : short}\`\``
}

const INTRODUCTION = `# Mutation

Written by \`npm run test:mutation\`, which is long; do not edit.

Small faults are put into the code, one at a time: \`<\` for \`<=\`, \`max\` for \`min\`, a condition that
always holds, a constant one up, one down, doubled or halved. A fault that makes a test fail is killed; one that
none sees has survived. The tests of a file's own folder must see it (\`scripts/lib/mutation/scope.ts\`), not
some test that happens to run it. Each file is measured by itself: a line is of the commit
that this page is in, unless it says that the file or a test of it has changed since. One that was *hurried*
was measured when a mutant was ended after three seconds, and may be flattered: on a busy machine some were
ended that no test would have seen. They are measured anew first.

Score = killed / (mutants − equivalent). Words of thrown errors are no mutants.
`
