import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG, parseConfig } from './config.ts'
import { LeakscopeError } from '../domain/errors.ts'

describe('parseConfig', () => {
  it('fills in the defaults', () => {
    expect(parseConfig({})).toEqual(DEFAULT_CONFIG)
    expect(parseConfig({ limit: undefined, generation: { maxNewTokens: 20 } })).toEqual({
      ...DEFAULT_CONFIG,
      generation: { maxNewTokens: 20, escapeClause: 'on' },
    })
  })

  it('takes every key', () => {
    const config = {
      model: 'HuggingFaceTB/SmolVLM-256M-Instruct',
      benchmarks: ['mm-privacy'],
      shards: ['mm-privacy-demo'],
      splits: ['retention'],
      tasks: ['caption'],
      guards: ['none'],
      device: 'wasm',
      dtype: 'q4',
      limit: 30,
      seed: 7,
      generation: { maxNewTokens: null, escapeClause: 'both' },
    }
    expect(parseConfig(config)).toEqual(config)
  })

  it('always compares with no guard, calls a guard by its shortest name, and lets a judge judge what it does not defend', () => {
    expect(parseConfig({ guards: ['rules+redact'] }).guards).toEqual(['none', 'redact'])
    expect(parseConfig({ guards: ['refuse', 'none'] }).guards).toEqual(['none', 'refuse'])
    expect(parseConfig({ guards: ['redact'], judges: ['harm-detector'] }).judges).toEqual(['harm-detector'])
  })

  it.each([
    [
      { limt: 3 },
      /^unknown key "limt"; allowed are model, benchmarks, shards, guards, splits, tasks, device, dtype, limit, seed, generation, guardFailure, rewriter, judges, conditions, systemPrompt, part$/,
    ],
    [
      { generation: { temperature: 1 } },
      /^unknown key "generation.temperature"; allowed are generation.maxNewTokens, generation.thinkingTokens, generation.escapeClause$/,
    ],
    [{ model: '' }, /^model: "" is not allowed; allowed is a text/],
    [{ model: 5 }, /^model: 5 /],
    [{ benchmarks: ['mm-privcy'] }, /^benchmarks\[0\]: "mm-privcy" is not allowed; allowed is one of mm-privacy/],
    [{ benchmarks: [] }, /^benchmarks: a list of 0 /],
    [{ benchmarks: 'mm-privacy' }, /^benchmarks: "mm-privacy" /],
    [{ benchmarks: ['mm-privacy', 'mm-privacy'] }, /each entry once/],
    [{ shards: [3] }, /^shards\[0\]: 3 /],
    [
      { guards: ['magic'] },
      /^guards\[0\]: "magic" is not allowed; allowed is none, redact, refuse, rewrite, or a detector/,
    ],
    [{ guards: ['redact', 'rules+redact'] }, /^guards: "redact" .* each entry once$/],
    [{ guards: [] }, /^guards: a list of 0 /],
    [{ guardFailure: 'ignore' }, /^guardFailure: "ignore" is not allowed; allowed is one of stop, unguarded$/],
    [{ rewriter: '' }, /^rewriter: "" /],
    [{ judges: ['rules'] }, /^judges\[0\]: "rules" .* harm-detector$/],
    [
      { guards: ['refuse'], judges: ['harm-detector'] },
      /^judges: "harm-detector" cannot judge beside guard "refuse", which defends with it: .* by construction/,
    ],
    [{ guards: ['ensemble+redact'], judges: ['harm-detector'] }, /^judges: .* beside guard "ensemble\+redact"/],
    [{ device: 'gpu' }, /^device: "gpu" is not allowed; allowed is one of auto, webgpu, wasm$/],
    [{ dtype: 'q5' }, /^dtype: "q5" .* or null/],
    [{ dtype: { vision_encoder: 'q5' } }, /^dtype\.vision_encoder: "q5" is not allowed; allowed is one of fp32/],
    [{ dtype: {} }, /^dtype: an object .* for each session by name/],
    [{ limit: 0 }, /^limit: 0 .* from 1, or null for all samples$/],
    [{ limit: 1.5 }, /^limit: 1.5 /],
    [{ limit: '10' }, /^limit: "10" /],
    [{ seed: -1 }, /^seed: -1 /],
    [{ seed: Number.NaN }, /^seed: NaN /],
    [{ seed: null }, /^seed: null /],
    [{ generation: null }, /^generation: null .* an object with the keys maxNewTokens, thinkingTokens, escapeClause$/],
    [{ generation: { thinkingTokens: 0 } }, /^generation.thinkingTokens: 0 .* 1 to 16384/],
    [{ generation: { escapeClause: true } }, /^generation.escapeClause: true .* on, off, both$/],
    [{ generation: { maxNewTokens: 1e9 } }, /^generation.maxNewTokens: 1000000000 /],
    [JSON.parse('{"__proto__": {"limit": 1}}'), /^unknown key "__proto__"/],
    [{ constructor: 1 }, /^unknown key "constructor"/],
    [null, /^config: null is not allowed; allowed is an object/],
    [[], /^config: a list of 0 /],
    ['model: x', /^config: "model: x" /],
    [{ model: ['a\nb'] }, /^model: a list of 1 /],
    [{ ['x'.repeat(500)]: 1 }, /^unknown key "x+…; allowed/],
  ])('%j: one clear line', (input, message) => {
    let error: unknown
    try {
      parseConfig(input)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(LeakscopeError)
    expect((error as LeakscopeError).code).toBe('bad-config')
    expect((error as LeakscopeError).message).toMatch(message)
    expect((error as LeakscopeError).message).not.toContain('\n')
  })
})
