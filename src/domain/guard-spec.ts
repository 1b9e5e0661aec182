/** @file [Note: Names of guards] in README.md: `none`, a detoxifier, or `<detector>+<detoxifier>`. */

/** The model alone; every other guard is measured against it on the same answers. */
export const NO_GUARD = 'none'

/** What a fired guard returns: the answer with its private spans replaced, a rewritten answer, or the fixed refusal. */
export const DETOXIFIERS = ['redact', 'refuse', 'rewrite'] as const
export type Detoxifier = (typeof DETOXIFIERS)[number]

export const RULES = 'rules'
export const HARM_DETECTOR = 'harm-detector'
/** Fires when the rules or the harm detector do. */
export const ENSEMBLE = 'ensemble'
export const DETECTORS = [RULES, HARM_DETECTOR, ENSEMBLE] as const

/** The detector of a detoxifier that is named alone. */
const OWN_DETECTOR: Readonly<Record<Detoxifier, string>> = {
  redact: RULES,
  refuse: HARM_DETECTOR,
  rewrite: HARM_DETECTOR,
}

export interface GuardSpec {
  /** The shortest name of this guard; two names of one guard have the same. */
  readonly id: string
  readonly detector: string
  readonly detoxifier: Detoxifier
}

/** What guards may be called, for messages. */
export const GUARD_GRAMMAR = `none, ${DETOXIFIERS.join(', ')}, or a detector (${DETECTORS.join(', ')}, or one that you added) + one of these, e.g. ensemble+redact`

/** Reads a guard's name; null for `none`. Undefined for what is no guard. */
export function parseGuard(name: string): GuardSpec | null | undefined {
  if (name === NO_GUARD) return null
  const plus = name.lastIndexOf('+')
  const detoxifier = DETOXIFIERS.find((id) => id === name.slice(plus + 1))
  if (detoxifier === undefined || plus === 0) return undefined
  const detector = plus < 0 ? OWN_DETECTOR[detoxifier] : name.slice(0, plus)
  const id = detector === OWN_DETECTOR[detoxifier] ? detoxifier : `${detector}+${detoxifier}`
  return { id, detector, detoxifier }
}

/** The detector models that a guard needs; none where the rules suffice. */
export function modelsOf({ detector }: GuardSpec): readonly string[] {
  if (detector === RULES) return []
  return [detector === ENSEMBLE ? HARM_DETECTOR : detector]
}

/** Whether the rules take part in the decision. */
export function usesRules({ detector }: GuardSpec): boolean {
  return detector === RULES || detector === ENSEMBLE
}

/** Order of showing: the model alone, then detoxifiers with their own detector, then with others. */
export function compareGuards(a: string, b: string): number {
  const place = (guard: string): number => (guard === NO_GUARD ? 0 : guard.includes('+') ? 2 : 1)
  return place(a) - place(b) || a.localeCompare(b)
}
