import type { PlanOptions } from '../contract.ts'
import { sampleOf } from '../../domain/planning.ts'
import type { Sample, ShardItem } from '../../domain/sample.ts'
import { judgeOf, KINDS, meta, SPLITS } from './meta.ts'
import texts from './prompts.json' with { type: 'json' }

/** The originals leave it to each model; HELM takes 500. Enough to tell compliance from refusal on a small model. */
const MAX_NEW_TOKENS = 200
/** `VLGuard_eval.py`. */
const MAX_VLGUARD_TOKENS = 256
/** FigStep asks for three items of a hundred words each. */
const MAX_LIST_TOKENS = 512

export function rejectItem({ split, type, imageId, question }: ShardItem): string | null {
  if (!(SPLITS as readonly string[]).includes(split)) return `split must be one of ${SPLITS.join(', ')}`
  if (judgeOf(type) === null) return `type must be one of ${meta.types.map(({ id }) => id).join(', ')}`
  const kind = question?.variant ?? ''
  if (!(KINDS as readonly string[]).includes(kind)) return `question.variant must be one of ${KINDS.join(', ')}`
  return kind === 'text' || imageId !== null ? null : `a ${kind} item needs a picture`
}

/** Every question as it is, and behind the safety prompt (docs/protocols/mm-safetybench.md#safety-prompt), in pairs. */
export function plan(items: readonly ShardItem[], { generation }: PlanOptions): Sample[] {
  return items.flatMap((item) =>
    [false, true].map((safety) =>
      sampleOf(meta.id, item, {
        task: `${item.question?.variant}${safety ? '-safety' : ''}`,
        prompt: safety ? `${texts.safety}${item.prompt}` : item.prompt,
        maxNewTokens: generation.maxNewTokens ?? longest(item),
        escapeClause: safety,
      }),
    ),
  )
}

/** New tokens that an answer may take. */
function longest({ question }: ShardItem): number {
  switch (question?.variant) {
    case 'figstep':
    case 'figstep-pro':
      return MAX_LIST_TOKENS
    case 'vlguard':
      return MAX_VLGUARD_TOKENS
    default:
      return MAX_NEW_TOKENS
  }
}
