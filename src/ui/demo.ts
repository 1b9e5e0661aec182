import type { RunConfig } from '../audit/run.ts'

/** Models of the demo, in the order of running: the negative control of retention first. */
export const DEMO_MODELS: readonly string[] = ['control-reader', 'control-memoriser']

/**
 * Of the shard's 120, spread evenly: enough persons (nine in each split, whose answers are not independent) for every headline to be decided
 * by `verdictOf`, and few enough for both runs to end within three minutes on two busy WASM cores.
 */
const DEMO_LIMIT = 72

export const DEMO_SHARD = 'mm-privacy-demo'

/** One run of MM-Privacy for each control model, on the small bundled shard, always the same samples. */
export function demoConfigs(models: readonly string[] = DEMO_MODELS): RunConfig[] {
  return models.map((model) => ({
    model,
    benchmarks: ['mm-privacy'],
    shards: [DEMO_SHARD],
    guards: ['none'],
    splits: [],
    tasks: [],
    device: 'auto',
    dtype: null,
    limit: DEMO_LIMIT,
    seed: 1,
    generation: { maxNewTokens: null, escapeClause: 'on' },
  }))
}
