/** @file Which runs a calibration consists of, and whether an earlier run may stand for one. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectationsFor, type Expectation } from '../../src/calibration/expectation.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { Run } from '../../src/domain/run.ts'
import { readCatalogue } from '../../src/intake/index.ts'
import { parseControls, parseDetectors, parseKnown, type Calibration } from '../../src/report/index.ts'
import { ROOT } from '../install.mjs'
import { GIVEN_BUILD } from './browser.ts'
import { UsageError } from './exit.ts'

type Part = Pick<PlannedRun, 'shards' | 'splits' | 'tasks'>

/**
 * All that is no special shard's: every shard that ships with the benchmark, all splits, all tasks that are
 * not optional.
 */
const EVERYTHING: Part = { shards: [], splits: [], tasks: [] }
/** What a benchmark is calibrated on in place of that: few samples of many people say more than many samples of few. */
const PARTS: Readonly<Record<string, Partial<Part>>> = {
  'mm-privacy': { shards: ['mm-privacy-demo'] },
  // The people that the controls were taught and not taught; letters of choices were taught for these alone.
  'mllmu-bench': {
    shards: ['mllmu-bench-calibration'],
    splits: ['forget', 'retain', 'holdout'],
    tasks: ['cloze', 'cloze-first-letter', 'generation'],
  },
  // The records that control-watermarked-* were trained beside.
  'inadvertent-memorization': { shards: ['inadvertent-memorization-calibration'], tasks: ['probe', 'asked'] },
}
/**
 * Samples of a run that no expectation is about: it must end without an error, and gives figures to stand
 * beside a report's.
 */
const UNEXPECTED_LIMIT = 24
/**
 * A trap says the same whatever the task; this one is not probed beneath the refusal, which is most of an
 * answer's time.
 */
const TRAP_TASKS = ['vqa']

export interface Control {
  readonly id: string
  /** SHA-256 of each of its files, by path. */
  readonly files: Readonly<Record<string, string>>
  readonly known: readonly Expectation[]
}

export interface PlannedRun {
  readonly model: string
  readonly files: Control['files']
  readonly benchmark: string
  /** The special shard that the run is about; null for the benchmark's usual items. */
  readonly shard: string | null
  readonly shards: readonly string[]
  /** Empty: all. */
  readonly splits: readonly string[]
  /** Empty: all that are not optional. */
  readonly tasks: readonly string[]
  /** null: all samples. */
  readonly limit: number | null
  readonly expectations: readonly Expectation[]
}

/** The bundled models with a `known.json`: all, or those named. @throws UsageError naming the ones there are. */
export async function readControls(wanted: readonly string[] | null): Promise<Control[]> {
  const ids = JSON.parse(await read('models/index.json')) as string[]
  const unknown = wanted?.find((id) => !ids.includes(id))
  if (unknown !== undefined) throw new UsageError(`--model ${unknown}: allowed are ${ids.join(', ')}`)
  return Promise.all(
    (wanted ?? ids).map(async (id) => {
      const { files } = JSON.parse(await read(`models/${id}/leakscope.json`)) as {
        files: { path: string; sha256: string }[]
      }
      return {
        id,
        files: Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256])),
        known: parseKnown(JSON.parse(await read(`models/${id}/known.json`))),
      }
    }),
  )
}

const read = (path: string): Promise<string> => readFile(join(GIVEN_BUILD ?? join(ROOT, 'public'), path), 'utf8')

/**
 * Each control on each benchmark, and on each special shard that its `known.json` speaks of; with
 * `wantedShards`, on those special shards alone. Benchmarks that ship nothing cannot be run.
 */
export function plannedRuns(
  controls: readonly Control[],
  wanted: readonly string[] | null,
  limit: number | null,
  wantedShards: readonly string[] | null = null,
): PlannedRun[] {
  const shipping = BENCHMARKS.map(({ meta }) => meta).filter(({ shippedShards }) => shippedShards.length > 0)
  const unknown = wanted?.find((id) => !shipping.some((meta) => meta.id === id))
  if (unknown !== undefined)
    throw new UsageError(`--benchmark ${unknown}: allowed are ${shipping.map(({ id }) => id).join(', ')}`)
  const benchmarks = shipping.filter(({ id }) => wanted === null || wanted.includes(id))
  const special = [...new Set(controls.flatMap(({ known }) => known.flatMap(({ shard }) => shard ?? [])))]
  const unknownShard = wantedShards?.find((id) => !special.includes(id))
  if (unknownShard !== undefined)
    throw new UsageError(
      `--shard ${unknownShard}: allowed are ${special.join(', ')}, of which these models say something`,
    )
  const isWanted = (shard: string | null) => wantedShards === null || (shard !== null && wantedShards.includes(shard))
  return controls.flatMap(({ id: model, files, known }) =>
    benchmarks.flatMap(({ id: benchmark }) => {
      const own = known.filter((expectation) => expectation.benchmark === benchmark)
      const shards = [null, ...new Set(own.flatMap(({ shard }) => shard ?? []))]
      return shards.filter(isWanted).map((shard): PlannedRun => {
        const expectations = expectationsFor(own, shard === null ? [] : [shard])
        const part: Part = {
          ...EVERYTHING,
          ...(shard === null ? PARTS[benchmark] : { shards: [shard], tasks: TRAP_TASKS }),
        }
        return {
          model,
          files,
          benchmark,
          shard,
          ...part,
          tasks: withTasksOf(part.tasks, expectations),
          limit: limit ?? (expectations.length === 0 ? UNEXPECTED_LIMIT : null),
          expectations,
        }
      })
    }),
  )
}

/** Those, and what else something is known of; none means all of them as it is. */
function withTasksOf(tasks: readonly string[], expectations: readonly Expectation[]): string[] {
  return tasks.length === 0 ? [] : [...new Set([...tasks, ...expectations.flatMap(({ task }) => task ?? [])])]
}

/** What ships of an earlier calibration, as the app reads it; what is not there is left out. */
export async function readCalibration(): Promise<Calibration> {
  const shipped = async <T>(name: string, parse: (json: unknown) => T): Promise<T | null> => {
    const text = await read(`calibration/${name}`).catch(() => null)
    return text === null ? null : parse(JSON.parse(text))
  }
  const files = (await readControls(null)).map(({ id, files: own }) => [id, own] as const)
  return {
    controls: await shipped('controls.json', parseControls),
    detectors: await shipped('detectors.json', parseDetectors),
    files: Object.fromEntries(files),
  }
}

/** SHA-256 of each shipped shard by its id. */
export async function readShardHashes(): Promise<ReadonlyMap<string, string>> {
  return new Map(readCatalogue(await read('shards/index.json')).map(({ id, sha256 }) => [id, sha256]))
}

/** Whether an earlier run of the same config asked the same model the same things by the same benchmark. */
export function stillFits(run: Run, planned: PlannedRun, shardHashes: ReadonlyMap<string, string>): boolean {
  const version = BENCHMARKS.find(({ meta }) => meta.id === planned.benchmark)?.meta.version
  const hashes = Object.entries(run.environment?.fileHashes ?? {})
  return (
    run.benchmarks[planned.benchmark] === version &&
    run.shards.every(({ id, sha256 }) => shardHashes.get(id) === sha256) &&
    hashes.every(([path, sha256]) => planned.files[path] === sha256)
  )
}
