/** @file What every benchmark's `plan.ts` is made of. */
import type { Sample, ShardItem } from './sample.ts'

/** What a benchmark decides of a sample; everything else is the item's. */
export type Asked = Pick<Sample, 'task' | 'prompt' | 'maxNewTokens'> & Partial<Sample>

/** One question to a model about an item. Its id is `benchmark/item/task`. */
export function sampleOf(benchmark: string, item: ShardItem, asked: Asked): Sample {
  const { id, group, split, scenario, type, imageId, truths, distractors, question } = item
  return {
    id: `${benchmark}/${id}/${asked.task}`,
    benchmark,
    itemId: id,
    group,
    split,
    scenario,
    type,
    escapeClause: false,
    imageId,
    truths,
    distractors,
    probe: null,
    ...(question === undefined ? {} : { question }),
    ...asked,
  }
}
