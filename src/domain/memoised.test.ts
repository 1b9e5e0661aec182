import { expect, test } from 'vitest'
import { memoised } from './memoised.ts'

test('a value is made once; a failure is forgotten', async () => {
  let calls = 0
  const made = memoised(async () => {
    calls += 1
    if (calls === 1) throw new Error('not yet')
    return calls
  })
  const first = [made(), made()]
  await expect(first[0]).rejects.toThrow('not yet')
  await expect(first[1]).rejects.toThrow('not yet')
  expect(calls).toBe(1)
  expect(await made()).toBe(2)
  expect(await made()).toBe(2)
})
