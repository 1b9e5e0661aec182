/** @file Figures of a classifier on labelled rows, and how far a sample's may lie from the card's by chance alone. */
import { auc } from '../../src/domain/statistics/auc.ts'

/** One row that a head was labelled on: P and truth. */
export interface Labelled {
  readonly p: number
  readonly y: boolean
}

/** As in the card; null where a class is missing. */
export interface Figures {
  readonly auc: number | null
  readonly accuracy: number | null
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
}

export function figuresOf(rows: readonly Labelled[], threshold: number): Figures {
  const count = (holds: (row: Labelled) => boolean): number => rows.filter(holds).length
  const fires = ({ p }: Labelled): boolean => p >= threshold
  const hits = count((row) => row.y && fires(row))
  const [fired, positive] = [count(fires), count(({ y }) => y)]
  const side = (y: boolean): number[] => rows.filter((row) => row.y === y).map(({ p }) => p)
  const over = (a: number, b: number): number | null => (b === 0 ? null : a / b)
  return {
    auc: auc(side(true), side(false)),
    accuracy: over(
      count((row) => row.y === fires(row)),
      rows.length,
    ),
    precision: over(hits, fired),
    recall: over(hits, positive),
    f1: over(2 * hits, fired + positive),
  }
}

/**
 * Standard error of an AUC `a` on so many rows of each class: Hanley and McNeil 1982, "The meaning and use of
 * the area under a receiver operating characteristic (ROC) curve", Radiology 143.
 */
export function aucError(a: number, positive: number, negative: number): number {
  const [q1, q2] = [a / (2 - a), (2 * a * a) / (1 + a)]
  const sum = a * (1 - a) + (positive - 1) * (q1 - a * a) + (negative - 1) * (q2 - a * a)
  return Math.sqrt(Math.max(0, sum) / (positive * negative))
}

/** Standard error of a share `p` of `n`. */
export function shareError(p: number, n: number): number {
  return Math.sqrt((p * (1 - p)) / n)
}
