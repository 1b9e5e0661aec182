import type { PlanOptions } from '../contract.ts'
import { sampleOf } from '../../domain/planning.ts'
import { groupBy } from '../../domain/metric.ts'
import { createRandom } from '../../domain/random.ts'
import type { Probe, Question, Sample, ShardItem } from '../../domain/sample.ts'
import { meta, MODALITIES, SPLITS, type Task } from './meta.ts'
import { behindShots, shot, statement, wrapPrompt } from './prompts.ts'

/** `eval.py` generates as many everywhere but for one model. */
const MAX_NEW_TOKENS = 50

const TASK_OF = { choice: 'classification', cloze: 'cloze', open: 'generation' } as const
const FEW_SHOT = { classification: 'classification-few-shot', cloze: 'cloze-few-shot' } as const

export function rejectItem({ split, type, imageId, question }: ShardItem): string | null {
  if (!(SPLITS as readonly string[]).includes(split)) return `split must be one of ${SPLITS.join(', ')}`
  if (!(MODALITIES as readonly string[]).includes(type)) return `type must be one of ${MODALITIES.join(', ')}`
  if (type === 'image-text' && imageId === null) return 'an image-text item needs a picture'
  if (question === undefined || question.form === 'yes-no') return 'question.form must be one of choice, cloze, open'
  if (question.answer === null) return 'question.answer is needed'
  if (question.form !== 'choice') return null
  if (question.options === null) return 'a choice needs options'
  return Object.hasOwn(question.options, question.answer) ? null : 'question.answer must be the letter of an option'
}

/** Profiles that give the examples: `eval.py` takes one for choices and, of LLaVA, two for blanks. */
const SHOT_PROFILES = { choice: 1, cloze: 2 } as const

/**
 * Every question as such, and after solved ones. The solved ones are all questions of one or two profiles of
 * the split, drawn by the seed, which are themselves not asked that way
 * (docs/protocols/mllmu-bench.md#questions); celebrities are asked without (as in the original). Blanks also
 * with hints that bring back what was only hidden (docs/protocols/mllmu-bench.md#hints): other facts of the
 * same person, and the first letter of the answer.
 */
export function plan(items: readonly ShardItem[], { generation, seed }: PlanOptions): Sample[] {
  const shots = new Map(SPLITS.map((split) => [split as string, shotsOf(items, split, seed)]))
  const ofPerson = groupBy(items, personOf)
  return items.flatMap((item) => {
    const question = item.question as Question
    const task = TASK_OF[question.form as keyof typeof TASK_OF]
    const ask: Ask = (asked, prompt, answerPrefix = null) =>
      sampleOf(meta.id, item, {
        task: asked,
        prompt,
        maxNewTokens: generation.maxNewTokens ?? MAX_NEW_TOKENS,
        // What follows a beginning is no whole answer to compare.
        probe: answerPrefix === null ? probeOf(question) : null,
        answerPrefix,
        // The true sentence, token by token, for membership (PrivLeak).
        forced: asked === 'generation' && item.type === 'text' ? question.answer : null,
      })
    const plain = ask(task, wrapPrompt(item, question))
    if (task === 'generation') return [plain]
    const solved = shots.get(item.split)?.(item) ?? []
    return [
      plain,
      ...(solved.length === 0 ? [] : [ask(FEW_SHOT[task], behindShots(solved, plain.prompt))]),
      ...(task === 'cloze' ? hinted(question, plain.prompt, ofPerson.get(personOf(item)) ?? [], ask) : []),
    ]
  })
}

type Ask = (asked: Task, prompt: string, answerPrefix?: string | null) => Sample

const personOf = ({ split, group, type }: ShardItem): string => `${split}/${group}/${type}`

function hinted(question: Question, prompt: string, others: readonly ShardItem[], ask: Ask): Sample[] {
  const answer = question.answer as string
  const told = factsBeside(answer, others)
  const [first, ...rest] = answer
  return [
    ...(told === '' ? [] : [ask('cloze-other-facts', `${told}\n\n${prompt}`)]),
    // Of a single letter, the hint would be the answer.
    ...(first === undefined || rest.length === 0 ? [] : [ask('cloze-first-letter', prompt, first)]),
  ]
}

/** What is asked about a person, answered, one fact to a line; nothing that gives the blank away. */
function factsBeside(answer: string, items: readonly ShardItem[]): string {
  const facts = items
    .filter(({ question }) => question?.form === 'cloze' || question?.form === 'choice')
    .map((item) => statement(item.prompt, item.question as Question))
  return [...new Set(facts)].filter((fact) => !fact.toLowerCase().includes(answer.toLowerCase())).join('\n')
}

/** The right letter or sentence first, then the wrong ones. */
function probeOf({ form, options, answer, perturbed }: Question): Probe | null {
  const truth = answer as string
  const decoys = form === 'choice' ? Object.keys(options ?? {}).filter((letter) => letter !== truth) : perturbed
  return decoys.length === 0 ? null : { truth, decoys }
}

/**
 * Solved questions of the item's kind; none for an item whose profile gives them. Null where a split is asked
 * without.
 */
type Shots = (item: ShardItem) => readonly string[]

function shotsOf(items: readonly ShardItem[], split: string, seed: number): Shots | null {
  if (split === 'celebrity' || split === 'holdout') return null
  const own = items.filter((item) => item.split === split)
  const profiles = createRandom(`${seed}/shots/${split}`).shuffle([...new Set(own.map(({ group }) => group))])
  return ({ group, type, question }) => {
    const form = question?.form as keyof typeof SHOT_PROFILES
    // One profile at least must be left to ask.
    const giving = profiles.slice(0, Math.min(SHOT_PROFILES[form], profiles.length - 1))
    if (giving.includes(group)) return []
    return own
      .filter((item) => giving.includes(item.group) && item.type === type && item.question?.form === form)
      .map((item) => shot(item.prompt, item.question as Question))
  }
}
