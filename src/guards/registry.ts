/** @file Guards by name: see [Note: Names of guards] in README.md. */
import { LeakscopeError } from '../domain/errors.ts'
import { type GuardSpec, NO_GUARD } from '../domain/guard-spec.ts'
import type { Detector, Detoxifier } from './contract.ts'
import { DETECTORS } from './detectors/index.ts'
import { DETOXIFIERS } from './detoxifiers/index.ts'

const names = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join(', ')

/** What guards may be called, for messages. */
export const GUARD_GRAMMAR = `none, ${names(DETOXIFIERS)}, or a detector (${names(DETECTORS)}, or one that you added) + one of these, e.g. ensemble+redact`

/** Detector models that ship. */
export const SHIPPED_DETECTORS: readonly string[] = [...new Set(DETECTORS.flatMap(({ models }) => models))]

/** Detectors that may judge. */
export const JUDGES: readonly string[] = DETECTORS.filter(({ mayJudge }) => mayJudge).map(({ id }) => id)

/** Reads a guard's name; null for `none`. Undefined for what is no guard. */
export function parseGuard(name: string): GuardSpec | null | undefined {
  if (name === NO_GUARD) return null
  const plus = name.lastIndexOf('+')
  const detoxifier = DETOXIFIERS.find(({ id }) => id === name.slice(plus + 1))
  if (detoxifier === undefined || plus === 0) return undefined
  const detector = plus < 0 ? detoxifier.detector : name.slice(0, plus)
  const id = detector === detoxifier.detector ? detoxifier.id : `${detector}+${detoxifier.id}`
  return { id, detector, detoxifier: detoxifier.id }
}

/** Null for a detector that a user added: a model, asked as it is. */
export function builtInDetector(id: string): Detector | null {
  return DETECTORS.find((detector) => detector.id === id) ?? null
}

/** @throws LeakscopeError `bad-config` for a detoxifier that this version does not have. */
export function detoxifierOf({ id, detoxifier }: GuardSpec): Detoxifier {
  const found = DETOXIFIERS.find((entry) => entry.id === detoxifier)
  if (found === undefined)
    throw new LeakscopeError('bad-config', `guards: "${id}" is unknown; allowed are ${GUARD_GRAMMAR}`)
  return found
}

/** The detector models that a guard needs; none where the rules suffice. */
export function modelsOf({ detector }: GuardSpec): readonly string[] {
  return builtInDetector(detector)?.models ?? [detector]
}

/** Whether the rules take part in the decision. */
export function usesRules({ detector }: GuardSpec): boolean {
  return builtInDetector(detector)?.usesRules ?? false
}
