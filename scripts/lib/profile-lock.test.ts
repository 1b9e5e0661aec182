import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { lockProfile } from './profile-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'leakscope-lock-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('one command at a time has a profile; what a dead one left is taken over', async () => {
  const profile = join(folder, 'out', '.profile')
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  try {
    lockProfile(profile)()
    writeFileSync(`${profile}.lock`, String(other.pid))
    expect(() => lockProfile(profile)).toThrow(/out is in use by another command \(process \d+\); wait for it to end/)
  } finally {
    const ended = new Promise((resolve) => other.once('exit', resolve))
    other.kill('SIGKILL')
    await ended
  }
  const release = lockProfile(profile)
  release()
  expect(existsSync(`${profile}.lock`)).toBe(false)
  writeFileSync(`${profile}.lock`, '')
  lockProfile(profile)()
})

it.skipIf(process.platform !== 'linux')('a process that was killed and not collected holds nothing', async () => {
  const profile = join(folder, 'killed', '.profile')
  // The second sleep takes the shell's place, and collects no child.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(printed.toString())
    lockProfile(profile)()
    writeFileSync(`${profile}.lock`, String(pid))
    process.kill(pid, 'SIGKILL')
    expect(() => process.kill(pid, 0)).not.toThrow()
    lockProfile(profile)()
  } finally {
    parent.kill('SIGKILL')
  }
})
