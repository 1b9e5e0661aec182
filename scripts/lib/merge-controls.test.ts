import { describe, expect, it } from 'vitest'
import type { ControlFigures, ControlRun } from '../../src/calibration/controls.ts'
import { mergeControls, type Shipping } from './merge-controls.ts'

const run = (benchmark: string, samples: number, version = '1.0.0', sha256 = 'shard'): ControlRun => ({
  benchmark,
  version,
  shards: [{ id: 'demo', sha256 }],
  samples,
  metrics: [],
})
const control = (model: string, ...runs: readonly ControlRun[]): ControlFigures => ({
  model,
  name: `Control: ${model}`,
  files: { 'model.onnx': `of ${model}` },
  runs,
})
const now: Shipping = {
  files: new Map(['reader', 'memoriser'].map((model) => [model, { 'model.onnx': `of ${model}`, 'more.json': 'x' }])),
  versions: new Map([
    ['first', '1.0.0'],
    ['second', '1.0.0'],
  ]),
  shards: new Map([['demo', 'shard']]),
}

describe('what was measured anew', () => {
  it('takes the place of the same, in the order of the registries; everything else stays as it is', () => {
    const shipped = [control('memoriser', run('second', 1)), control('reader', run('second', 2))]
    const made = [control('memoriser', run('first', 3), run('second', 4))]
    expect(mergeControls(shipped, made, now)).toEqual({
      controls: [control('reader', run('second', 2)), control('memoriser', run('first', 3), run('second', 4))],
      dropped: [],
    })
  })

  it('stands beside what shipped of the same control, whose files count together', () => {
    const vision = { ...control('reader', run('first', 3)), files: { 'more.json': 'x' } }
    const { controls } = mergeControls([control('reader', run('second', 2))], [vision], now)
    expect(controls).toEqual([
      {
        ...control('reader', run('first', 3), run('second', 2)),
        files: { 'model.onnx': 'of reader', 'more.json': 'x' },
      },
    ])
  })

  it('is all there is where nothing shipped', () => {
    const made = [control('reader', run('first', 1))]
    expect(mergeControls([], made, now)).toEqual({ controls: made, dropped: [] })
    expect(mergeControls(made, [], now)).toEqual({ controls: made, dropped: [] })
  })

  it('of a control that ships no more is refused', () => {
    expect(() => mergeControls([], [control('gone')], now)).toThrow(/gone ships no more; allowed are reader, memoriser/)
  })
})

describe('what shipped and was measured on something else', () => {
  it.each([
    [run('first', 1, '0.9.0'), 'reader, first: measured with @0.9.0, which is @1.0.0 now'],
    [run('third', 1), 'reader, third: measured with @1.0.0, which is @none now'],
    [run('first', 1, '1.0.0', 'another'), 'reader, first: the shard demo has changed'],
  ])('is left out and said', (stale, line) => {
    const { controls, dropped } = mergeControls([control('reader', stale, run('second', 2))], [], now)
    expect(controls).toEqual([control('reader', run('second', 2))])
    expect(dropped).toEqual([line])
    expect(mergeControls([control('reader', stale)], [], now).controls).toEqual([])
  })

  it('is left out and said where the model has changed, and its files with it', () => {
    const other = { ...control('reader', run('second', 2)), files: { 'model.onnx': 'another', 'old.json': 'x' } }
    expect(mergeControls([other], [control('reader', run('first', 3))], now)).toEqual({
      controls: [control('reader', run('first', 3))],
      dropped: ['reader, second: its model.onnx has changed'],
    })
    const gone = mergeControls([control('gone', run('first', 1))], [], now)
    expect(gone).toEqual({ controls: [], dropped: ['gone: it ships no more'] })
  })
})
