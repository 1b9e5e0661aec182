import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { Run } from '../domain/run.ts'
import { openStore } from '../storage/database/store.ts'
import { deletion } from './deleting.ts'

it('what a run needs that goes on in another tab is not deleted', async () => {
  const store = await openStore('deleting')
  const run = {
    id: 'r',
    status: 'running',
    createdAt: '2026-11-29T00:00:00Z',
    shards: [{ id: 's', sha256: 'a' }],
  } as unknown as Run
  await store.createRun(run, [])
  const held = new Set(['r'])
  const { deleteRun, deleteShard, clear } = deletion(store, async () => held)
  for (const refused of [deleteRun('r'), deleteShard('s'), clear()])
    await expect(refused).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringContaining('going on in this or another tab') as string,
    })
  // What it does not need may go.
  await deleteRun('other')
  await deleteShard('other')
  expect(await store.runs()).toHaveLength(1)
  held.clear()
  await deleteRun('r')
  expect(await store.runs()).toEqual([])
})
