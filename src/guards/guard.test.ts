import { describe, expect, it } from 'vitest'
import type { Response } from '../domain/response.ts'
import { applyEdits, redactions, REFUSAL, rewritePrompt } from './detoxify.ts'
import { changesOf, guard, type GuardContext, guardedResponse, outputAt, unguardedResponse } from './guard.ts'
import { compareGuards, type GuardSpec } from '../domain/guard-spec.ts'
import { modelsOf, parseGuard, usesRules } from './registry.ts'
import type { Detection } from '../domain/guard-record.ts'
import { detectByRules } from './rules.ts'
import { ensemble, fires, scoreWindows, windowsOf } from './score.ts'

const spec = (id: string): GuardSpec => parseGuard(id) as GuardSpec
const model = (score: number | null): Detection => ({ score, heads: {}, spans: [] })
const never = async (): Promise<never> => {
  throw new Error('not to be asked')
}
const context = (detect: (text: string) => Detection, rewrite: GuardContext['rewrite'] = never): GuardContext => {
  let clock = 0
  return { prompt: 'What is it?', detect: async (text) => detect(text), rewrite, now: () => (clock += 5) }
}
const raw: Response = {
  runId: 'r',
  sampleId: 's',
  guard: 'none',
  renderedPrompt: '<user>What is it?',
  output: 'It is mara.quill@example.com, I think.',
  tokens: [],
  finish: 'eos',
  continuationLogProbs: [-1],
  timings: { encode: 1, prefill: 1, decode: 1, score: 1 },
  error: null,
  at: 'then',
}

describe('names of guards', () => {
  it.each([
    ['redact', { id: 'redact', detector: 'rules', detoxifier: 'redact' }],
    ['rules+redact', { id: 'redact', detector: 'rules', detoxifier: 'redact' }],
    ['refuse', { id: 'refuse', detector: 'harm-detector', detoxifier: 'refuse' }],
    ['rules+refuse', { id: 'rules+refuse', detector: 'rules', detoxifier: 'refuse' }],
    ['folder:a+b+rewrite', { id: 'folder:a+b+rewrite', detector: 'folder:a+b', detoxifier: 'rewrite' }],
    ['none', null],
    ['redct', undefined],
    ['+redact', undefined],
    ['rules', undefined],
    ['redact+rules', undefined],
  ])('%s', (name, expected) => expect(parseGuard(name)).toEqual(expected))

  it('are shown after the model alone, those with a detector of their own first', () => {
    const names = ['ensemble+redact', 'refuse', 'none', 'redact']
    expect(names.toSorted(compareGuards)).toEqual(['none', 'redact', 'refuse', 'ensemble+redact'])
  })

  it('say which models a guard needs and whether rules decide', () => {
    expect(['redact', 'refuse', 'ensemble+refuse', 'folder:x+refuse'].map((id) => modelsOf(spec(id)))).toEqual([
      [],
      ['harm-detector'],
      ['harm-detector'],
      ['folder:x'],
    ])
    expect(['redact', 'refuse', 'ensemble+refuse'].map((id) => usesRules(spec(id)))).toEqual([true, false, true])
  })
})

describe('scores', () => {
  it("move each head's threshold to .5 and take the smallest P(harmless) over heads and windows", () => {
    const thresholds = { harm: 0.8, private: 0.3 }
    expect(scoreWindows([{ harm: 0.8, private: 0 }], thresholds).score).toBeCloseTo(0.5)
    expect(scoreWindows([{ harm: 0, private: 0.3 }], thresholds).score).toBeCloseTo(0.5)
    expect(fires(scoreWindows([{ harm: 0.81, private: 0.1 }], thresholds).score)).toBe(true)
    expect(fires(scoreWindows([{ harm: 0.79, private: 0.29 }], thresholds).score)).toBe(false)
    const windows = [{ harm: 0.1 }, { harm: 0.9 }, { harm: 0.2 }]
    expect(scoreWindows(windows, { harm: 0.5 })).toEqual({ score: expect.closeTo(0.1) as number, heads: { harm: 0.9 } })
    expect(scoreWindows([], thresholds)).toEqual({ score: null, heads: {} })
    expect(scoreWindows([{ harm: 1 }], { harm: 0.5 }).score).toBeGreaterThan(0)
    expect(scoreWindows([{ mood: 1 }], thresholds).score).toBeNull()
  })

  it('windows cover the text and end with it', () => {
    expect(windowsOf(0, 8)).toEqual([])
    expect(windowsOf(8, 8)).toEqual([{ start: 0, end: 8 }])
    expect(windowsOf(9, 8)).toEqual([
      { start: 0, end: 8 },
      { start: 1, end: 9 },
    ])
    for (const length of [17, 64, 65, 1000]) {
      const windows = windowsOf(length, 16)
      expect(windows[0]?.start).toBe(0)
      expect(windows.at(-1)?.end).toBe(length)
      expect(windows.every(({ start, end }, i) => end - start === 16 && start <= (windows[i - 1]?.end ?? 0))).toBe(true)
    }
  })

  it('fire below the threshold, not at it, and never of nothing', () => {
    expect([0.49, 0.5, null].map((score) => fires(score))).toEqual([true, false, false])
    expect([0.69, 0.7].map((score) => fires(score, 0.7))).toEqual([true, false])
  })

  it('stay finite where a head is certain', () => {
    const at = (harm: number, threshold: number) => scoreWindows([{ harm }], { harm: threshold }).score
    // Log-odds end at one in a billion: certainty against a threshold just as certain is .5.
    expect(at(1, 1)).toBeCloseTo(0.5, 12)
    expect(at(0, 0)).toBeCloseTo(0.5, 12)
    expect(at(1, 0.5)).toBeCloseTo(1e-9, 14)
  })

  it('neighbouring windows share a quarter, so that a sentence cut by one is whole in the other', () => {
    expect(windowsOf(32, 16).map(({ start }) => start)).toEqual([0, 12, 16])
    expect(windowsOf(41, 16).map(({ start }) => start)).toEqual([0, 12, 24, 25])
    expect(windowsOf(3, 1).map(({ start }) => start)).toEqual([0, 1, 2])
  })

  it('an ensemble fires when one of its detectors does, and has the spans of all', () => {
    const both = ensemble([detectByRules('a@example.com'), model(0.9)])
    expect(both).toMatchObject({ score: 0, spans: [{ type: 'email' }] })
    expect(ensemble([detectByRules('all quiet'), model(0.2)])).toMatchObject({ score: 0.2, spans: [] })
    expect(ensemble([model(null), model(null)]).score).toBeNull()
  })
})

describe('a guard', () => {
  it('lets a harmless answer through unchanged, after one look', async () => {
    const looks: string[] = []
    const seen = await guard(
      spec('redact'),
      'A red circle',
      context((text) => (looks.push(text), detectByRules(text))),
    )
    expect(seen).toMatchObject({ verdict: 'harmless', output: 'A red circle', record: { action: 'passed', ms: 5 } })
    expect(looks).toEqual(['A red circle'])
  })

  it('does not score an empty answer', async () => {
    const seen = await guard(spec('refuse'), ' ', { ...context(detectByRules), detect: never })
    expect(seen).toMatchObject({ verdict: 'harmless', output: ' ', record: { score: null, action: 'passed' } })
  })

  it('redacts the spans and keeps the rest', async () => {
    const { output, record } = await guard(spec('redact'), raw.output, context(detectByRules))
    expect(output).toBe('It is [EMAIL], I think.')
    expect(record).toMatchObject({ action: 'redacted', score: 0, draft: output, draftScore: 1, failure: null })
    expect(changesOf(raw.output, output, record)).toEqual([{ start: 6, end: 28, text: '[EMAIL]' }])
  })

  it('refuses with the fixed sentence', async () => {
    const { output, record } = await guard(
      spec('refuse'),
      'how to',
      context(() => model(0.1)),
    )
    expect([output, record.action]).toEqual([REFUSAL, 'refused'])
    expect(changesOf('how to', output, record)).toEqual([{ start: 0, end: 6, text: REFUSAL }])
  })

  it('looks again at a rewrite, with the prompt of the paper, and refuses where it still fires', async () => {
    const prompts: string[] = []
    const rewrite = (answer: string) => async (prompt: string) => (prompts.push(prompt), answer)
    const detect = (text: string): Detection => model(text.includes('bad') ? 0.2 : 0.9)
    const good = await guard(spec('rewrite'), 'bad', context(detect, rewrite('good')))
    expect(good).toMatchObject({ output: 'good', record: { action: 'rewritten', draft: 'good', draftScore: 0.9 } })
    const still = await guard(spec('rewrite'), 'bad', context(detect, rewrite('still bad')))
    expect(still).toMatchObject({ output: REFUSAL, record: { action: 'refused', draft: 'still bad', draftScore: 0.2 } })
    const mute = await guard(spec('rewrite'), 'bad', context(detect, rewrite(' ')))
    expect(mute).toMatchObject({ output: REFUSAL, record: { action: 'refused' } })
    expect(prompts[0]).toBe(rewritePrompt('bad'))
    expect(prompts[0]).toContain('\nOriginal response: bad\nCorrected response: ')
  })

  it('that cannot say where refuses instead of redacting', async () => {
    const { output } = await guard(
      spec('harm-detector+redact'),
      'all of it',
      context(() => model(0.1)),
    )
    expect(output).toBe(REFUSAL)
  })

  it('that cannot look has no verdict', async () => {
    await expect(guard(spec('refuse'), 'x', { ...context(detectByRules), detect: never })).rejects.toThrow(
      'not to be asked',
    )
  })

  it('derives a response of its own, without what belongs to the model alone', async () => {
    const seen = await guard(spec('redact'), raw.output, context(detectByRules))
    const guarded = guardedResponse(raw, spec('redact'), seen, 'now')
    expect(guarded).toMatchObject({ guard: 'redact', output: 'It is [EMAIL], I think.', tokens: null, at: 'now' })
    expect(guarded).toMatchObject({ continuationLogProbs: null, renderedPrompt: raw.renderedPrompt, timings: null })
    const turns = [raw.output, ''].map((output) => ({ prompt: 'q', output, finish: null, cached: null, fed: null }))
    const conversation = { ...raw, turns }
    const went = (output: string) => guardedResponse(conversation, spec('redact'), { ...seen, output }, 'now')
    // What went out as it was is still a conversation, whose turns are scored one by one; another text is none.
    expect(went(raw.output).turns).toBe(turns)
    expect(went('It is [redacted].')).not.toHaveProperty('turns')
    const without = unguardedResponse(raw, spec('refuse'), { code: 'timeout', message: 'slow' }, 'now')
    expect(without).toMatchObject({
      output: raw.output,
      guarded: { action: 'unguarded', failure: { code: 'timeout' } },
    })
  })
})

describe('redactions', () => {
  const span = (start: number, end: number, type: 'email' | 'phone') => ({ start, end, type })

  it('of values within and across each other are one, which hides both to their ends', () => {
    expect(redactions([span(2, 20, 'email'), span(5, 10, 'phone')])).toEqual([{ start: 2, end: 20, text: '[EMAIL]' }])
    expect(redactions([span(5, 25, 'phone'), span(2, 10, 'email')])).toEqual([{ start: 2, end: 25, text: '[EMAIL]' }])
    expect(redactions([span(2, 5, 'phone'), span(2, 9, 'email')])).toEqual([{ start: 2, end: 9, text: '[EMAIL]' }])
  })

  it('of values side by side are two', () => {
    const edits = redactions([span(5, 9, 'phone'), span(2, 5, 'email')])
    expect(edits.map(({ start, end }) => [start, end])).toEqual([
      [2, 5],
      [5, 9],
    ])
    expect(applyEdits('a aaabbbb.', edits)).toBe('a [EMAIL][PHONE].')
  })
})

describe('another threshold, from what is stored', () => {
  it('gives the stored output at the threshold of the run, for every guard', async () => {
    const detect = (text: string): Detection => ({ ...detectByRules(text), score: text.includes('@') ? 0.3 : 0.7 })
    for (const id of ['redact', 'refuse', 'rewrite', 'ensemble+redact', 'rules+rewrite']) {
      for (const answer of [raw.output, 'nothing here', 'x@y']) {
        const { output, record } = await guard(
          spec(id),
          answer,
          context(detect, async () => 'rewritten'),
        )
        expect(outputAt(spec(id), answer, record, 0.5)).toBe(output)
        expect(outputAt(spec(id), answer, record, 0)).toBe(answer)
      }
    }
  })

  it('fires on more as the threshold rises', async () => {
    const { record } = await guard(
      spec('refuse'),
      'calm',
      context(() => model(0.7)),
    )
    expect([0.5, 0.69, 0.71, 1].map((t) => outputAt(spec('refuse'), 'calm', record, t) === REFUSAL)).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
