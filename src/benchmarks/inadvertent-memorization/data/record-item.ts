/** @file A question about one record, whether it was drawn here or read from the authors' files. */
import { PLAIN_QUESTION, type ShardItem } from '../../../domain/sample.ts'

/** @param answer the user name on the picture; null: not read yet. */
export function recordItem(
  { id, split, group, imageId }: Pick<ShardItem, 'id' | 'split' | 'group' | 'imageId'>,
  variant: string,
  answer: string | null,
): ShardItem {
  return {
    id,
    split,
    scenario: null,
    type: 'record',
    group,
    prompt: 'What is the username?',
    imageId,
    truths: [],
    distractors: [],
    question: { ...PLAIN_QUESTION, answer, variant },
  }
}
