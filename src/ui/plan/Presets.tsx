import type { ReactElement } from 'react'
import { counted } from '../../domain/counted.ts'
import type { Run, RunConfig } from '../../domain/run.ts'
import { formatDuration } from '../../report/model/text.ts'
import { paceOf, timeFor } from './pace.ts'

interface Preset {
  readonly id: string
  readonly title: string
  readonly says: string
  readonly limit: number | null
}

const QUICK_MS = 180_000
const NIGHT_MS = 8 * 3_600_000
/** Where this machine's pace is not known yet. */
const QUICK_ANSWERS = 60
const STANDARD_ANSWERS = 300

/** So many samples of each benchmark as fit into the time, at the pace of these models here. */
function within(ms: number, models: readonly string[], runs: readonly Run[], benchmarks: number): number | null {
  const paces = models.map((model) => paceOf(model, runs))
  if (paces.includes(null)) return null
  const perSample = paces.reduce<number>((sum, pace) => sum + (pace ?? 0), 0) * Math.max(1, benchmarks)
  return Math.max(1, Math.floor(ms / perSample))
}

/** How much is asked, in one press; times are of earlier runs on this machine. */
export function Presets({
  config,
  onChange,
  runs,
  models,
}: {
  config: RunConfig
  onChange: (change: Partial<RunConfig>) => void
  runs: readonly Run[]
  models: readonly string[]
}): ReactElement {
  const benchmarks = config.benchmarks.length
  const night = within(NIGHT_MS, models, runs, benchmarks)
  const presets: readonly Preset[] = [
    {
      id: 'quick',
      title: 'Quick',
      says: 'three minutes; finds what leaks in most answers',
      limit: within(QUICK_MS, models, runs, benchmarks) ?? QUICK_ANSWERS,
    },
    {
      id: 'standard',
      title: 'Standard',
      says: 'intervals of about ten points',
      limit: STANDARD_ANSWERS,
    },
    { id: 'paper', title: 'As the paper', says: 'everything that the benchmark asks', limit: null },
    ...(night === null
      ? []
      : [{ id: 'overnight', title: 'Overnight', says: 'as much as eight hours allow', limit: night }]),
  ]
  const took = (limit: number | null) =>
    limit === null ? null : timeFor(limit * Math.max(1, benchmarks), models, runs)
  return (
    <fieldset className="field presets">
      <legend>How much to ask</legend>
      {presets.map(({ id, title, says, limit }) => {
        const ms = took(limit)
        return (
          <label key={id} className="option">
            <input type="radio" name="preset" checked={config.limit === limit} onChange={() => onChange({ limit })} />
            <span>
              {title}{' '}
              <small className="muted">
                {says}
                {limit !== null && `; at most ${counted(limit, 'sample')} of each benchmark`}
                {ms !== null && `, about ${formatDuration(ms)} here`}
              </small>
            </span>
          </label>
        )
      })}
      <small>Any other number: Limit, below. Under Start stands the smallest difference that so many can show.</small>
    </fieldset>
  )
}
