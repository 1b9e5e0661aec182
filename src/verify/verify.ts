/**
 * @file Whether an audit says what its answers say: every hash, the plan that was registered, every sample of it
 * answered once, every score and every number made again from the answers, by the code that made them. It needs
 * nothing but the file.
 */
import { BENCHMARKS } from '../benchmarks/registry.ts'
import { APP_VERSION } from '../domain/app-version.ts'
import { STATISTICS_VERSION } from '../domain/statistics/version.ts'
import { answerLines } from '../report/export/answers.ts'
import { metricsCsv } from '../report/export/csv.ts'
import type { ExportInput, RunJson } from '../report/export/export.ts'
import type { PrivateRow } from '../report/export/evidence.ts'
import { readExported, readPrivateRow, readRunJson } from '../report/export/read.ts'
import { runsJson } from '../report/export/runs.ts'
import { differences, hashIdentity, identityOf, questionsOf } from '../run/identity.ts'
import { evaluate } from '../run/results.ts'
import { PLAN, PLAN_FORMAT, type Planned } from '../run/registered-plan.ts'
import type { PlannedSample } from '../run/types.ts'
import {
  type Bytes,
  decode,
  encode,
  filesIn,
  isSigned,
  PUBLIC_KEY,
  sha256Of,
  SIGNATURE,
  SUMS,
  sumsOf,
  zipOf,
} from './bundle.ts'

/** One thing that was looked at. */
export interface Check {
  readonly what: string
  /** null: it cannot be told here, since other versions made what differs. */
  readonly passed: boolean | null
  /** What was found: counts where it passed, what differs where not. */
  readonly found: string
}

export interface Verdict {
  readonly checks: readonly Check[]
  /** Whether all of them passed. */
  readonly passed: boolean
  /** What that shows, and what it does not, in a sentence or two. */
  readonly conclusion: string
  /** SHA-256 of the public key that it is signed with; null where it is not signed. */
  readonly signer: string | null
  /** What does not matter to any number, and is told all the same. */
  readonly notes: readonly string[]
}

/** What whoever verifies knows from elsewhere; absent: nothing is known. */
export interface Expected {
  /** SHA-256 (hex) of the public key that it must be signed with. */
  readonly signer?: string | undefined
  /** SHA-256 (hex) of the plan, as the auditor told it before the first answer. */
  readonly plan?: string | undefined
}

const NEEDED = ['run.json', 'samples.jsonl', 'metrics.csv', 'report.html', PLAN]
/** Differences that are named; of more their number. */
const NAMED = 5

/** All of it, which takes seconds for thousands of answers. */
export async function verifyBundle(bundle: Bytes, expected: Expected = {}): Promise<Verdict> {
  const { files, ...hashed } = await verifyHashes(bundle, expected.signer)
  const [checks, notes] = [[...hashed.checks], [...hashed.notes]]
  const versions =
    files.size > 0 ? await answers(files, lookInto(checks), expected.plan, (note) => notes.push(note)) : null
  const passed = checks.every((check) => check.passed === true)
  const conclusion = checks.some((check) => check.passed === false)
    ? 'It is not what it says.'
    : passed || versions === null
      ? conclusionOf(hashed.signer, expected)
      : `Whether its numbers are those of its answers cannot be told here: ${versions}. Nothing else is wrong.`
  return { checks, passed, signer: hashed.signer, notes, conclusion }
}

/** Whoever makes a file makes its hashes: what no check of the file alone can show is said. */
function conclusionOf(signer: string | null, expected: Expected): string {
  if (signer === null)
    return (
      'Its numbers are those of its answers. Nobody signed it, so that this shows consistency alone: ' +
      'somebody else may have made it, or have changed its answers and all that hangs on them.'
    )
  return expected.signer === undefined
    ? 'Its numbers are those of its answers, and nothing was changed since the owner of the key signed it. Whose key that is, no file can tell.'
    : 'Its numbers are those of its answers, and nothing was changed since the expected key signed it.'
}

/** That the file is what it was when it was made: hashes, signature and wrapping; what the files say is not read. */
export async function verifyHashes(
  bundle: Bytes,
  signer?: string,
): Promise<Omit<Verdict, 'conclusion'> & { readonly files: ReadonlyMap<string, Bytes> }> {
  const checks: Check[] = []
  const notes: string[] = []
  const look = lookInto(checks)
  let signedBy: string | null = null
  let files = new Map<string, Bytes>()
  const opened = await look('The file opens', async () => {
    files = await filesIn(bundle)
    return `${files.size} files, ${bundle.length} bytes`
  })
  if (!opened) return { checks, passed: false, signer: null, notes, files }
  await look('Every file has the hash that SHA256SUMS says', () => hashes(files))
  if (files.has(SIGNATURE) || files.has(PUBLIC_KEY) || signer !== undefined)
    await look('The hashes are signed', async () => {
      if (!(await isSigned(files))) throw new Error('the signature is not of these hashes by the key in the file')
      const key = await sha256Of(files.get(PUBLIC_KEY)!)
      if (signer !== undefined && key !== signer) throw new Error(`signed by another key, whose SHA-256 is ${key}`)
      signedBy = key
      return `Ed25519, by the key whose SHA-256 is ${key}`
    })
  const passed = checks.every((check) => check.passed === true)
  if (passed && !equal(await zipOf(files), bundle)) notes.push(REPACKED)
  return { checks, passed, signer: signedBy, notes, files }
}

export const REPACKED =
  'The ZIP was packed by another program, or its wrapping was changed; the files in it are those that are told of here'

/** @param failed what a failure is: wrong, unless told otherwise. */
type Look = (what: string, find: () => Promise<string>, failed?: false | null) => Promise<boolean>

function lookInto(checks: Check[]): Look {
  return async (what, find, failed = false) => {
    try {
      checks.push({ what, passed: true, found: await find() })
      return true
    } catch (error) {
      checks.push({ what, passed: failed, found: error instanceof Error ? error.message : String(error) })
      return false
    }
  }
}

async function hashes(files: ReadonlyMap<string, Bytes>): Promise<string> {
  const missing = [SUMS, ...NEEDED].filter((name) => !files.has(name))
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`)
  const own = new Map([...files].filter(([name]) => ![SUMS, SIGNATURE, PUBLIC_KEY].includes(name)))
  const [said, are] = [decode(files.get(SUMS)!), await sumsOf(own)]
  if (said === are) return `${own.size} files`
  const lines = new Set(said.split('\n'))
  const other = are.split('\n').filter((line) => !lines.has(line))
  throw new Error(
    other.length === 0
      ? `${SUMS} names what is not there`
      : `not as ${SUMS} says: ${other.map((line) => line.slice(66)).join(', ')}`,
  )
}

/**
 * What the files say, against what is made of the answers in them. Rules and statistics change with versions: what
 * earlier ones made of the same answers is no lie, and nothing that this one could see through either.
 * @returns which other versions made scores and numbers; null: those that are here.
 */
async function answers(
  files: ReadonlyMap<string, Bytes>,
  look: Look,
  expectedPlan: string | undefined,
  note: (note: string) => void,
): Promise<string | null> {
  let run!: RunJson
  let rows!: readonly PrivateRow[]
  let planned!: Planned
  let plan!: readonly PlannedSample[]
  const read = await look('Its files can be read', async () => {
    run = readRunJson(textOf(files, 'run.json'))
    rows = linesOf(files, 'samples.jsonl').map((line, at) => readPrivateRow(line, `samples.jsonl, line ${at + 1}`))
    ;({ planned, samples: plan } = readPlan(linesOf(files, PLAN)))
    return `${rows.length} answers`
  })
  if (!read) return null
  const versions = otherVersions(run)
  const lookAtMade: Look = (what, find) => look(what, find, versions === null ? false : null)
  const given = readExported(run, rows)
  if (run.plan === undefined && expectedPlan === undefined) note(UNREGISTERED)
  else
    await look('The plan is the one that was registered before the first answer', () =>
      registered(run, files.get(PLAN)!, planned, expectedPlan),
    )
  await look('Questions, model, data and settings are those that the run was begun with', () => begunWith(given, plan))
  await look('Every sample of the plan is answered once', async () => answeredOnce(run, rows, plan))
  let again!: ExportInput
  const made = await look('Every score can be made again', async () => {
    const { judgements } = given
    const { scores, metrics } = evaluate(BENCHMARKS, plan, given.responses, judgements)
    again = { ...given, samples: plan, scores, metrics }
    return `${scores.length} scores, ${metrics.length} numbers`
  })
  if (!made) return versions
  await lookAtMade('Every answer has the score that its text has', async () =>
    same(
      linesOf(files, 'samples.jsonl'),
      [...answerLines([again], 'private')].map((line) => line.trimEnd()),
    ),
  )
  await lookAtMade('Every number of run.json is that of the answers', async () =>
    sameRun(textOf(files, 'run.json'), runsJson([again])),
  )
  await lookAtMade('Every number of metrics.csv is that of the answers', async () =>
    same(textOf(files, 'metrics.csv').split('\n'), metricsCsv([again]).split('\n')),
  )
  return versions
}

/** What made the scores and numbers of a run and is not what is here, in words; null: nothing. */
function otherVersions({ app, scorers, statistics }: RunJson): string | null {
  const here = BENCHMARKS.map(({ meta }) => `${meta.id}@${meta.version}`)
  const parts = [
    ...scorers.filter((scorer) => !here.includes(scorer)),
    ...(statistics === STATISTICS_VERSION ? [] : [`statistics ${statistics ?? 'without a version'}`]),
  ]
  const release = app?.split('+', 1)[0] ?? null
  if (parts.length === 0 && (release === null || release === APP_VERSION)) return null
  const by = release === null ? 'an earlier version' : `Leakscope ${release}`
  const made = parts.length === 0 ? by : `${by} (${parts.join(', ')})`
  return `they were made by ${made}, and this is ${APP_VERSION}; verify it with the version that made it`
}

export const UNREGISTERED =
  'No plan was registered before the first answer: its answers were made elsewhere, or by an earlier version'

/** @throws Error for what is no plan. */
export function readPlan([head, ...lines]: readonly string[]): {
  readonly planned: Planned
  readonly samples: readonly PlannedSample[]
} {
  const { format, ...planned } = JSON.parse(head ?? 'null') as Planned & { readonly format: string }
  if (format !== PLAN_FORMAT) throw new Error(`${PLAN} does not begin with ${PLAN_FORMAT}`)
  return { planned, samples: lines.map((line) => JSON.parse(line) as PlannedSample) }
}

/** The run, which tells the plan's hash with every answer, was stored with it before the first one. */
async function registered(
  run: RunJson,
  bytes: Bytes,
  { config, shards, benchmarks }: Planned,
  expected: string | undefined,
): Promise<string> {
  const is = await sha256Of(bytes)
  if (is !== run.plan) throw new Error(`the plan of the run was ${run.plan ?? 'not registered'}, this one is ${is}`)
  if (expected !== undefined && is !== expected)
    throw new Error(`the plan that was told is ${expected}, this one is ${is}`)
  const changes = differences(
    { config, shards, benchmarks },
    { config: run.config, shards: run.shards, benchmarks: run.benchmarks },
  )
  if (changes.length > 0) throw new Error(`the run is not as planned: ${shortened(changes)}`)
  return `SHA-256 ${is}${expected === undefined ? '' : ', as it was told'}`
}

/** The run's identity, which was hashed before the first answer, holds a hash of every question. */
async function begunWith({ run }: ExportInput, plan: readonly PlannedSample[]): Promise<string> {
  if (run.identity === null || run.environment === null) return 'not known: the answers were made elsewhere'
  const sha256 = (text: string) => sha256Of(encode(text))
  const identity = await hashIdentity(identityOf(run, run.environment, await questionsOf(plan, sha256)), sha256)
  if (identity !== run.identity) throw new Error('its questions, model, data or settings are not those of its identity')
  return `identity ${identity}`
}

function answeredOnce(run: RunJson, rows: readonly PrivateRow[], plan: readonly PlannedSample[]): string {
  const open = new Set(plan.flatMap(({ id }) => run.config.guards.map((guard) => JSON.stringify([id, guard]))))
  const planned = open.size
  for (const { sampleId, guard } of rows)
    if (!open.delete(JSON.stringify([sampleId, guard])))
      throw new Error(`"${sampleId}" behind ${guard} is answered twice, or was not planned`)
  const [first] = open
  if (first !== undefined) throw new Error(`${open.size} of ${planned} have no answer, ${first} among them`)
  return `${planned} of ${planned}`
}

/** As far as numbers may differ, relatively: two engines' exp and log differ in the last bit (docs/quirks.md). */
const TOLERANCE = 1e-9

/** `made`, with each number that is that of `said` but for the last bits replaced by it. */
function agreeing(said: unknown, made: unknown): unknown {
  if (typeof said === 'number' && typeof made === 'number')
    return Math.abs(said - made) <= TOLERANCE * Math.max(1, Math.abs(said), Math.abs(made)) ? said : made
  if (Array.isArray(said) && Array.isArray(made)) return made.map((item, at) => agreeing(said[at], item))
  if (typeof said !== 'object' || typeof made !== 'object' || said === null || made === null) return made
  return Object.fromEntries(
    Object.entries(made).map(([key, item]) => [key, agreeing((said as Record<string, unknown>)[key], item)]),
  )
}

/** Line by line; what differs is named by its sample and field. */
function same(said: readonly string[], made: readonly string[]): string {
  const found: string[] = []
  for (let at = 0; at < Math.max(said.length, made.length); at++) {
    const [line, other] = [said[at], made[at]]
    if (line !== other) found.push(...different(line, other, at))
  }
  if (found.length === 0) return `${made.length} lines`
  throw new Error(shortened(found))
}

/** A number that differs is named by what it is of. */
function sameRun(said: string, made: string): string {
  if (said === made) return `${(JSON.parse(made) as RunJson).metrics.length} numbers`
  const named = (text: string) => {
    const { metrics, ...run } = JSON.parse(text) as RunJson
    const nameOf = ({ benchmark, metric, split, task, type, guard, condition }: RunJson['metrics'][number]) =>
      [benchmark, metric, split, task, type, guard, condition].filter((part) => part != null).join(' ')
    return { run, ...Object.fromEntries(metrics.map((metric) => [nameOf(metric), metric])) }
  }
  const [before, now] = [named(said), named(made)]
  const changes = differences(before, agreeing(before, now))
  if (changes.length > 0) throw new Error(shortened(changes))
  return `${Object.keys(now).length - 1} numbers`
}

function shortened(found: readonly string[]): string {
  return found.slice(0, NAMED).join('; ') + (found.length > NAMED ? `; ${found.length - NAMED} more` : '')
}

function different(said: string | undefined, made: string | undefined, at: number): string[] {
  const where = `line ${at + 1}`
  if (said === undefined || made === undefined) return [`${where} is ${said === undefined ? 'missing' : 'too many'}`]
  const [before, now] = [fieldsOf(said), fieldsOf(made)]
  const { sampleId } = before as { sampleId?: string }
  return differences(before, agreeing(before, now)).map((change) => `${sampleId ?? where}: ${change}`)
}

/** Of a line of JSON or of CSV; a field that is a number is one. */
function fieldsOf(line: string): object {
  if (line.startsWith('{')) return JSON.parse(line) as object
  return line.split(',').map((field) => (/^-?\d/.test(field) && Number.isFinite(Number(field)) ? Number(field) : field))
}

function textOf(files: ReadonlyMap<string, Bytes>, name: string): string {
  const bytes = files.get(name)
  if (bytes === undefined) throw new Error(`${name} is missing`)
  return decode(bytes)
}

function linesOf(files: ReadonlyMap<string, Bytes>, name: string): string[] {
  return textOf(files, name)
    .split('\n')
    .filter((line) => line !== '')
}

function equal(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
