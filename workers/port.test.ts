import { expect, it } from 'vitest'
import { LeakscopeError } from '../src/domain/errors.ts'
import { answerOn, callerOn } from './port.ts'

it('answers the named verbs in order, keeps codes of errors, and knows nothing else', async () => {
  const { port1, port2 } = new MessageChannel()
  const done: number[] = []
  answerOn(port1, {
    wait: async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, ms as number))
      done.push(ms as number)
      return done.length
    },
    fail: async () => {
      throw new LeakscopeError('quota', 'full')
    },
  })
  const call = callerOn(port2)
  expect(await Promise.all([call('wait', [20]), call('wait', [1])])).toEqual([1, 2])
  expect(done).toEqual([20, 1])
  await expect(call('fail', [])).rejects.toMatchObject({ code: 'quota', message: 'full' })
  for (const verb of ['constructor', '__proto__', 'toString', 'other']) {
    await expect(call(verb, [])).rejects.toThrow(`There is no ${verb}`)
  }
  // Noise is not answered, and harms nothing.
  port2.postMessage('noise')
  port2.postMessage({ id: 'x', verb: 'wait', args: [0] })
  expect(await call('wait', [0])).toBe(3)
  port1.close()
  port2.close()
})

it('a verb that is never answered rejects in bounded time', async () => {
  const { port1, port2 } = new MessageChannel()
  answerOn(port1, { hang: () => new Promise<never>(() => undefined) })
  const call = callerOn(port2, () => 50)
  await expect(call('hang', [])).rejects.toMatchObject({ code: 'timeout' })
  port1.close()
  port2.close()
})
