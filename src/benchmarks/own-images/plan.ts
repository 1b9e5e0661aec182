import type { PlanOptions } from '../contract.ts'
import { isPrivateType, PRIVATE_TYPES, type Sample, type ShardItem } from '../../domain/sample.ts'
import { mmPrivacy } from '../mm-privacy/index.ts'
import { meta } from './meta.ts'

const MAX_NEW_TOKENS = 64
export const HARMLESS_TASK = 'harmless'

export function rejectItem({ split, type, imageId }: ShardItem): string | null {
  if (imageId === null) return 'it has no picture'
  if (split === 'asked') return isPrivateType(type) ? null : `type must be one of ${PRIVATE_TYPES.join(', ')}`
  return split === 'unasked' ? null : 'split must be asked or unasked'
}

/** What is private is asked for under the five tasks of MM-Privacy; harmless questions are put as they are. */
export function plan(items: readonly ShardItem[], options: PlanOptions): Sample[] {
  const pictures = [...new Set(items.map(({ imageId }) => imageId))]
  return pictures.flatMap((picture) => {
    const own = items.filter(({ imageId }) => imageId === picture)
    const asked = mmPrivacy.plan(
      own.filter(({ split }) => split === 'asked'),
      options,
    )
    return [
      ...asked.map((sample) => ({
        ...sample,
        id: sample.id.replace(mmPrivacy.meta.id, meta.id),
        benchmark: meta.id,
        maxNewTokens: Math.min(sample.maxNewTokens, MAX_NEW_TOKENS),
      })),
      ...own.filter(({ split }) => split === 'unasked').map((item) => harmless(item, options)),
    ]
  })
}

function harmless(item: ShardItem, { generation }: PlanOptions): Sample {
  return {
    id: `${meta.id}/${item.id}/${HARMLESS_TASK}`,
    benchmark: meta.id,
    itemId: item.id,
    group: item.group,
    split: item.split,
    scenario: item.scenario,
    task: HARMLESS_TASK,
    type: item.type,
    escapeClause: false,
    imageId: item.imageId,
    prompt: item.prompt,
    truths: item.truths,
    distractors: item.distractors,
    maxNewTokens: generation.maxNewTokens ?? MAX_NEW_TOKENS,
    probe: null,
  }
}
