import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { AuditPlace, RunConfig } from '../domain/run.ts'
import { openStore } from '../storage/database/store.ts'
import { auditOf, resumeAudit, startAudit } from './audit.ts'
import { auditLock, noteInterrupted, resumableOf } from './interrupted.ts'
import { resumeRun, startRun } from './run.ts'
import { dependencies, importTinyShard, scriptedEngines, tinyConfig } from './testing/scripted.ts'

const NOBODY: ReadonlySet<string> = new Set()

async function surroundings(name: string) {
  const store = await openStore(name)
  await importTinyShard(store)
  const deps = dependencies(store, scriptedEngines({ reply: () => ({ text: 'no' }) }))
  const begun: AuditPlace[] = []
  return {
    store,
    begun,
    options: (runId: string) => ({
      id: 'audit',
      startRun: (config: RunConfig, place: AuditPlace) => {
        begun.push(place)
        return startRun(deps, config, place)
      },
      resumeRun: () => resumeRun(deps, runId),
    }),
  }
}

const second = { ...tinyConfig, seed: 2 }

it('runs of one audit know each other, and what is to come', async () => {
  const { store, begun, options } = await surroundings('audit-whole')
  const audit = startAudit([tinyConfig, second], options(''))
  const runs = await audit.finished
  expect(begun).toEqual([
    { id: 'audit', index: 0, next: [second] },
    { id: 'audit', index: 1, next: [] },
  ])
  const stored = await store.runs()
  expect(auditOf(stored[0]!, stored).map(({ id }) => id)).toEqual(runs.map(({ id }) => id))
  expect(resumableOf(stored, NOBODY)).toEqual([])
})

it('a tab that is closed between two runs loses neither: what never began is begun by the next', async () => {
  const { store, begun, options } = await surroundings('audit-between')
  // The tab dies when the first is done: nothing of the second is stored.
  const first = await (await options('').startRun(tinyConfig, { id: 'audit', index: 0, next: [second] })).finished
  const left = resumableOf(await store.runs(), NOBODY)
  expect(left.map(({ run, next }) => [run.id, run.status, next])).toEqual([[first.id, 'done', [second]]])
  // Another tab is at it.
  expect(resumableOf(await store.runs(), new Set([auditLock('audit')]))).toEqual([])

  const audit = resumeAudit(left[0]!.run, await store.runs(), options(first.id))
  const [run] = await audit.finished
  expect(run).toMatchObject({ status: 'done', config: second, audit: { id: 'audit', index: 1, next: [] } })
  expect(audit.snapshot()).toMatchObject({ runIds: [first.id, run!.id], index: 1, total: 2 })
  expect(begun.at(-1)).toMatchObject({ index: 1 })
  expect(resumableOf(await store.runs(), NOBODY)).toEqual([])
})

it('a run that is resumed goes on with what was to come behind it', async () => {
  const { store, options } = await surroundings('audit-within')
  const handle = await options('').startRun(tinyConfig, { id: 'audit', index: 0, next: [second] })
  handle.stop()
  await handle.finished
  // As a tab leaves it that dies.
  await store.updateRun(handle.runId, { status: 'running' })
  await noteInterrupted(store, async () => new Set([handle.runId]))
  expect((await store.run(handle.runId))?.status).toBe('running')
  await noteInterrupted(store, async () => NOBODY)
  expect((await store.run(handle.runId))?.status).toBe('interrupted')

  const runs = await store.runs()
  const [run, other] = await resumeAudit(runs[0]!, runs, options(handle.runId)).finished
  expect(run).toMatchObject({ id: handle.runId, status: 'done' })
  expect(other).toMatchObject({ status: 'done', config: second, audit: { index: 1 } })
  // Two sittings, each with its end.
  expect(run!.sittings?.map(({ to }) => to !== null)).toEqual([true, true])
})
