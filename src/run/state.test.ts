import { describe, expect, it } from 'vitest'
import { isFinal, nextPhase, type RunEvent, storedStatus } from './state.ts'
import type { RunPhase } from './types.ts'

const after = (...events: RunEvent[]): RunPhase => events.reduce<RunPhase>(nextPhase, 'preparing')

describe('the states of a run', () => {
  it.each<[RunEvent[], RunPhase]>([
    [['ready', 'finish'], 'done'],
    [['ready', 'pause', 'boundary', 'resume', 'finish'], 'done'],
    [['pause', 'ready', 'boundary'], 'paused'],
    [['ready', 'pause', 'resume', 'boundary'], 'running'],
    [['ready', 'pause', 'finish'], 'done'],
    [['ready', 'suspend', 'pause', 'stop', 'fail'], 'stopped'],
    [['ready', 'stop', 'pause', 'resume', 'boundary'], 'stopped'],
    [['fail', 'resume', 'ready'], 'failed'],
  ])('%j ends in %s', (events, phase) => {
    expect(after(...events)).toBe(phase)
  })

  it('stores what a dead tab was doing as running, so that it is found', () => {
    const phases: RunPhase[] = ['preparing', 'running', 'pausing', 'stopping', 'paused', 'stopped', 'done', 'failed']
    expect(phases.filter((phase) => storedStatus(phase) === 'running')).toEqual([
      'preparing',
      'running',
      'pausing',
      'stopping',
    ])
    expect(phases.filter(isFinal)).toEqual(['stopped', 'done', 'failed'])
  })
})
