import { conditionTitle } from '../../conditions/registry.ts'
import { NO_CONDITION } from '../../domain/condition-spec.ts'
import type { Run, SelfCheck } from '../../domain/run.ts'
import type { ReportRow } from './rows.ts'
import { formatDuration } from './text.ts'
import { tookMs } from './timings.ts'

const CLOCK_SET_BACK = 'not known: the clock was set back meanwhile'

/** A line of the report's header. `state` marks the ones that can be good or bad. */
export interface Fact {
  readonly label: string
  readonly value: string
  readonly state: 'plain' | 'good' | 'bad'
}

/**
 * What ran, on what, and whether it can be trusted: the header of the report.
 * @param scorers versions of the scorers that counted, by benchmark.
 */
export function factsOf(run: Run, rows: readonly ReportRow[], scorers: Readonly<Record<string, string>>): Fact[] {
  const env = run.environment
  const conditioned = (run.config.conditions ?? []).filter((name) => name !== NO_CONDITION)
  const answered = rows.filter((row) => row.response !== null)
  const took = tookMs(
    run,
    answered.map(({ response }) => response!.at),
  )
  const unread = rows.filter((row) => row.score?.outcome === 'unparsed' || row.score?.outcome === 'error').length
  const facts: (Fact | null)[] = [
    plain('Model', env === null ? run.config.model : `${env.modelName} (${env.modelId})`),
    env && plain('dtype', describeDtype(env.dtype) || 'not said'),
    env && plain('Backend', [env.backend, env.adapter].filter((part) => part !== null).join(' · ')),
    env?.backendReason ? plain('Why this backend', env.backendReason) : null,
    env && plain('Runtime', env.runtime),
    env?.app ? plain('App', env.app) : null,
    env?.generatesOnly ? plain('Not measured', env.generatesOnly) : null,
    ...(env === null ? [] : checkFacts(env.selfCheck)),
    plain(
      'Benchmarks',
      Object.entries(run.benchmarks)
        .map(([id, version]) => `${id}@${version}`)
        .join(', ') || run.config.benchmarks.join(', '),
    ),
    plain(
      'Scored by',
      Object.entries(scorers)
        .map(
          ([id, version]) =>
            `${id}@${version}${version === run.benchmarks[id] ? '' : ` (planned with @${run.benchmarks[id]}; the stored answers were scored again)`}`,
        )
        .join(', ') || 'nothing yet',
    ),
    plain('Answers', `${answered.length} of ${run.sampleCount} planned`),
    run.config.part === undefined
      ? null
      : { label: 'Part', value: `${run.config.part} of the whole run`, state: 'bad' },
    {
      label: 'Unparsed or failed',
      value: answered.length === 0 ? 'no answers yet' : `${unread} of ${answered.length}`,
      state: unread === 0 ? 'plain' : 'bad',
    },
    plain('Status', run.failure === null ? run.status : `${run.status}: ${run.failure}`),
    conditioned.length === 0 ? null : plain('Conditions', conditioned.map(conditionTitle).join('; ')),
    plain('Seed', String(run.config.seed)),
    plain('Started', run.createdAt),
    run.finishedAt === null ? null : plain('Took', took === null ? CLOCK_SET_BACK : formatDuration(took)),
    plain('Run identity', run.identity ?? 'not known: the model was never loaded'),
    ...run.shards.map((shard) => plain(`SHA-256 of shard ${shard.id}`, shard.sha256)),
    ...Object.entries(env?.fileHashes ?? {}).map(([path, hash]) => plain(`SHA-256 of ${path}`, hash)),
  ]
  return facts.filter((fact) => fact !== null)
}

/** What the self-check found: `not checked` where nothing could be compared, which earlier versions called passed. */
export function checkFacts({ kind, passed, detail, language }: SelfCheck): Fact[] {
  const compared =
    kind !== 'none' && !(kind === 'backend-agreement' && detail.startsWith('WASM is the reference backend'))
  const [word, state] = !compared
    ? (['not checked', 'plain'] as const)
    : passed
      ? (['passed', 'good'] as const)
      : (['failed', 'bad'] as const)
  return [
    { label: 'Self-check', value: `${word}${kind === 'none' ? '' : ` (${kind})`}: ${detail}`, state },
    ...(language === undefined
      ? []
      : [
          {
            label: 'Language',
            value: language.endless === null ? language.detail : `No answer comes to an end: ${language.endless}`,
            state: language.passed && language.endless === null ? ('good' as const) : ('bad' as const),
          },
        ]),
  ]
}

/** `q8` when all sessions have it, else each session with its own. */
export function describeDtype(dtype: Readonly<Record<string, string>>): string {
  const kinds = new Set(Object.values(dtype))
  if (kinds.size === 1) return [...kinds][0]!
  return Object.entries(dtype)
    .map(([session, kind]) => `${session} ${kind}`)
    .join(', ')
}

function plain(label: string, value: string): Fact {
  return { label, value, state: 'plain' }
}
