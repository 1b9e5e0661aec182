/** @file The parts of a run that several machines did (parts.ts), put together as the run that one would have done. */
import { LeakscopeError } from '../domain/errors.ts'
import type { Response } from '../domain/response.ts'
import type { Run, RunConfig } from '../domain/run.ts'
import { differences, hashIdentity, identityOf, questionsOf } from './identity.ts'
import { samplesOfPart } from './parts.ts'
import type { Plan } from './prepare.ts'
import { hashPlan } from './registered-plan.ts'

/** What one machine did. */
export interface PartRun {
  /** For messages, e.g. its folder. */
  readonly name: string
  /** With `config.part`, or without it the one part of one. */
  readonly run: Run
  readonly responses: readonly Response[]
}

export interface Merged {
  /** `done` where nothing is missing, else `running`. */
  readonly run: Run
  /** In the order in which the store keeps those of one run: by sample, then by guard. */
  readonly responses: readonly Response[]
  /** What is missing, a line for each part. */
  readonly missing: readonly string[]
}

/**
 * @param plan of the whole run.
 * @param sha256 SHA-256 (hex) of a text.
 * @throws LeakscopeError `bad-config`, naming the part, where one is of another run, is given twice, holds what
 *   is not its own, or is not what its identity says.
 */
export async function mergeParts(
  plan: Plan,
  parts: readonly PartRun[],
  sha256: (text: string) => Promise<string>,
): Promise<Merged> {
  const [first] = parts
  if (first === undefined) throw new LeakscopeError('bad-config', 'there is no part to merge')
  const of = countOf(first)
  const config = wholeConfig(first.run.config)
  const { environment } = first.run
  if (environment === null) throw bad(first, 'no model was loaded for it')
  const identity = identityOf({ config, shards: plan.shards }, environment)
  const byPart = new Map<string, PartRun>()
  for (const part of parts) {
    const name = part.run.config.part ?? WHOLE
    if (countOf(part) !== of) throw bad(part, `it is part ${name}, and ${first.name} is one of ${of} parts`)
    const other = byPart.get(name)
    if (other !== undefined) throw bad(part, `it is part ${name}, and so is ${other.name}`)
    byPart.set(name, part)
    await assertSameRun(part, plan, identity, sha256)
  }

  const responses: Response[] = []
  const missing: string[] = []
  for (let index = 1; index <= of; index++) {
    const name = `${index}/${of}`
    const part = byPart.get(name)
    const planned = ownSamples(plan, name)
    if (part === undefined) {
      missing.push(`part ${name} (${planned.length} samples)`)
      continue
    }
    const lost = unanswered(part, new Set(planned.map(({ id }) => id)), config.guards)
    if (lost > 0) missing.push(`${lost} answers of part ${name} (${part.name})`)
    for (const response of part.responses) responses.push(response)
  }
  responses.sort((a, b) => order(a.sampleId, b.sampleId) || order(a.guard, b.guard))

  const runs = [...byPart.values()].map(({ run }) => run)
  const id = await sha256(JSON.stringify([...byPart].map(([part, { run }]) => `${part} ${run.id}`).toSorted()))
  const ended = runs.map(({ finishedAt }) => finishedAt ?? '').toSorted()
  const run: Run = {
    id: `merged-${id.slice(0, 32)}`,
    identity: await hashIdentity({ ...identity, questions: await questionsOf(plan.samples, sha256) }, sha256),
    // The plans of the parts were registered, and the config that is in them leaves but this one whole.
    ...(runs.some(({ plan: registered }) => registered === undefined)
      ? {}
      : { plan: await hashPlan({ config, ...plan }, plan.samples) }),
    config,
    status: missing.length === 0 ? 'done' : 'running',
    createdAt: runs.map(({ createdAt }) => createdAt).toSorted()[0]!,
    finishedAt: missing.length === 0 ? ended.at(-1)! : null,
    shards: plan.shards,
    benchmarks: first.run.benchmarks,
    environment: { ...environment, selfCheck: (runs.find(failedCheck) ?? first.run).environment!.selfCheck },
    sampleCount: plan.samples.length,
    failure: null,
  }
  return { run, responses: responses.map((one) => ({ ...one, runId: run.id })), missing }
}

/** The same without what makes it a part. */
export function wholeConfig(config: RunConfig): RunConfig {
  const { part, ...whole } = config
  return part === undefined ? config : whole
}

/** A config does not name the one part of one. */
const WHOLE = '1/1'

function countOf({ run }: PartRun): number {
  return Number((run.config.part ?? WHOLE).split('/')[1])
}

function ownSamples({ samples }: Plan, name: string | undefined): Plan['samples'] {
  return name === WHOLE ? samples : samplesOfPart(samples, name)
}

/** Its questions, model, data and settings: its identity is a hash of them all. */
async function assertSameRun(
  part: PartRun,
  plan: Plan,
  whole: ReturnType<typeof identityOf>,
  sha256: (text: string) => Promise<string>,
): Promise<void> {
  const { run } = part
  if (run.environment === null) throw bad(part, 'no model was loaded for it')
  const own = identityOf({ config: wholeConfig(run.config), shards: run.shards }, run.environment)
  const changes = [...differences(whole, own), ...differences(plan.benchmarks, run.benchmarks, 'benchmarks')]
  if (changes.length > 0)
    throw bad(part, `it is of another run: ${changes.slice(0, 3).join('; ')}${changes.length > 3 ? '; and more' : ''}`)
  const samples = ownSamples(plan, run.config.part)
  const questions = await questionsOf(samples, sha256)
  const identity = await hashIdentity({ ...own, config: run.config, questions }, sha256)
  if (identity !== run.identity)
    throw bad(
      part,
      'its identity is not that of its questions, model and settings: other questions were asked, or its files were changed',
    )
  if (run.plan !== undefined && run.plan !== (await hashPlan(run, samples)))
    throw bad(part, 'its plan is not the one that was registered before its first answer')
}

/** @returns how many answers it lacks. */
function unanswered(part: PartRun, own: ReadonlySet<string>, guards: readonly string[]): number {
  const seen = new Set<string>()
  for (const { sampleId, guard } of part.responses) {
    const key = JSON.stringify([sampleId, guard])
    if (!own.has(sampleId)) throw bad(part, `it holds an answer to "${sampleId}", which is not its own`)
    if (!guards.includes(guard)) throw bad(part, `it holds an answer behind "${guard}", which was not asked for`)
    if (seen.has(key)) throw bad(part, `it holds two answers to "${sampleId}"`)
    seen.add(key)
  }
  return own.size * guards.length - seen.size
}

function failedCheck({ environment }: Run): boolean {
  return environment?.selfCheck.passed === false
}

/** As IndexedDB orders texts: by UTF-16 code unit. */
function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function bad({ name }: PartRun, reason: string): LeakscopeError {
  return new LeakscopeError('bad-config', `${name}: ${reason}`)
}
