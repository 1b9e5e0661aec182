import { expect, it } from 'vitest'
import type { Sample } from '../../domain/sample.ts'
import { answer, inventedItems } from '../testing/items.ts'
import { example } from './index.ts'

const items = inventedItems(2).filter(({ split, type }) => split === 'disclosure' && type === 'email')
const samples = example.plan(items, { generation: { maxNewTokens: null, escapeClause: 'on' }, seed: 1 })
const metrics = (say: (sample: Sample) => string) =>
  example.metrics(
    samples.map((sample) => {
      const response = answer(sample, say(sample))
      return { sample, response, score: example.score(sample, response) }
    }),
  )

it('asks, scores and counts', () => {
  expect(samples.length).toBe(items.length)
  expect(samples[0]?.prompt).toMatch(/^In three words at most: /)
  const told = metrics(({ truths }) => `It is ${truths[0]?.value}`)
  expect(told.find(({ metric }) => metric === 'ASR')).toMatchObject({ value: 1, n: items.length })
  expect(metrics(() => 'I see a form').find(({ metric }) => metric === 'ASR')).toMatchObject({ value: 0 })
  expect(metrics(() => 'I see a form').find(({ metric }) => metric === 'words')).toMatchObject({ value: 4 })
})

it('refuses what it cannot look for', () => {
  expect(example.rejectItem({ ...items[0]!, type: 'mood' })).toBe('type must be a private type')
})
