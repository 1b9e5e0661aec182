import { expect, it } from 'vitest'
import { run, sample } from '../report/testing/fixture.ts'
import type { RunControl } from './control.ts'
import type { Journal } from './journal.ts'
import { RunProgress } from './progress.ts'
import type { AnsweredSample, PlannedSample } from './types.ts'

const [first, second] = ['a', 'b'].map((id): PlannedSample => ({ ...sample(id), shardId: 'shard' }))

function progressAt(done: () => number): RunProgress {
  return new RunProgress({
    total: 4,
    journal: () => ({ run: run(), done: done(), outcomes: {} }) as unknown as Journal,
    control: () => ({ phase: 'running' }) as RunControl,
    requestsSince: () => 0,
  })
}

it('shows an answer as it comes, piece by piece', () => {
  const progress = progressAt(() => 0)
  const seen: (string | undefined)[] = []
  progress.subscribe(() => seen.push(progress.snapshot().current?.text))
  progress.asking(first!, 'It')
  progress.streamed(first!, ' is')
  // What another question's answer says late does not get into this one.
  progress.streamed(second!, ' nothing')
  progress.streamed(first!, ' 948-61-7805')
  expect(seen).toEqual(['It is', 'It is 948-61-7805'])
})

it('tells what is left by the pace of the answers so far', () => {
  let done = 0
  const progress = progressAt(() => done)
  expect(progress.snapshot().etaMs).toBeNull()
  done = 1
  progress.answered({ sample: first } as AnsweredSample, 2_000)
  expect(progress.snapshot()).toMatchObject({ etaMs: 6_000, current: null, last: { sample: first } })
  done = 2
  progress.answered({ sample: second } as AnsweredSample, 1_000)
  expect(progress.snapshot().etaMs).toBe(3_000)
})
