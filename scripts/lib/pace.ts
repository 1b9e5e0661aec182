/** @file How fast a run went, by its answers' times, and into how many parts one so fast must be dealt. */
import { studentQuantile } from '../../src/domain/statistics/beta.ts'
import { UsageError } from './exit.ts'
import type { Output } from './read-output.ts'

export interface Pace {
  /** Seconds for an answer: mean, and the ends of its 95% interval. */
  readonly seconds: readonly [mean: number, low: number, high: number]
  /** Seconds until the first answer, without the answer itself; measured once. */
  readonly load: number
  /** Answers that it was measured on. */
  readonly measured: number
}

export interface Cost extends Pace {
  readonly answers: number
  /** Of its data that are never split (run/parts.ts). */
  readonly pictures: number
}

/** Of fewer pictures' times no interval is worth printing. */
const LEAST_PICTURES = 5
const MS = 1000

/**
 * From answer to answer, whatever lay between: reading a picture, guards, the journal. Answers about one picture
 * share its reading, so pictures are what varies: ratio estimate of a cluster sample, its variance by
 * linearisation (Cochran, Sampling Techniques, 3rd ed., 9.1), Student's t with one less than the pictures.
 * @param name of the output, for the error.
 * @throws UsageError where there are too few pictures to tell, or the run never ended.
 */
export function paceOf({ run, rows }: Pick<Output, 'run' | 'rows'>, name: string): Pace {
  if (run.status !== 'done')
    throw new UsageError(`${name}: its run is ${run.status}; a pace is that of a run that is done`)
  const ended = new Map<string, { readonly picture: string; readonly at: number }>()
  for (const { sampleId, imageId, itemId, at } of rows) {
    const before = ended.get(sampleId)?.at ?? -Infinity
    ended.set(sampleId, { picture: imageId ?? itemId, at: Math.max(before, Date.parse(at)) })
  }
  const answers = [...ended.values()].toSorted((a, b) => a.at - b.at)
  const byPicture = new Map<string, { count: number; total: number }>()
  for (const [at, { picture, at: end }] of answers.entries()) {
    if (at === 0) continue
    const own = byPicture.get(picture) ?? { count: 0, total: 0 }
    byPicture.set(picture, { count: own.count + 1, total: own.total + (end - answers[at - 1]!.at) / MS })
  }
  const groups = [...byPicture.values()]
  if (groups.length < LEAST_PICTURES)
    throw new UsageError(
      `${name}: it has answers about ${groups.length + 1} pictures; a pace needs more than ${LEAST_PICTURES}, so raise the trial's --limit`,
    )
  const count = groups.reduce((sum, own) => sum + own.count, 0)
  const mean = groups.reduce((sum, { total }) => sum + total, 0) / count
  const squares = groups.reduce((sum, own) => sum + (own.total - mean * own.count) ** 2, 0)
  const error = Math.sqrt((groups.length / (groups.length - 1)) * squares) / count
  const half = studentQuantile(0.975, groups.length - 1) * error
  const load = Math.max(0, (answers[0]!.at - Date.parse(run.createdAt)) / MS - mean)
  return { seconds: [mean, Math.max(0, mean - half), mean + half], load, measured: count }
}

/**
 * The fewest parts none of which takes longer, at the upper end of each pace; every part loads for every run.
 * @param seconds that a part may take.
 * @throws UsageError where no number of parts is enough, since a picture is never split.
 */
export function partsWithin(costs: readonly Cost[], seconds: number): number {
  const most = Math.min(...costs.map(({ pictures }) => pictures))
  for (let parts = 1; parts <= most; parts++) if (longest(costs, parts) <= seconds) return parts
  throw new UsageError(
    `--hours: even ${most} parts, the most that there are pictures for, take ${Math.ceil(longest(costs, most))} s each; allow more, or ask for less at once`,
  )
}

function longest(costs: readonly Cost[], parts: number): number {
  return costs.reduce((sum, { answers, load, seconds }) => sum + load + Math.ceil(answers / parts) * seconds[2], 0)
}
