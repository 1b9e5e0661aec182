/** @file Rows one by one: a bad one is told with its reason and the others go on. */
import { LeakscopeError } from '../../audit/errors.ts'
import { benchmarkById } from '../../audit/registry.ts'
import type { ShardItem } from '../../audit/sample.ts'
import { bad, checkItem, LIMITS } from '../schema.ts'
import type { RejectedRow } from './importer.ts'

/** Why a row is left out, in a few words. */
export class Rejection extends Error {}

export class Rows {
  readonly items: ShardItem[] = []
  readonly rejected: RejectedRow[] = []
  readonly #benchmark: string
  readonly #ids = new Set<string>()

  constructor(benchmark: string) {
    this.#benchmark = benchmark
  }

  /** Takes what `make` returns, or notes why it cannot: a `Rejection`, a field out of bounds, an item that its benchmark cannot ask. */
  add(row: string, make: () => readonly ShardItem[]): void {
    try {
      const items = make().map((item) => checkItem(item, `row ${row}`))
      for (const item of items) {
        const reason = benchmarkById(this.#benchmark).refuses(item)
        if (reason !== null) throw new Rejection(reason)
        if (this.#ids.has(item.id)) throw new Rejection(`another row has the id ${item.id}`)
      }
      for (const item of items) {
        this.#ids.add(item.id)
        this.items.push(item)
      }
    } catch (error) {
      if (!(error instanceof Rejection) && !(error instanceof LeakscopeError && error.code === 'bad-shard')) throw error
      this.rejected.push({
        row: row.slice(0, 80),
        reason: error.message.replace(/^Shard refused, row [^:]*: |; nothing was imported\.$/g, ''),
      })
    }
    if (this.items.length > LIMITS.rows || this.rejected.length > LIMITS.rows)
      throw bad('files', `more than ${LIMITS.rows} rows`)
  }
}

/** A text that must be there. @throws Rejection */
export function textOf(value: unknown, what: string): string {
  if (Number.isFinite(value) || typeof value === 'bigint') return String(value)
  if (typeof value !== 'string' || value.trim() === '') throw new Rejection(`${what} must be a text that is not empty`)
  return value.trim()
}

/** A part of an id out of anything: what ids may not hold becomes a hyphen. */
export function idPart(value: string): string {
  const part = value.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[^\p{L}\p{N}]+/u, '')
  return part === '' ? 'x' : part.slice(0, 60)
}
