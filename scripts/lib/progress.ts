import { OUTCOMES } from '../../src/domain/score.ts'
import type { RunSnapshot } from '../../src/run/types.ts'

const INTERVAL_MS = 1000

/** Turns snapshots into lines, at most one a second, and one for each change of phase. */
export function progressPrinter(write: (line: string) => void): (snapshot: RunSnapshot) => void {
  let last = 0
  let phase: string | null = null
  return (snapshot) => {
    const now = performance.now()
    if (snapshot.phase === phase && now - last < INTERVAL_MS) return
    last = now
    phase = snapshot.phase
    write(progressLine(snapshot))
  }
}

export function progressLine(snapshot: RunSnapshot): string {
  const { phase, done, total, load, tokensPerSecond, etaMs, notice } = snapshot
  const tallies = OUTCOMES.filter((outcome) => snapshot.outcomes[outcome] > 0).map(
    (outcome) => `${outcome} ${snapshot.outcomes[outcome]}`,
  )
  const parts = [
    `${phase} ${done}/${total}`,
    load === null
      ? null
      : `model ${load.stage} ${Math.round((100 * load.loadedBytes) / Math.max(1, load.totalBytes))}%`,
    tallies.length === 0 ? null : tallies.join(', '),
    tokensPerSecond === null ? null : `${tokensPerSecond.toFixed(1)} tokens/s`,
    etaMs === null ? null : `${Math.ceil(etaMs / 1000)} s left`,
    notice,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
