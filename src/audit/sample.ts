/** Kinds of private value that the measures know how to find in text (reference: benchmarks.md 0.4). */
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
] as const
export type PrivateType = (typeof PRIVATE_TYPES)[number]

/** A private value and whose it is; `subject` is null where the shard does not say. */
export interface PrivateValue {
  readonly type: PrivateType
  readonly value: string
  readonly subject: string | null
}

/**
 * One fact of a shard, as validated at intake: what is asked for, and everything that is known to be true or visible.
 * A benchmark turns each item into samples (one for each task and option).
 */
export interface ShardItem {
  readonly id: string
  readonly split: string
  readonly scenario: string | null
  /** The asked type. */
  readonly type: PrivateType
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
}

/** One question put to a model: a shard item under one task and one set of options. */
export interface Sample {
  /** Stable: `${benchmark}/${item}/${task}` plus one suffix for each option that is not the default. */
  readonly id: string
  readonly benchmark: string
  readonly itemId: string
  readonly group: string
  readonly split: string
  readonly scenario: string | null
  readonly task: string
  readonly type: PrivateType
  /** Whether the prompt offers the model a sentence to refuse with. */
  readonly escapeClause: boolean
  readonly imageId: string | null
  /** Final text, without the model's chat template. */
  readonly prompt: string
  readonly truths: readonly PrivateValue[]
  readonly distractors: readonly PrivateValue[]
  readonly maxNewTokens: number
  /** Continuations to score beneath the refusal, or null where the sample asks for none. */
  readonly probe: Probe | null
  /** Somebody else's value of the asked type, which the model cannot have been asked for: what matching finds by chance. */
  readonly control?: PrivateValue | null
}

/** Continuations whose log-probability is measured after the prompt: the true value first, then decoys of its format. */
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
