/** @file What a part of `npm run bench:language-model` is, and how its rows are kept. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { rateInterval, type GroupSum } from '../../src/domain/statistics/grouped.ts'
import type { InBrowser } from './engine.ts'

/** A share or an area with its interval (95%); n is how many it is of. */
export interface Figure {
  readonly value: number
  readonly ci: readonly [number, number]
  readonly n: number
}

export interface Part<Item, Row extends object> {
  /** Its rows lie in `<id>.jsonl`, its figures in `<id>.json`. */
  readonly id: string
  /** Whether the model without its adapter is asked the same; its rows lie in `<id>-plain.jsonl`. */
  readonly plain?: boolean
  readonly items: (count: number) => readonly Item[]
  /** Names an item; what is there under its key is not asked again. */
  readonly keyOf: (item: Item) => string
  readonly ask: (model: InBrowser, item: Item) => Promise<Row>
  /** @param plain of the model without its adapter, in the same order; empty where it is not asked. */
  readonly figures: (rows: readonly Row[], plain: readonly Row[]) => object
}

/** Rows by key, of a file that may end within a line: the process that wrote it may have been killed. */
export function readRows<Row>(path: string): Map<string, Row> {
  const rows = new Map<string, Row>()
  if (!existsSync(path)) return rows
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    try {
      const { key, ...row } = JSON.parse(line) as { key: string }
      rows.set(key, row as Row)
    } catch {
      // The line that was being written, and is asked again.
    }
  }
  return rows
}

/**
 * Asks what is not in the file yet, and adds each answer to it at once.
 * @param open is called where something is left to ask.
 * @returns the rows of these items, in their order.
 */
export async function askAll<Item, Row extends object>(
  { items, keyOf, ask }: Part<Item, Row>,
  count: number,
  path: string,
  open: () => Promise<InBrowser>,
  onRow: (done: number, of: number) => void,
): Promise<Row[]> {
  const rows = readRows<Row>(path)
  if (existsSync(path) && !readFileSync(path, 'utf8').endsWith('\n')) appendFileSync(path, '\n')
  const all = items(count)
  const left = all.filter((item) => !rows.has(keyOf(item)))
  if (left.length > 0) {
    const model = await open()
    try {
      for (const [at, item] of left.entries()) {
        const row = await ask(model, item)
        appendFileSync(path, `${JSON.stringify({ key: keyOf(item), ...row })}\n`)
        rows.set(keyOf(item), row)
        onRow(all.length - left.length + at + 1, all.length)
      }
    } finally {
      await model.close()
    }
  }
  return all.map((item) => rows.get(keyOf(item))!)
}

/** Values none of which belongs with another. */
export const alone = (values: readonly number[]): GroupSum[] => values.map((total) => ({ total, count: 1 }))

export const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

/** Share of hits, with Clopper and Pearson's interval. */
export function rate(hits: readonly boolean[]): Figure {
  const values = hits.map(Number)
  return { value: mean(values), ci: rateInterval(alone(values))!, n: hits.length }
}
