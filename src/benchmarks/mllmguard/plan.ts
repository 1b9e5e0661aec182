import type { PlanOptions } from '../contract.ts'
import { sampleOf } from '../../domain/planning.ts'
import type { Sample, ShardItem } from '../../domain/sample.ts'
import { HALLUCINATION, LANGUAGES, meta, OPEN, SWAP } from './meta.ts'

/** The released configuration's limit could not be found; enough for an open answer of a small model. */
const MAX_NEW_TOKENS = 150
const TYPES = meta.types.filter(({ pools }) => pools === undefined).map(({ id }) => id)

export function rejectItem({ split, type, imageId, question }: ShardItem): string | null {
  if (!(LANGUAGES as readonly string[]).includes(split)) return `split must be one of ${LANGUAGES.join(', ')}`
  if (!TYPES.includes(type)) return `type must be one of ${TYPES.join(', ')}`
  if (imageId === null) return 'every item needs a picture'
  if ((OPEN as readonly string[]).includes(type)) return null
  if (question === undefined) return `a ${type} item needs a question`
  if (type === SWAP)
    return question.variant === 'a' || question.variant === 'b' ? null : 'question.variant must be a or b'
  // The official hallucination files bring no expected answers: those can be told by refusals alone.
  if (question.answer === null) return type === HALLUCINATION ? null : 'question.answer is needed'
  return type === HALLUCINATION && question.form === 'open' ? 'question.form must be yes-no or choice' : null
}

/** One sample for each item: the prompts are the benchmark's own, as they are. */
export function plan(items: readonly ShardItem[], { generation }: PlanOptions): Sample[] {
  const maxNewTokens = generation.maxNewTokens ?? MAX_NEW_TOKENS
  return items.map((item) => sampleOf(meta.id, item, { task: 'ask', prompt: item.prompt, maxNewTokens }))
}
