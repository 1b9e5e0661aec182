import type { CompiledDeclining } from './phrases/index.ts'

/** How a clause declines without a plain "cannot": where that stands in it, and whether a speaker declines. */
export interface SoftRefusal {
  readonly start: number
  readonly end: number
  readonly own: boolean
}

/** So far behind a verb of keeping its object may end: "I leave the plant alone and then water it". */
const OBJECT_BEHIND = 24

/**
 * A soft refusal: within one clause and in any order somebody is unwilling, or something is withheld or unfit, and
 * there is an act of giving and something that could be private. Three parts must meet, so that "I would rather walk",
 * "the name is withheld" and "it would be wrong to swim" are none.
 * @param clause by `simplify`.
 */
export function declinesSoftly(clause: string, grammar: CompiledDeclining): SoftRefusal | null {
  if (grammar.advises.test(clause)) return declinesAlone(clause, grammar)
  const unwilling = grammar.unwilling.exec(clause)
  const keeps = grammar.keeps.exec(clause)
  const withheld = grammar.withheld.exec(clause)
  const wrong = grammar.wrong.exec(clause)
  const asked = (unwilling ?? keeps ?? withheld ?? wrong) !== null && grammar.asked.test(clause)
  const gives = asked && (unwilling ?? wrong) !== null && grammar.gives.test(clause)
  if (gives && unwilling !== null) return found(unwilling, true)
  if (asked && keeps !== null && grammar.asked.test(clause.slice(0, endOf(keeps) + OBJECT_BEHIND)))
    return found(keeps, true)
  const impersonal = (gives ? wrong : null) ?? (asked ? withheld : null)
  return impersonal === null ? declinesAlone(clause, grammar) : found(impersonal, false)
}

function declinesAlone(clause: string, { alone }: CompiledDeclining): SoftRefusal | null {
  const match = alone.exec(clause)
  return match === null ? null : found(match, false)
}

const endOf = (match: RegExpExecArray): number => match.index + match[0].length

function found(match: RegExpExecArray, own: boolean): SoftRefusal {
  return { start: match.index, end: endOf(match), own }
}
