import type { RunStatus } from '../domain/run.ts'
import type { RunPhase } from './types.ts'

/**
 * What can happen to a run. `boundary`: no sample is under way. `suspend`: the runner pauses by itself (full disk).
 */
export type RunEvent = 'ready' | 'pause' | 'suspend' | 'resume' | 'stop' | 'boundary' | 'finish' | 'fail'

const TRANSITIONS: Readonly<Record<RunPhase, Partial<Record<RunEvent, RunPhase>>>> = {
  preparing: {
    ready: 'running',
    pause: 'pausing',
    suspend: 'paused',
    stop: 'stopping',
    finish: 'done',
    fail: 'failed',
  },
  running: { pause: 'pausing', suspend: 'paused', stop: 'stopping', finish: 'done', fail: 'failed' },
  pausing: {
    boundary: 'paused',
    suspend: 'paused',
    resume: 'running',
    stop: 'stopping',
    finish: 'done',
    fail: 'failed',
  },
  paused: { resume: 'running', stop: 'stopping', fail: 'failed' },
  // What fails or finishes while stopping no longer matters: the user has asked for the end.
  stopping: { boundary: 'stopped', finish: 'done', fail: 'stopped' },
  stopped: {},
  done: {},
  failed: {},
}

/** The phase after an event; an event that means nothing in this phase changes nothing. */
export function nextPhase(phase: RunPhase, event: RunEvent): RunPhase {
  return TRANSITIONS[phase][event] ?? phase
}

export function isFinal(phase: RunPhase): boolean {
  return phase === 'done' || phase === 'stopped' || phase === 'failed'
}

/** What the store keeps of a phase: a run that was `running` when its tab died is found so, and resumed. */
export function storedStatus(phase: RunPhase): RunStatus {
  switch (phase) {
    case 'preparing':
    case 'running':
    case 'pausing':
    case 'stopping':
      return 'running'
    default:
      return phase
  }
}
