/**
 * @file Adds a detector and a detoxifier: each is the object below, in a file of its own, and the line that
 * the mocks add to the list.
 */
import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { parseConfig } from '../../benchmarks/config.ts'
import type { Detector, Detoxifier } from '../../guards/contract.ts'
import { outputAt } from '../../guards/guard.ts'
import { GUARD_GRAMMAR, parseGuard } from '../../guards/registry.ts'
import { openStore } from '../../storage/database/store.ts'
import { startRun } from '../run.ts'
import { dependencies, importTinyShard, scriptedEngines, tinyConfig } from '../testing/scripted.ts'

const examples = vi.hoisted(() => {
  const digits: Detector = {
    id: 'digits',
    title: 'Any digit',
    models: [],
    usesRules: false,
    mayJudge: false,
    detect: async (answer) => ({ score: /\d/.test(answer) ? 0 : 1, heads: {}, spans: [] }),
  }
  const hide = (answer: string): string => answer.replaceAll(/\d/g, '#')
  const mask: Detoxifier = {
    id: 'mask',
    does: 'puts # in place of each digit',
    detector: 'digits',
    action: 'rewritten',
    needsRewriter: false,
    draft: async (answer) => hide(answer),
    replay: hide,
  }
  return { digits, mask }
})
vi.mock(import('../../guards/detectors/index.ts'), async (original) => ({
  DETECTORS: [...(await original()).DETECTORS, examples.digits],
}))
vi.mock(import('../../guards/detoxifiers/index.ts'), async (original) => ({
  DETOXIFIERS: [...(await original()).DETOXIFIERS, examples.mask],
}))

test('it has a name, which a configuration takes', () => {
  expect(parseGuard('digits+mask')).toEqual({ id: 'mask', detector: 'digits', detoxifier: 'mask' })
  expect(parseConfig({ guards: ['digits+refuse', 'rules+mask'] }).guards).toEqual([
    'none',
    'digits+refuse',
    'rules+mask',
  ])
  expect(GUARD_GRAMMAR).toContain('mask, or a detector (rules, harm-detector, ensemble, digits,')
})

test('a run defends with it, and its answers are stored under its name', async () => {
  const store = await openStore('added-guard')
  await importTinyShard(store)
  const engines = scriptedEngines({ reply: (prompt) => ({ text: prompt === 'q0' ? 'none' : `it is ${prompt}` }) })
  const config = { ...tinyConfig, guards: ['none', 'mask', 'digits+refuse'] }
  const run = await (await startRun(dependencies(store, engines), config)).finished
  expect(run).toMatchObject({ status: 'done', failure: null })
  const responses = await store.responses(run.id)
  const under = (guard: string, item: string) =>
    responses.find((response) => response.guard === guard && response.sampleId === `tiny/${item}/direct`)
  expect(under('mask', 'i0')).toMatchObject({ output: 'none', guarded: { action: 'passed' } })
  expect(under('mask', 'i1')).toMatchObject({ output: 'it is q#', guarded: { action: 'rewritten', draftScore: 1 } })
  expect(under('digits+refuse', 'i1')).toMatchObject({ guarded: { action: 'refused' } })
  const record = under('mask', 'i1')!.guarded!
  expect(outputAt(parseGuard('mask')!, 'it is q1', record, 0.5)).toBe('it is q#')
  store.close()
})
