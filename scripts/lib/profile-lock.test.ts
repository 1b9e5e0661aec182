import { spawn } from 'node:child_process'
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
