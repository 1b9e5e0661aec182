/**
 * @file What the bundled controls gave, as shipped: `public/calibration/controls.json`, made by
 * `npm run calibrate` and scripts/ship-calibration.ts.
 */
import * as v from 'valibot'
import type { ControlFigures } from './controls.ts'
import { LeakscopeError } from '../domain/errors.ts'
import { PAGE_HELD_MS, yieldToEventLoop } from '../domain/yield-to-event-loop.ts'

const text = v.pipe(v.string(), v.nonEmpty())
const number = v.pipe(v.number(), v.finite())
const pair = v.nullable(v.tuple([number, number]))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const metric = v.object({
  benchmark: text,
  metric: text,
  split: v.nullable(v.string()),
  task: v.nullable(v.string()),
  type: v.nullable(v.string()),
  value: v.nullable(number),
  n: count,
  k: v.nullable(number),
  ci: pair,
  expected: pair,
})
const oneControl = v.object({
  model: text,
  name: text,
  files: v.record(v.string(), text),
  runs: v.array(
    v.object({
      benchmark: text,
      version: text,
      shards: v.array(v.object({ id: text, sha256: text })),
      samples: count,
      metrics: v.array(metric),
    }),
  ),
})
const whole = v.object({ format: v.literal('leakscope-controls@1'), madeAt: text, controls: v.array(v.unknown()) })

export interface Controls {
  readonly format: 'leakscope-controls@1'
  /** ISO 8601. */
  readonly madeAt: string
  readonly controls: readonly ControlFigures[]
}

/** @throws LeakscopeError `bad-config` with the place of the first fault. */
export function parseControls(json: unknown): Controls {
  const { controls, ...head } = check(whole, json, '')
  return { ...head, controls: controls.map((one, index) => check(oneControl, one, `controls.${index}.`)) }
}

/** The same in the page: there are thousands of figures, and keys and clicks get their turn meanwhile. */
export async function parseControlsYielding(json: unknown): Promise<Controls> {
  const { controls, ...head } = check(whole, json, '')
  const checked: ControlFigures[] = []
  for (const [index, one] of controls.entries()) {
    await yieldToEventLoop(PAGE_HELD_MS)
    checked.push(check(oneControl, one, `controls.${index}.`))
  }
  return { ...head, controls: checked }
}

function check<Schema extends v.GenericSchema>(schema: Schema, json: unknown, at: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  const issue = result.issues[0]
  const place = v.getDotPath(issue)
  throw new LeakscopeError('bad-config', `controls.json: ${place === null ? 'content' : at + place}: ${issue.message}`)
}

/** Figures that may stand beside a run, how they came about, and why others may not. */
export interface FreshControls {
  readonly figures: readonly ControlFigures[]
  /** One line: what was measured, on what, when; null where no figure is left. */
  readonly source: string | null
  /** One line for each figure that is left out. */
  readonly stale: readonly string[]
}

/**
 * Leaves out what is out of date: figures of a control whose files have changed since, or of another version
 * of a benchmark of the run.
 * @param files SHA-256 of the control's files as they ship now, by model; a control that no longer ships is missing.
 * @param benchmarks versions that the run was made with.
 */
export function freshControls(
  { controls, madeAt }: Controls,
  files: Readonly<Record<string, Readonly<Record<string, string>>>>,
  benchmarks: Readonly<Record<string, string>>,
): FreshControls {
  const stale: string[] = []
  const figures = controls.flatMap((control): ControlFigures[] => {
    const now = files[control.model]
    const changed = Object.entries(control.files).find(([path, sha256]) => now?.[path] !== sha256)
    if (changed !== undefined) {
      stale.push(`${control.name}: ${now === undefined ? 'it no longer ships' : `its ${changed[0]} has changed`}`)
      return []
    }
    const runs = control.runs.filter(({ benchmark, version }) => {
      const wanted = benchmarks[benchmark]
      if (wanted === undefined) return false
      if (wanted !== version)
        stale.push(`${control.name}: measured with ${benchmark}@${version}, this run with @${wanted}`)
      return wanted === version
    })
    return [{ ...control, runs }]
  })
  const used = figures.flatMap(({ runs }) => runs)
  const shards = [...new Set(used.flatMap((run) => run.shards.map(({ id }) => id)))]
  const versions = [...new Set(used.map(({ benchmark, version }) => `${benchmark}@${version}`))]
  const source =
    used.length === 0
      ? null
      : `Controls: what the bundled control models gave when the evaluator was calibrated (${madeAt.slice(0, 10)}, ${versions.join(', ')}, on ${shards.join(', ')}; npm run calibrate). They were not asked the same items unless this run is on the same shard.`
  return { figures, source, stale }
}
