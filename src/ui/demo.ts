import type { RunConfig } from '../audit/run.ts'

/** Models of the demo, in the order of running: the negative control of retention first. */
export const DEMO_MODELS: readonly string[] = ['control-reader', 'control-memoriser']

/** 60 of its 120 samples, spread evenly: both runs end within three minutes on two busy WASM cores. */
const DEMO_SHARD = 'mm-privacy-demo'

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
    limit: 60,
    seed: 1,
    generation: { maxNewTokens: null, escapeClause: 'on' },
  }))
}
