import type { Run } from '../../domain/run.ts'

/** The share of the people that a run's official set asks to be forgotten, in percent; null for other data. */
export function shareToForget(shards: Run['shards']): number | null {
  const [share] = shards.flatMap(({ id }) => /^mllmu-bench-official-forget-(\d+)/.exec(id)?.slice(1) ?? [])
  return share === undefined ? null : Number(share)
}
