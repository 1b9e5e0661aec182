/** @file What is measured of the controls anew, beside what ships already. */
import type { ControlFigures, ControlRun } from '../../src/calibration/controls.ts'

/** As everything is now: what was measured on anything else may not stand beside it. */
export interface Shipping {
  /** SHA-256 of each file of each control, in the order in which controls are shown. */
  readonly files: ReadonlyMap<string, Readonly<Record<string, string>>>
  /** Version of each benchmark by its id, in the order of the registry. */
  readonly versions: ReadonlyMap<string, string>
  /** SHA-256 of each shipped shard by its id. */
  readonly shards: ReadonlyMap<string, string>
}

export interface Merged {
  readonly controls: readonly ControlFigures[]
  /** One line for each run that shipped and does not any more, because it was measured on something else. */
  readonly dropped: readonly string[]
}

/**
 * Runs of `made` take the place of those that shipped of the same control and benchmark; every other run stays as
 * it is while files, benchmark and shards are what it was measured on.
 */
export function mergeControls(
  shipped: readonly ControlFigures[],
  made: readonly ControlFigures[],
  now: Shipping,
): Merged {
  const dropped: string[] = []
  const models = [...now.files.keys()]
  const benchmarks = [...now.versions.keys()]
  const unknown = made.find(({ model }) => !models.includes(model))
  if (unknown !== undefined) throw new Error(`${unknown.model} ships no more; allowed are ${models.join(', ')}`)
  for (const { model } of shipped) if (!models.includes(model)) dropped.push(`${model}: it ships no more`)
  const controls = models.flatMap((model): ControlFigures[] => {
    const anew = made.find((figures) => figures.model === model)
    const before = shipped.find((figures) => figures.model === model)
    const own = now.files.get(model) ?? {}
    const kept = (before?.runs ?? []).filter((run) => {
      if (anew?.runs.some(({ benchmark }) => benchmark === run.benchmark) === true) return false
      const reason = staleness(before!, run, own, now)
      if (reason !== null) dropped.push(`${model}, ${run.benchmark}: ${reason}`)
      return reason === null
    })
    const runs = [...kept, ...(anew?.runs ?? [])].toSorted(
      (a, b) => benchmarks.indexOf(a.benchmark) - benchmarks.indexOf(b.benchmark),
    )
    const latest = anew ?? before
    if (latest === undefined || runs.length === 0) return []
    return [{ model, name: latest.name, files: { ...(kept.length > 0 ? before?.files : {}), ...anew?.files }, runs }]
  })
  return { controls, dropped }
}

/** Why a run that shipped may not stay; null where it may. */
function staleness(
  { files }: ControlFigures,
  { benchmark, version, shards }: ControlRun,
  own: Readonly<Record<string, string>>,
  now: Shipping,
): string | null {
  const changed = Object.entries(files).find(([path, sha256]) => own[path] !== sha256)
  if (changed !== undefined) return `its ${changed[0]} has changed`
  if (now.versions.get(benchmark) !== version)
    return `measured with @${version}, which is @${now.versions.get(benchmark) ?? 'none'} now`
  const shard = shards.find(({ id, sha256 }) => now.shards.get(id) !== sha256)
  return shard === undefined ? null : `the shard ${shard.id} has changed`
}
