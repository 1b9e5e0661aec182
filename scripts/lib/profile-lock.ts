import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from './exit.ts'

const ENDING_MS = 1_000

/**
 * Takes a browser profile for this process, until the returned function is called or the process has ended.
 * @throws UsageError when another process has it.
 */
export function lockProfile(profile: string): () => void {
  const path = `${profile}.lock`
  mkdirSync(dirname(profile), { recursive: true })
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(readFileSync(path, 'utf8'))
    if (holder !== process.pid && goesOn(holder))
      throw new UsageError(
        `${dirname(profile)} is in use by another command (process ${holder}); wait for it to end, or choose another folder`,
      )
    rmSync(path, { force: true })
  }
  throw new UsageError(`${dirname(profile)} is in use by another command that began just now; choose another folder`)
}

/** Whether a process is there, and still is after a moment: one that was just killed takes its time to go. */
function goesOn(pid: number): boolean {
  const until = performance.now() + ENDING_MS
  while (isRunning(pid)) {
    if (performance.now() > until) return true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  }
  return false
}

function isRunning(pid: number): boolean {
  // A file cut short names nobody.
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a process has ended and its parent, busy or gone, has not yet collected it (Linux; proc(5)). */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
