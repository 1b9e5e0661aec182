import { expect, test } from 'vitest'
import { demoConfigs } from '../demo.ts'
import type { Run } from '../../domain/run.ts'
import { matches, runName } from './state.ts'

const RUN: Run = {
  id: 'a',
  identity: null,
  config: demoConfigs()[0]!,
  status: 'interrupted',
  createdAt: '2026-01-02T03:04:05.000Z',
  finishedAt: null,
  shards: [],
  benchmarks: {},
  environment: null,
  sampleCount: 3,
  failure: null,
  label: { name: 'Before covering', tags: ['May', 'laptop'] },
}

test('a run is found by name, tag, model, benchmark and state; every word has to be there', () => {
  for (const text of ['', 'covering', 'MAY', 'control-reader', 'mm-privacy', 'interrupted', 'laptop before'])
    expect(matches(RUN, text, []), text).toBe(true)
  for (const text of ['june', 'laptop after']) expect(matches(RUN, text, []), text).toBe(false)
  expect(runName(RUN)).toBe('Before covering')
  expect(runName({ ...RUN, label: { name: '', tags: [] } })).toBe('control-reader')
})
