import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { createDrafts } from './drafts.ts'

// Node's copy of a File is a Blob.
const named = (name: string) => new Blob([name]) as File

test('drafts come back in the order in which they were added, as they were left last', async () => {
  const drafts = createDrafts<{ note: string }>('ordered')
  expect(await drafts.all()).toEqual([])
  for (const id of ['c', 'a', 'b']) await drafts.add({ id, file: named(id), work: { note: '' } })
  await drafts.update('a', { note: 'seen' })
  // Another tab's, after a crash.
  const again = createDrafts<{ note: string }>('ordered')
  expect((await again.all()).map(({ id, work }) => [id, work.note])).toEqual([
    ['c', ''],
    ['a', 'seen'],
    ['b', ''],
  ])
  expect(await (await again.all())[0]!.file.text()).toBe('c')
  expect(await again.count()).toBe(3)
})

test('what was removed stays away, also from a correction on its way', async () => {
  const drafts = createDrafts<{ note: string }>('removed')
  for (const id of ['a', 'b']) await drafts.add({ id, file: named(id), work: { note: '' } })
  await drafts.remove(['a'])
  await drafts.update('a', { note: 'late' })
  expect((await drafts.all()).map(({ id }) => id)).toEqual(['b'])
  await drafts.clear()
  expect(await drafts.count()).toBe(0)
  await drafts.update('b', { note: 'late' })
  expect(await drafts.all()).toEqual([])
})
