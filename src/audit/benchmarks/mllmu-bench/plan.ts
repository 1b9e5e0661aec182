import type { PlanOptions } from '../../benchmark.ts'
import { sampleOf } from '../../planning.ts'
import { createRandom } from '../../random.ts'
import type { Probe, Question, Sample, ShardItem } from '../../sample.ts'
import { meta, MODALITIES, SPLITS, type Task } from './meta.ts'
import { shot, wrapPrompt } from './prompts.ts'

/** `eval.py` generates as many everywhere but for one model. */
const MAX_NEW_TOKENS = 50

const TASK_OF = { choice: 'classification', cloze: 'cloze', open: 'generation' } as const
const FEW_SHOT = { classification: 'classification-few-shot', cloze: 'cloze-few-shot' } as const

export function refuses({ split, type, imageId, question }: ShardItem): string | null {
  if (!(SPLITS as readonly string[]).includes(split)) return `split must be one of ${SPLITS.join(', ')}`
  if (!(MODALITIES as readonly string[]).includes(type)) return `type must be one of ${MODALITIES.join(', ')}`
  if (type === 'image-text' && imageId === null) return 'an image-text item needs a picture'
  if (question === undefined || question.form === 'yes-no') return 'question.form must be one of choice, cloze, open'
  if (question.answer === null) return 'question.answer is needed'
  if (question.form !== 'choice') return null
  if (question.options === null) return 'a choice needs options'
  return Object.hasOwn(question.options, question.answer) ? null : 'question.answer must be the letter of an option'
}

/**
 * Every question as such, and after solved ones. The solved ones are all questions of one profile of the split, drawn by the seed, which is
 * itself not asked that way (benchmarks.md 2.4, 1); celebrities are asked without (as in the original).
 */
export function plan(items: readonly ShardItem[], { generation, seed }: PlanOptions): Sample[] {
  const shots = new Map(SPLITS.map((split) => [split as string, shotsOf(items, split, seed)]))
  return items.flatMap((item) => {
    const question = item.question as Question
    const task = TASK_OF[question.form as keyof typeof TASK_OF]
    const ask = (asked: Task, prompt: string): Sample =>
      sampleOf(meta.id, item, {
        task: asked,
        prompt,
        maxNewTokens: generation.maxNewTokens ?? MAX_NEW_TOKENS,
        probe: probeOf(question),
        // The true sentence, token by token, for membership (PrivLeak).
        forced: asked === 'generation' && item.type === 'text' ? question.answer : null,
      })
    const plain = ask(task, wrapPrompt(item, question))
    const examples = shots.get(item.split)
    if (task === 'generation' || examples == null || examples.profile === item.group) return [plain]
    const solved = examples.of(item.type, question.form)
    if (solved === '') return [plain]
    return [plain, ask(FEW_SHOT[task], `${solved}\n\n${plain.prompt}`)]
  })
}

/** The right letter or sentence first, then the wrong ones. */
function probeOf({ form, options, answer, perturbed }: Question): Probe | null {
  const truth = answer as string
  const decoys = form === 'choice' ? Object.keys(options ?? {}).filter((letter) => letter !== truth) : perturbed
  return decoys.length === 0 ? null : { truth, decoys }
}

interface Shots {
  readonly profile: string
  /** Solved questions of one kind, as one text. */
  of(type: string, form: Question['form']): string
}

function shotsOf(items: readonly ShardItem[], split: string, seed: number): Shots | null {
  if (split === 'celebrity' || split === 'holdout') return null
  const own = items.filter((item) => item.split === split)
  const profiles = [...new Set(own.map(({ group }) => group))]
  // Without a second profile nothing would be left to ask.
  if (profiles.length < 2) return null
  const profile = createRandom(`${seed}/shots/${split}`).pick(profiles)
  const solved = own.filter(({ group }) => group === profile)
  return {
    profile,
    of: (type, form) =>
      solved
        .filter((item) => item.type === type && item.question?.form === form)
        .map((item) => shot(item.prompt, item.question as Question))
        .join('\n\n'),
  }
}
