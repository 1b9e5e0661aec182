import { describe, expect, it } from 'vitest'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { Gpu } from '../shared/gpu.ts'
import { Calls } from './calls.ts'

const onWasm = () => new Calls(() => ({ gpu: null, doing: 'answering' }))

/** A device that can be made to fail, as far as `Calls` looks at one. */
function device() {
  let fault: LeakscopeError | null = null
  let reject: (error: LeakscopeError) => void
  const failed = new Promise<never>((_, refuse) => {
    reject = refuse
  })
  failed.catch(() => undefined)
  const gpu = { failed, fault: () => fault } as unknown as Gpu
  const fail = () => {
    fault = new LeakscopeError('gpu-lost', 'The graphics device was lost.')
    reject(fault)
  }
  return { gpu, fail }
}

describe('calls of the model worker', () => {
  it('run one at a time, in order, also behind one that failed', async () => {
    const calls = onWasm()
    const seen: string[] = []
    const call = (name: string) => async () => {
      seen.push(`${name} begins`)
      await calls.checkpoint()
      seen.push(`${name} ends`)
      if (name === 'a') throw new LeakscopeError('bad-image', 'a')
    }
    const all = [calls.exclusive(call('a')), calls.exclusive(call('b'))]
    await expect(all[0]).rejects.toMatchObject({ code: 'bad-image' })
    await all[1]
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('end at the next checkpoint when they are aborted, those that wait excepted', async () => {
    const calls = onWasm()
    let started = () => {}
    const running = new Promise<void>((resolve) => {
      started = resolve
    })
    const endless = calls.exclusive(async () => {
      started()
      for (;;) await calls.checkpoint()
    })
    const waiting = calls.exclusive(() => calls.checkpoint().then(() => 'answered'))
    await running
    calls.abort()
    await expect(endless).rejects.toMatchObject({ code: 'aborted' })
    await expect(waiting).resolves.toBe('answered')
    calls.abort()
    await expect(calls.exclusive(() => calls.checkpoint().then(() => 'later'))).resolves.toBe('later')
  })

  it('reject with a code, whatever was thrown', async () => {
    await expect(
      onWasm().exclusive(async () => {
        throw new TypeError('x is undefined')
      }),
    ).rejects.toMatchObject({ code: 'engine-failed', message: expect.stringContaining('answering') })
  })

  it('give no result of a device that reported a fault', async () => {
    const { gpu, fail } = device()
    const calls = new Calls(() => ({ gpu, doing: 'answering' }))
    await expect(calls.exclusive(async () => 1)).resolves.toBe(1)
    const computed = calls.exclusive(async () => {
      fail()
      return 2
    })
    await expect(computed).rejects.toMatchObject({ code: 'gpu-lost' })
    await expect(calls.exclusive(async () => 3)).rejects.toMatchObject({ code: 'gpu-lost' })
  })

  it('name the fault of a device that came to be during the call and says why only later', async () => {
    const { gpu, fail } = device()
    let opened: Gpu | null = null
    const calls = new Calls(() => ({ gpu: opened, doing: 'loading the model' }))
    await expect(
      calls.exclusive(async () => {
        opened = gpu
        setTimeout(fail, 10)
        throw new Error('mapAsync failed')
      }),
    ).rejects.toMatchObject({ code: 'gpu-lost' })
  })
})
