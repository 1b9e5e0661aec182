/** @file Answers to the same question that came out otherwise in two runs. */
import type { Outcome, Span } from '../../domain/score.ts'

/** An answer as exports hold it, as far as a reader of two runs needs it. */
export interface ReadAnswer {
  readonly sampleId: string
  readonly guard: string
  readonly condition?: string
  readonly split: string
  readonly task: string
  readonly type: string
  readonly output: string
  readonly outcome: Outcome | null
  readonly spans: readonly Span[]
}

/** One question, answered twice. */
export interface ChangedAnswer {
  readonly key: string
  readonly sampleId: string
  readonly guard: string
  readonly place: string
  readonly before: ReadAnswer
  readonly after: ReadAnswer
}

/**
 * Those whose outcome is another one, the ones that leak in but one of the two first. @param reference what is told as
 * before.
 */
export function changedAnswers(own: readonly ReadAnswer[], reference: readonly ReadAnswer[]): ChangedAnswer[] {
  const theirs = new Map(reference.map((row) => [keyOf(row), row]))
  return own
    .flatMap((after): ChangedAnswer[] => {
      const key = keyOf(after)
      const before = theirs.get(key)
      if (before === undefined || before.outcome === after.outcome) return []
      const { sampleId, guard, split, task, type, condition } = after
      const place = [split, task, type, condition, guard === 'none' ? undefined : guard]
      return [{ key, sampleId, guard, place: place.filter((part) => part !== undefined).join(', '), before, after }]
    })
    .toSorted((a, b) => Number(crosses(b)) - Number(crosses(a)))
}

function crosses({ before, after }: ChangedAnswer): boolean {
  const leaks = (outcome: Outcome | null) => outcome === 'leak'
  return leaks(before.outcome) !== leaks(after.outcome)
}

function keyOf({ sampleId, guard }: ReadAnswer): string {
  return JSON.stringify([guard, sampleId])
}
