import { describe, expect, it } from 'vitest'
import { announcement, HOST, isLeakscope, PORT, resolves } from './address.mjs'

const served = { host: HOST, asked: PORT, port: PORT, another: false, known: true }

describe('the address', () => {
  it('is a name and a port of our own', () => {
    expect(announcement(served)).toEqual(['Leakscope is at http://leakscope.localhost:15325/  (Ctrl+C ends it)'])
  })

  it('says when it had to change, and where the earlier runs are', () => {
    const [first, why, where] = announcement({ ...served, port: PORT + 1 })
    expect(first).toContain('http://leakscope.localhost:15326/')
    expect(why).toBe('Port 15325 is taken by another program, so this one is port 15326.')
    expect(where).toContain('what was made at http://leakscope.localhost:15325/ is there, not here')
    expect(announcement({ ...served, port: PORT + 1, another: true })[1]).toContain('Another Leakscope is running at')
    // Any free port was asked for: nothing changed.
    expect(announcement({ ...served, asked: 0, port: 40_000 })).toHaveLength(1)
  })

  it('names an address that needs no name where the system does not find it', () => {
    expect(announcement({ ...served, known: false }).at(-1)).toContain(
      'http://127.0.0.1:15325/, which keeps its runs apart',
    )
  })

  it('looks whether a name is this machine', async () => {
    expect(await resolves('localhost')).toBe(true)
    expect(await resolves('does-not-exist.invalid')).toBe(false)
  })

  it('takes nothing for Leakscope that does not answer', async () => {
    expect(await isLeakscope(1)).toBe(false)
  })
})
