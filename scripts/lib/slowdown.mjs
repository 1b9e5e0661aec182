/** @file How busy a machine is, by what a process of one thread gets of it. */

const MEASURED_MS = 300
/** Less than this is chance. */
const IDLE = 1.25
const MOST = 8

/**
 * How often longer tests may take than on an idle machine: 1 there, else twice what one thread is slowed down by (the
 * browser has many), 8 at most. Spins for 0.3 seconds of processor time.
 * @returns {number}
 */
export function slowdown() {
  const began = performance.now()
  const before = process.cpuUsage()
  let used = 0
  while (used < MEASURED_MS) {
    const { user, system } = process.cpuUsage(before)
    used = (user + system) / 1000
  }
  const ratio = (performance.now() - began) / used
  return ratio < IDLE ? 1 : Math.min(MOST, 2 * ratio)
}
