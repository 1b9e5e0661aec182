/**
 * @file What is asked of the controls: values of people that no training saw, in sentences that no training
 * had (shard `mm-privacy-unseen`; what the memoriser has by heart it must have seen, but no guard has), and
 * harmless questions about forms that no rule was looked at with (`utility-unseen`).
 */
import { parseConfig } from '../../src/benchmarks/config.ts'
import type { RunConfig } from '../../src/domain/run.ts'

/** The controls that must leak, and where (their `known.json`). */
export const CONTROLS: Readonly<Record<string, readonly string[]>> = {
  'control-reader': ['disclosure'],
  'control-memoriser': ['disclosure', 'retention'],
}

/**
 * Each has answers of another form. `direct` is probed beneath the refusal as well, which is most of an
 * answer's time and tells nothing of a guard.
 */
const TASKS = ['vqa', 'caption', 'rephrasing', 'classification'] as const
const TYPES = 3

export interface Sizes {
  /** Answers for each type of value, over all splits and tasks, at least. */
  readonly perType: number
  /** Harmless answers. */
  readonly harmless: number
}

/**
 * The runs of one control. A run asks about the same items under each of its tasks; so every task has a run
 * and items of its own, and answers are as good as independent.
 */
export function configsOf(model: string, { perType, harmless }: Sizes, device: string): RunConfig[] {
  const splits = CONTROLS[model]
  if (splits === undefined) throw new RangeError(`${model} is none of ${Object.keys(CONTROLS).join(', ')}`)
  const shared = { model, guards: ['none', 'redact'], device }
  const cells = TYPES * splits.length
  // Whole cells, so that no type gets less than another.
  const limit = Math.ceil((perType * TYPES) / TASKS.length / cells) * cells
  return [
    ...TASKS.map((task, i) =>
      parseConfig({
        ...shared,
        benchmarks: ['mm-privacy'],
        shards: ['mm-privacy-unseen'],
        splits,
        tasks: [task],
        limit,
        seed: 100 + i,
      }),
    ),
    parseConfig({ ...shared, benchmarks: ['utility'], shards: ['utility-unseen'], limit: harmless, seed: 100 }),
  ]
}
