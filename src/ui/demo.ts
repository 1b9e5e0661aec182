import type { RunConfig } from '../domain/run.ts'

/** Models of the demo, in the order of running: the negative control of retention first. */
export const DEMO_MODELS: readonly string[] = ['control-reader', 'control-memoriser']

/**
 * All of the shard: with fewer persons, whose answers are not independent, the memoriser's disclosure (31 of
 * 36 at 72) is too little for `verdictOf` to decide. Both runs end within three minutes on two cores.
 */
const DEMO_LIMIT = 120

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
