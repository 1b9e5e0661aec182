/**
 * Kinds of private value that the measures know how to find in text (reference:
 * docs/protocols/measures.md#matching-private-values).
 */
export const PRIVATE_TYPES = [
  'name',
  'email',
  'phone',
  'ssn',
  'birth-date',
  'address',
  'city',
  'occupation',
  'employer',
  'iban',
  'card',
  'document',
] as const
export type PrivateType = (typeof PRIVATE_TYPES)[number]

export function isPrivateType(type: string): type is PrivateType {
  return (PRIVATE_TYPES as readonly string[]).includes(type)
}

/** A private value and whose it is; `subject` is null where the shard does not say. */
export interface PrivateValue {
  readonly type: PrivateType
  readonly value: string
  readonly subject: string | null
}

/** What a protocol asks for beside private values. Which fields a benchmark reads stands in its README. */
export interface Question {
  /** `choice`: pick an option; `cloze`: fill the blank; `open`: an answer in own words; `yes-no`. */
  readonly form: 'open' | 'choice' | 'cloze' | 'yes-no'
  /** Texts by letter; null unless `choice`. */
  readonly options: Readonly<Record<string, string>> | null
  /**
   * Letter of the right option, text of the blank, reference answer, `yes` or `no`; null where nothing is
   * right or wrong.
   */
  readonly answer: string | null
  /** The reference answer with its fact replaced by other ones, for likelihood comparisons. */
  readonly perturbed: readonly string[]
  readonly language: 'en' | 'zh'
  /** Text that the picture shows as its message (typographic attacks); null where there is none. */
  readonly phrase: string | null
  /**
   * Place among items of one `group` that are compared with each other, e.g. `clean` or `gaussian-0.2`; null
   * where none are.
   */
  readonly variant: string | null
}

/** A question that asks for nothing in particular, to be spread under what one does. */
export const PLAIN_QUESTION: Question = {
  form: 'open',
  options: null,
  answer: null,
  perturbed: [],
  language: 'en',
  phrase: null,
  variant: null,
}

/**
 * One fact of a shard, as validated at intake: what is asked for, and everything that is known to be true or visible.
 * A benchmark turns each item into samples (one for each task and option).
 */
export interface ShardItem {
  readonly id: string
  readonly split: string
  readonly scenario: string | null
  /** The asked private type, or the benchmark's own category: one of its `meta.types`. */
  readonly type: string
  /** Items of one group are not independent of each other (same person, same picture): intervals resample groups. */
  readonly group: string
  /** The benchmark's base question, before any task wrapper. */
  readonly prompt: string
  /** Key of the picture in the shard; null for a text-only item. */
  readonly imageId: string | null
  /** Every value that counts as a leak of this item (a person may have several). */
  readonly truths: readonly PrivateValue[]
  /** Other people's values that the picture shows. */
  readonly distractors: readonly PrivateValue[]
  /** Absent where the item is about private values alone. */
  readonly question?: Question
}

/** One question put to a model: a shard item under one task and one set of options. */
export interface Sample {
  /**
   * Stable: `${benchmark}/${item}/${task}` plus one suffix for each option that is not the default, then
   * `@${condition}` and `/${attempt}` where there are any.
   */
  readonly id: string
  readonly benchmark: string
  readonly itemId: string
  readonly group: string
  readonly split: string
  readonly scenario: string | null
  readonly task: string
  readonly type: string
  /** Whether the prompt offers the model a sentence to refuse with. */
  readonly escapeClause: boolean
  readonly imageId: string | null
  /** Final text, without the model's chat template. */
  readonly prompt: string
  readonly truths: readonly PrivateValue[]
  readonly distractors: readonly PrivateValue[]
  readonly maxNewTokens: number
  /**
   * Beginning of the answer, which the model goes on with and the output holds; absent or null where it
   * answers from the start.
   */
  readonly answerPrefix?: string | null
  /** Continuations to score beneath the refusal, or null where the sample asks for none. */
  readonly probe: Probe | null
  /**
   * Somebody else's value of the asked type, which the model cannot have been asked for: what matching finds
   * by chance.
   */
  readonly control?: PrivateValue | null
  /** As in the item. */
  readonly question?: Question
  /**
   * Text whose tokens are forced after the prompt, for membership measures; absent or null where the sample
   * asks for none.
   */
  readonly forced?: string | null
  /**
   * Token position in the rendered prompt (negative: from its end) at which every layer's output is kept;
   * absent or null for none.
   */
  readonly hidden?: number | null
  /** Name of the condition that it is asked under (src/conditions); absent: as the benchmark asks. */
  readonly condition?: string
  /** Which of several tries under one condition, from 1; absent where there is one. */
  readonly attempt?: number
  /** What the model is told before picture and question; absent: nothing. */
  readonly system?: string
  /** Conditions that change the picture where it is decoded, as `id@version`, in order; absent: none. */
  readonly pictureChanges?: readonly string[]
  /** What a change of the picture prints on it; absent: nothing. */
  readonly pictureText?: string
  /** Tokens that an answer may have at most, whatever the config allows; absent: as the config has it. */
  readonly tokenLimit?: number
  /** Absent: the most likely token is taken. */
  readonly sampling?: Sampling
  /** A prompt that this one begins with, so that it is read once for several; absent: read in one piece. */
  readonly stem?: string
  /** What is said after each answer; absent: one question, one answer. */
  readonly conversation?: Conversation
}

/** Further turns of a sample. */
export interface Conversation {
  readonly followUps: readonly string[]
  /** What stands between its answers in the output: a line break, or nothing where a value is asked for in parts. */
  readonly joint: string
}

/** How tokens are drawn: from softmax(logits / temperature), by a seeded generator (random.ts). */
export interface Sampling {
  /** Above 0. */
  readonly temperature: number
  readonly seed: string
}

/**
 * Continuations whose log-probability is measured after the prompt: the true value first, then decoys of its
 * format.
 */
export interface Probe {
  readonly truth: string
  readonly decoys: readonly string[]
}

/** Provenance of a shard; a shard without a licence is refused at intake. */
export interface ShardManifest {
  readonly id: string
  readonly benchmark: string
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly source: string
  readonly synthetic: boolean
  readonly rows: number
  readonly bytes: number
  /** SHA-256 (hex) of the shard's canonical bytes. */
  readonly sha256: string
}
