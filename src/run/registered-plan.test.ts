import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sample } from '../report/testing/fixture.ts'
import { tinyConfig } from './testing/scripted.ts'
import { hashPlan, planLines } from './registered-plan.ts'

test('the plan’s hash is that of its file, whatever is in it', async () => {
  const planned = { config: tinyConfig, shards: [{ id: 'tiny', sha256: 'a'.repeat(64) }], benchmarks: { tiny: '1' } }
  const prompts = ['What is on it?', '这是什么？', 'Ζωή 🙂', '']
  const samples = Array.from({ length: 500 }, (_, i) => ({
    ...sample(`s${i}`, { prompt: prompts[i % prompts.length]! }),
    shardId: 'tiny',
  }))
  const file = [...planLines(planned, samples)].join('')
  expect(file.split('\n')).toHaveLength(502)
  expect(await hashPlan(planned, samples)).toBe(createHash('sha256').update(file).digest('hex'))
})
