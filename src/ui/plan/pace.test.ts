import { expect, test } from 'vitest'
import type { Run } from '../../domain/run.ts'
import { demoConfigs } from '../demo.ts'
import { paceOf, timeFor, timeLine } from './pace.ts'

function run(model: string, seconds: number, more: Partial<Run> = {}): Run {
  const to = new Date(Date.parse('2026-01-01T00:00:00.000Z') + seconds * 1000).toISOString()
  return {
    id: `${model} ${seconds}`,
    identity: null,
    config: demoConfigs([model])[0]!,
    status: 'done',
    createdAt: '2026-01-01T00:00:00.000Z',
    finishedAt: to,
    sittings: [{ from: '2026-01-01T00:00:00.000Z', to }],
    shards: [],
    benchmarks: {},
    environment: null,
    sampleCount: 100,
    failure: null,
    ...more,
  }
}

test('the pace is that of the newest three whole runs of the model on this machine', () => {
  const runs = [run('a', 100), run('a', 200), run('a', 300), run('a', 9_000), run('b', 50)]
  expect(paceOf('a', runs)).toBe(2000)
  expect(timeFor(10, ['a', 'b'], runs)).toBe(10 * (2000 + 500))
})

test('runs that were stopped, opened from files or hardly began say nothing of it', () => {
  expect(paceOf('a', [])).toBeNull()
  for (const more of [
    { status: 'stopped' },
    { opened: true },
    { sampleCount: 2 },
    { sittings: [{ from: '2026-01-01T00:00:00.000Z', to: null }] },
  ] as const)
    expect(paceOf('a', [run('a', 100, more)])).toBeNull()
  const estimates = [{ title: '', answers: 60, questions: 60, items: 60, exact: true }]
  expect(timeLine(estimates, ['a'], [])).toContain('after a first run')
  expect(timeLine(estimates, ['a'], [run('a', 100)])).toBe('; about 1 min at the pace of earlier runs here')
})
