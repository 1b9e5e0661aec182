import { expect, test } from 'vitest'
import type { Run } from '../../domain/run.ts'
import { newestPair } from './newest-pair.ts'

const run = (id: string, day: number, shards: readonly string[], status: Run['status'] = 'done'): Run =>
  ({
    id,
    status,
    createdAt: `2026-11-0${day}T00:00:00.000Z`,
    shards: shards.map((sha256) => ({ id: sha256, sha256 })),
  }) as unknown as Run

const idsOf = (runs: readonly Run[]) => newestPair(runs)?.map(({ id }) => id)

test('the newest two of the same shards, the older first, whatever lies between', () => {
  expect(idsOf([run('a', 1, ['x', 'y']), run('b', 2, ['z']), run('c', 3, ['y', 'x'])])).toEqual(['a', 'c'])
  expect(idsOf([run('c', 3, ['x']), run('b', 2, ['x']), run('a', 1, ['x'])])).toEqual(['b', 'c'])
})

test('none where nothing was asked twice to its end', () => {
  expect(newestPair([])).toBeNull()
  expect(idsOf([run('a', 1, ['x']), run('b', 2, ['y'])])).toBeUndefined()
  expect(idsOf([run('a', 1, ['x']), run('b', 2, ['x'], 'paused')])).toBeUndefined()
})
