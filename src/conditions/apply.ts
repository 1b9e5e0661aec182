/** @file Samples under conditions: what a run asks, beside what its benchmarks ask. */
import { NO_CONDITION } from '../domain/condition-spec.ts'
import { LeakscopeError } from '../domain/errors.ts'
import type { Sample } from '../domain/sample.ts'
import type { Condition, ConditionInput } from './contract.ts'
import { CONDITION_GRAMMAR, parseCondition } from './registry.ts'

/**
 * Each sample as it is, followed by itself under every condition that can be put to it. A sample under a
 * condition is not probed beneath the refusal, as under a second escape clause: 33 continuations each would
 * be most of a run's time.
 * @param names of conditions; `none` is always among what is asked.
 * @throws LeakscopeError `bad-config` for a name that this version does not know.
 */
export function underConditions<S extends Sample>(
  samples: readonly S[],
  names: readonly string[],
  given: ConditionInput,
): S[] {
  const conditions = names.filter((name) => name !== NO_CONDITION).map((name) => ({ name, parts: partsOf(name) }))
  if (conditions.length === 0) return [...samples]
  return samples.flatMap((sample) => [
    sample,
    ...conditions.flatMap(({ name, parts }) => conditioned(sample, name, parts, given)),
  ])
}

function partsOf(name: string): readonly Condition[] {
  const parts = parseCondition(name)
  if (parts !== undefined) return parts
  throw new LeakscopeError('bad-config', `conditions: "${name}" is unknown; allowed are ${CONDITION_GRAMMAR}`)
}

/** A sample under one condition: as often as it is tried, none where it cannot be put to it. */
export function conditioned<S extends Sample>(
  sample: S,
  name: string,
  parts: readonly Condition[],
  given: ConditionInput,
): S[] {
  if (!parts.every((part) => isAskable(sample, part))) return []
  let tries: S[] = [sample]
  for (const { ask } of parts)
    if (ask !== undefined) tries = tries.flatMap((own) => ask(own, given).map((change) => ({ ...own, ...change })))
  // What is printed on a picture lies on top of what hides it.
  const changes = parts
    .toReversed()
    .flatMap(({ id, version, picture }) => (picture === undefined ? [] : [`${id}@${version}`]))
  return tries.map((own, at) => ({
    ...own,
    // Asked behind the plain question's own words, it is read from where those end.
    ...(own.prompt !== sample.prompt && own.prompt.startsWith(sample.prompt) ? { stem: sample.prompt } : {}),
    id: `${sample.id}@${name}${tries.length > 1 ? `/${at + 1}` : ''}`,
    probe: null,
    condition: name,
    ...(tries.length > 1 ? { attempt: at + 1 } : {}),
    ...(changes.length > 0 ? { pictureChanges: changes } : {}),
  }))
}

/** Whether a condition can be put to a sample. */
export function isAskable({ imageId, question, answerPrefix, forced, hidden }: Sample, { needs }: Condition): boolean {
  if (needs.includes('picture') && imageId === null) return false
  // What is forced behind a prompt, or read at a place in it, is measured of that prompt.
  const open = (question?.form ?? 'open') === 'open' && answerPrefix == null && forced == null && hidden == null
  return open || !needs.includes('open')
}

/** A question that every condition can be put to, under all of these: what they change, and how often they ask. */
export function anySample(names: readonly string[]): Sample[] {
  return underConditions([ANY], names, { seed: 0, systemPrompt: 'any' }).slice(1)
}

/** Those of these conditions that ask on after an answer. */
export function conversations(names: readonly string[]): string[] {
  return names.filter((name) => anySample([name]).some(({ conversation }) => conversation !== undefined))
}

const ANY: Sample = {
  id: 'any',
  benchmark: '',
  itemId: '',
  group: '',
  split: '',
  scenario: null,
  task: '',
  type: '',
  escapeClause: false,
  imageId: 'any',
  prompt: '',
  truths: [],
  distractors: [],
  maxNewTokens: 1,
  probe: null,
}
