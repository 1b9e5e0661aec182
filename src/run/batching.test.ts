import { describe, expect, it } from 'vitest'
import type { EngineAnswer } from '../engine/contract.ts'
import { Batches } from './batching.ts'
import type { PlannedSample } from './types.ts'

const sample = (id: string, imageId: string, maxNewTokens = 8): PlannedSample => ({
  id,
  shardId: 's',
  benchmark: 'b',
  itemId: id,
  group: id,
  split: 'all',
  scenario: null,
  task: 'direct',
  type: 'email',
  escapeClause: false,
  imageId,
  prompt: id,
  truths: [],
  distractors: [],
  maxNewTokens,
  probe: null,
})
const answer = (text: string): EngineAnswer => ({
  renderedPrompt: null,
  text,
  tokens: null,
  finish: 'eos',
  prefillMs: 1,
  decodeMs: 1,
})
const samples = [sample('a', 'p'), sample('b', 'p'), sample('c', 'p'), sample('d', 'p', 16), sample('e', 'q')]
const batches = (answered: readonly string[] = []): Batches =>
  new Batches(
    samples,
    (id) => answered.includes(id),
    ({ maxNewTokens }) => maxNewTokens,
  )
const ids = (batch: readonly PlannedSample[]): string[] => batch.map(({ id }) => id)

describe('samples that are asked in step', () => {
  it('are those that follow with the same picture and length, as many as the model takes', () => {
    expect(ids(batches().from(samples[0]!, 2))).toEqual(['a', 'b'])
    expect(ids(batches().from(samples[0]!, 9))).toEqual(['a', 'b', 'c'])
    expect(ids(batches().from(samples[3]!, 9))).toEqual(['d'])
    expect(ids(batches().from(samples[4]!, 9))).toEqual(['e'])
  })

  it('leave out what is answered, and what has its answer waiting', () => {
    const some = batches(['b'])
    expect(ids(some.from(samples[0]!, 2))).toEqual(['a', 'c'])
    some.keep([samples[2]!], [answer('of c')])
    expect(ids(some.from(samples[0]!, 9))).toEqual(['a'])
  })

  it('get a waiting answer once', () => {
    const some = batches()
    some.keep(samples.slice(1, 3), [answer('of b'), answer('of c')])
    expect(some.take(samples[1]!)?.text).toBe('of b')
    expect(some.take(samples[1]!)).toBeNull()
    expect(some.take(samples[2]!)?.text).toBe('of c')
  })
})
