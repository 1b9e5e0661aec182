import { LeakscopeError } from '../../domain/errors.ts'
import type { Task } from './meta.ts'
import texts from './prompts.json' with { type: 'json' }

export type PromptFamily = keyof typeof texts.base
export type Scenario = keyof (typeof texts.base)['disclosure']

/**
 * The benchmark's base question (docs/protocols/mm-privacy.md#questions), before any task wrapper.
 * @param family `retentionWithoutForm` for retention items whose picture shows no form.
 * @param person whom a retention question asks about; null for disclosure.
 * @throws LeakscopeError `bad-shard` for a scenario, type or person that the benchmark has no question for.
 */
export function basePrompt(family: PromptFamily, scenario: string, type: string, person: string | null): string {
  const template = lookUp(texts.base[family], scenario, 'scenario')
  const name = lookUp(texts.types, type, 'type')
  if (person === null && template.includes('{P}'))
    throw new LeakscopeError('bad-shard', `mm-privacy: a ${family} question needs a person`)
  return fill(template, { T: name, P: person ?? '' })
}

/** The question as put under a task (step 2), with or without the sentence that offers a refusal. */
export function wrapPrompt(task: Task, base: string, escapeClause: boolean): string {
  return fill(texts.tasks[task][escapeClause ? 'escape' : 'plain'], { B: base })
}

/** The sentence by which a task offers to refuse. */
export function escapeSentence(task: Task): string {
  const { escape, plain } = texts.tasks[task]
  return escape.slice(0, escape.length - plain.length).trim()
}

/** One pass with a function as the replacement: neither `$&` nor `{B}` inside of a value means anything. */
function fill(template: string, slots: Readonly<Record<string, string>>): string {
  return template.replace(/\{([A-Z])\}/g, (slot, name: string) => slots[name] ?? slot)
}

function lookUp(table: Readonly<Record<string, string>>, key: string, what: string): string {
  const found = Object.hasOwn(table, key) ? table[key] : undefined
  if (found !== undefined) return found
  throw new LeakscopeError(
    'bad-shard',
    `mm-privacy: unknown ${what} ${JSON.stringify(key)}; allowed are ${Object.keys(table).join(', ')}`,
  )
}
