/** @file All conditions, in the order of showing, and their names. */
import { NO_CONDITION } from '../domain/condition-spec.ts'
import { asCode } from './asks/as-code.ts'
import { asForm } from './asks/as-form.ts'
import { asJson } from './asks/as-json.ts'
import { asStory } from './asks/as-story.ts'
import { asTable } from './asks/as-table.ts'
import { answerPrefix } from './asks/answer-prefix.ts'
import { fewShotLeak } from './asks/few-shot-leak.ts'
import { fewShotRefusal } from './protects/few-shot-refusal.ts'
import { LANGUAGES } from './asks/languages.ts'
import { questionAsPicture, questionBeside, questionOver } from './asks/printed.ts'
import { CONDITION_KINDS, type Condition } from './contract.ts'
import { guardAsCondition, noEscapeClause } from './keyed.ts'
import { blank } from './pictures/blank.ts'
import { blurred } from './pictures/blurred.ts'
import { covered } from './pictures/covered.ts'
import { cropped } from './pictures/cropped.ts'
import { grey } from './pictures/grey.ts'
import { jpeg } from './pictures/jpeg.ts'
import { noise } from './pictures/noise.ts'
import { shrunk } from './pictures/shrunk.ts'
import { stamped } from './pictures/stamped.ts'
import { answerShort } from './protects/answer-short.ts'
import { systemOwn } from './protects/system-own.ts'
import { systemPolicy } from './protects/system-policy.ts'
import { systemReminder } from './protects/system-reminder.ts'
import { systemRole } from './protects/system-role.ts'
import { fiveTries } from './tries/five-tries.ts'
import { halves } from './tries/halves.ts'
import { phrasings } from './tries/phrasings.ts'
import { push } from './tries/push.ts'

export const CONDITIONS: readonly Condition[] = [
  asStory,
  asForm,
  asJson,
  asCode,
  asTable,
  answerPrefix,
  fewShotLeak,
  ...LANGUAGES,
  questionAsPicture,
  questionBeside,
  questionOver,
  fewShotRefusal,
  systemReminder,
  systemPolicy,
  systemRole,
  systemOwn,
  answerShort,
  covered,
  blurred,
  cropped,
  shrunk,
  noise,
  jpeg,
  grey,
  stamped,
  blank,
  phrasings,
  fiveTries,
  push,
  halves,
]

function conditionById(name: string): Condition | undefined {
  return [...CONDITIONS, noEscapeClause].find(({ id }) => id === name) ?? guardAsCondition(name)
}

/** What conditions may be called, for messages. */
export const CONDITION_GRAMMAR = `none, ${CONDITIONS.map(({ id }) => id).join(', ')}, no-escape-clause, guard-NAME, or one way to ask, one to protect and one of tries joined with +, e.g. as-story+picture-blurred`

/**
 * Reads a condition's name: none for `none`, else one of each kind at most, in the order ask, protect, tries.
 * Undefined for what is no condition.
 */
export function parseCondition(name: string): readonly Condition[] | undefined {
  if (name === NO_CONDITION) return []
  const parts = name.split('+').map(conditionById)
  const known = parts.filter((part) => part !== undefined)
  const kinds = new Set(known.map(({ kind }) => kind))
  if (known.length < parts.length || kinds.size < parts.length) return undefined
  return known.toSorted((a, b) => CONDITION_KINDS.indexOf(a.kind) - CONDITION_KINDS.indexOf(b.kind))
}

/** The one name of a condition that is made of these. */
export function conditionName(parts: readonly Condition[]): string {
  return parts.length === 0 ? NO_CONDITION : parts.map(({ id }) => id).join('+')
}

/** Order of showing: each by itself as in the list, then those of two and more parts; unknown ones come last. */
export function compareConditions(a: string, b: string): number {
  const place = (name: string): number => {
    const parts = parseCondition(name)
    if (parts === undefined) return Infinity
    const rank = (part: Condition): number => {
      const at = CONDITIONS.indexOf(part)
      return at < 0 ? CONDITIONS.length : at
    }
    return parts.reduce((sum, part) => sum * (CONDITIONS.length + 1) + rank(part) + 1, 0)
  }
  const [first, second] = [place(a), place(b)]
  return first === second ? a.localeCompare(b) : first - second
}

/** In a reader's words. A name that this version does not know stands for itself. */
export function conditionTitle(name: string): string {
  const parts = parseCondition(name)
  if (parts === undefined) return name
  return parts.length === 0 ? 'as the benchmark asks' : parts.map(({ title }) => title).join(' + ')
}
