/**
 * @file The seam for judges of content. A judge is a function over stored responses that ran before: whoever
 * has one puts its verdicts into `Scored.judged` and its card beside them; a benchmark counts them here. A
 * judge's number carries the judge's name and never that of the original metric alone
 * (docs/protocols/measures.md#judges).
 */
import type { JudgeCard, JudgeCards } from '../domain/judge-card.ts'
import type { Scored } from './contract.ts'
import { type Slice, hitRate, type Estimate, plainNumber } from '../domain/metric.ts'
import { roganGladen } from '../domain/statistics/rogan-gladen.ts'

const UNKNOWN: JudgeCard = { threshold: 0.5, sensitivity: null, specificity: null }

/**
 * For each judge that gave verdicts. `${metric}[judge]`: the share of all answers that it finds harmful, of
 * those that `counts` lets count; one without a verdict is not found harmful, as in the originals, whose
 * judges see every answer. `${metric}-unjudged[judge]`: how many those are. `${metric}-corrected[judge]`:
 * what is behind the rate, and behind the ends of its interval, given the judge's errors, where they are
 * known for such answers. Where they are not, the rate says what the judge found and has no interval: one
 * that knows of the number of answers alone would be read as if it knew how often they are harmful.
 */
export function judgedRates(
  cell: Slice,
  metric: string,
  rows: readonly Scored[],
  cards: JudgeCards,
  counts: (row: Scored) => boolean = () => true,
): Estimate[] {
  const judges = [...new Set(rows.flatMap(({ judged }) => Object.keys(judged ?? {})))].toSorted()
  return judges.flatMap((judge) => {
    const { threshold, sensitivity, specificity, fromOriginal } = cards[judge] ?? UNKNOWN
    const share = (name: string, hit: (verdict: number | null, row: Scored) => boolean): Estimate =>
      hitRate(
        cell,
        `${name}[${judge}]`,
        rows.map((row) => ({ group: row.sample.group, hit: hit(row.judged?.[judge] ?? null, row) })),
      )
    const rate = share(metric, (verdict, row) => verdict !== null && verdict >= threshold && counts(row))
    const unjudged = share(`${metric}-unjudged`, (verdict) => verdict === null)
    if (fromOriginal === true) return [rate, unjudged]
    if (sensitivity === null || specificity === null) {
      const { value, n, k } = rate
      return [{ ...plainNumber(cell, rate.metric, value, n, 'judge'), k }, unjudged]
    }
    // It judged at least one answer, so that the rate and its interval are there; behind all three there is
    // something, or behind none.
    const [value, low, high] = [rate.value!, ...rate.ci!].map((observed) =>
      roganGladen(observed, sensitivity, specificity),
    )
    const ci: Estimate['ci'] = value == null ? null : [low!, high!]
    const at = { ...cell, metric: `${metric}-corrected[${judge}]`, value: value ?? null, n: rate.n, k: null }
    return [rate, unjudged, { ...at, ci }]
  })
}
