/** @file A model's leaks at a glance: tasks by types, without a guard and under each. */
import { compareGuards } from '../../domain/guard-spec.ts'
import type { Rate, RatePanel } from './rates.ts'

export interface Fingerprint {
  readonly key: string
  readonly title: string
  readonly split: string | null
  readonly types: readonly { readonly id: string; readonly title: string }[]
  readonly guards: readonly {
    readonly guard: string
    readonly rows: readonly {
      readonly task: string
      readonly title: string
      /** One for each type; null where that was not asked. */
      readonly cells: readonly (Rate | null)[]
    }[]
  }[]
}

/** One for each benchmark and split whose leaks are told by task and type, in the order of the panels. */
export function fingerprintsOf(panels: readonly RatePanel[]): Fingerprint[] {
  const asked = panels.filter(({ condition }) => condition === null)
  const keys = [...new Set(asked.map(keyOf))]
  return keys.flatMap((key): Fingerprint[] => {
    const own = asked.filter((panel) => keyOf(panel) === key).toSorted((a, b) => compareGuards(a.guard, b.guard))
    const cells = own.flatMap(({ rows }) => rows).filter(({ task, type }) => task !== null && type !== null)
    const types = [...new Map(cells.map(({ type, typeTitle }) => [type!, typeTitle]))]
    const tasks = [...new Map(cells.map(({ task, taskTitle }) => [task!, taskTitle]))]
    if (types.length === 0) return []
    return [
      {
        key,
        title: own[0]!.splitTitle,
        split: own[0]!.split,
        types: types.map(([id, title]) => ({ id, title })),
        guards: own.map(({ guard, rows }) => ({
          guard,
          rows: tasks.map(([task, title]) => ({
            task,
            title,
            cells: types.map(([type]) => rows.find((row) => row.task === task && row.type === type)?.leak ?? null),
          })),
        })),
      },
    ]
  })
}

function keyOf({ benchmark, split }: RatePanel): string {
  return JSON.stringify([benchmark, split])
}
