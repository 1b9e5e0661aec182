import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from './exit.ts'

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
    if (holder !== process.pid && isRunning(holder))
      throw new UsageError(
        `${dirname(profile)} is in use by another command (process ${holder}); wait for it to end, or choose another folder`,
      )
    rmSync(path, { force: true })
  }
  throw new UsageError(`${dirname(profile)} is in use by another command that began just now; choose another folder`)
}

function isRunning(pid: number): boolean {
  // A file cut short names nobody.
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
