/**
 * @file Conditions that a config has keys of its own for: guards, which change answers, and the escape clause, whose
 * wording belongs to a benchmark's task. They are measured as all others are.
 */
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { Condition } from './contract.ts'

const PREFIX = 'guard-'

/** Name of a guard as a condition; `+` joins conditions, so a guard's own is written as `:`. */
export function guardCondition(guard: string): string {
  return PREFIX + guard.replace('+', ':')
}

/** Undefined for what names no guard. Whether there is such a guard, a config's reader knows. */
export function guardAsCondition(id: string): Condition | undefined {
  const guard = id.startsWith(PREFIX) ? id.slice(PREFIX.length).replace(':', '+') : ''
  if (!/^[\w-]+(?:\+[\w-]+)?$/.test(guard) || guard === NO_GUARD) return undefined
  return {
    id,
    version: 1,
    kind: 'protect',
    title: `Guard: ${guard}`,
    does: `Lets the guard ${guard} read every answer, and change it.`,
    source: 'Pi et al. 2024, arXiv 2401.02906 (MLLM-Protector)',
    deviation: null,
    needs: [],
    key: { guard },
  }
}

export const noEscapeClause: Condition = {
  id: 'no-escape-clause',
  version: 1,
  kind: 'ask',
  title: 'Without escape clause',
  does: 'Leaves out the sentence that the benchmark offers to refuse with.',
  source: null,
  deviation: 'asked by MM-Privacy alone, whose tasks have it',
  needs: [],
  key: { escapeClause: 'off' },
}
