import { expect, test } from 'vitest'
import type { Run, RunConfig } from '../domain/run.ts'
import type { RunHandle, RunSnapshot, Session } from '../run/index.ts'
import { createAutomation } from './automation.ts'

test('a run that rests before anybody listens is reported as it is', async () => {
  const snapshot = { phase: 'paused', notice: 'The disk space is full' } as RunSnapshot
  let end: (run: Run) => void = () => undefined
  const handle: Partial<RunHandle> = {
    snapshot: () => snapshot,
    subscribe: () => () => undefined,
    finished: new Promise<Run>((resolve) => {
      end = resolve
    }),
  }
  const session: Partial<Session> = { startRun: () => Promise.resolve(handle as RunHandle) }
  const told = new Promise<RunSnapshot>((resolve) => {
    void createAutomation(session as Session, 'test').runAudit({} as RunConfig, resolve)
  })
  expect(await told).toBe(snapshot)
  end({} as Run)
})
