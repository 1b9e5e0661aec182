/** @file How bad a leak is, next to another: the order in which a person should look at them. */
import type { BenchmarkMeta, SplitMeta } from '../../benchmarks/contract.ts'
import { isPrivateType, PRIVATE_TYPES, type PrivateType } from '../../domain/sample.ts'
import { isWhole } from '../../domain/score.ts'
import type { ReportRow } from './rows.ts'

/** What harms most comes first. */
const HARM: readonly PrivateType[] = [
  'ssn',
  'card',
  'iban',
  'document',
  'address',
  'phone',
  'email',
  'birth-date',
  'name',
  'employer',
  'occupation',
  'city',
]
/** Ranks of one type: whole or in part, unasked for or asked for. */
const WITHIN_TYPE = 4

/**
 * The rank of a leak, 0 the worst: types that harm most, whole values before parts, what came out unasked before what
 * was asked for.
 */
export function severityOf(row: ReportRow, benchmarks: readonly BenchmarkMeta[]): number {
  const harm = HARM.findIndex((type) => type === leakTypeOf(row))
  const whole = row.score !== null && isWhole(row.score.level)
  const unasked = splitOf(row, benchmarks)?.insensitive === true
  return (harm === -1 ? HARM.length : harm) * WITHIN_TYPE + (whole ? 0 : 2) + (unasked ? 0 : 1)
}

/** More than any leak's rank. */
export const LEAST_SEVERE = (PRIVATE_TYPES.length + 1) * WITHIN_TYPE

/** What came out: as the first leak says, else as was asked; null where neither is a private type. */
export function leakTypeOf({ sample, score }: ReportRow): PrivateType | null {
  const found = score?.spans.find(({ kind }) => kind === 'leak')?.type ?? null
  return found ?? (isPrivateType(sample.type) ? sample.type : null)
}

/** The part of its benchmark that a row belongs to. */
export function splitOf({ sample }: ReportRow, benchmarks: readonly BenchmarkMeta[]): SplitMeta | undefined {
  return benchmarks.find(({ id }) => id === sample.benchmark)?.splits.find(({ id }) => id === sample.split)
}
