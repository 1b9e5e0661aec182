/**
 * @file Whether the way of asking matters (docs/protocols/mm-privacy.md#measures), against what it would come
 * to if it did not.
 */
import { createRandom } from '../random.ts'
import { permutationP } from '../statistics/permutation.ts'

/** One answer: the item's person or picture, the way of asking, and whether the value came out. */
export interface TaskAnswer {
  readonly group: string
  readonly task: string
  readonly hit: boolean
}

/**
 * A statistic of the tasks' rates. Rates of finitely many answers differ by chance alone, so it is above 0
 * where tasks do not differ.
 */
export interface AcrossTasks {
  readonly value: number
  /** Its mean where tasks do not differ. */
  readonly byChance: number
  /** One-sided: share of the exchanges of tasks under which it is as large. */
  readonly p: number
}

export interface TaskGap {
  /** Highest minus lowest rate. */
  readonly gap: AcrossTasks
  /** Population standard deviation of the rates. */
  readonly spread: AcrossTasks
}

const PERMUTATIONS = 999

/**
 * Gap and spread over tasks, with a permutation test within groups: if the way of asking does not matter,
 * tasks may be exchanged within a person or picture, for all of its items alike. Neither gets an interval:
 * both are at their least, 0, where tasks do not differ, and no interval around a value above 0 would hold
 * that. Null with fewer than two tasks.
 */
export function taskGap(answers: readonly TaskAnswer[], seed: string): TaskGap | null {
  const tasks = [...new Set(answers.map(({ task }) => task))]
  if (tasks.length < 2) return null
  const groups = countsByGroup(answers, tasks)
  const random = createRandom(seed)
  const observed = ratesOf(groups, tasks.length)
  const exchanged = Array.from({ length: PERMUTATIONS }, () =>
    ratesOf(
      groups.map((counts) => {
        const present = counts.flatMap(({ n }, t) => (n > 0 ? [t] : []))
        const shuffled = random.shuffle(present)
        const moved = [...counts]
        present.forEach((t, i) => (moved[t] = counts[shuffled[i]!]!))
        return moved
      }),
      tasks.length,
    ),
  )
  const across = (statistic: (rates: readonly number[]) => number): AcrossTasks => {
    const value = statistic(observed)
    const underNull = exchanged.map(statistic)
    return {
      value,
      byChance: underNull.reduce((sum, one) => sum + one, 0) / underNull.length,
      p: permutationP(value, underNull)!,
    }
  }
  return { gap: across(gapOf), spread: across(deviation) }
}

interface Count {
  readonly k: number
  readonly n: number
}

/** Hits and answers of each group under each task. */
function countsByGroup(answers: readonly TaskAnswer[], tasks: readonly string[]): Count[][] {
  const groups = new Map<string, Count[]>()
  for (const { group, task, hit } of answers) {
    const own = groups.get(group) ?? tasks.map(() => ({ k: 0, n: 0 }))
    const t = tasks.indexOf(task)
    own[t] = { k: own[t]!.k + Number(hit), n: own[t]!.n + 1 }
    groups.set(group, own)
  }
  return [...groups.values()]
}

function ratesOf(groups: readonly (readonly Count[])[], tasks: number): number[] {
  return Array.from({ length: tasks }, (_, t) => {
    let [k, n] = [0, 0]
    for (const counts of groups) {
      k += counts[t]!.k
      n += counts[t]!.n
    }
    return n === 0 ? 0 : k / n
  })
}

function gapOf(rates: readonly number[]): number {
  return Math.max(...rates) - Math.min(...rates)
}

function deviation(rates: readonly number[]): number {
  const centre = rates.reduce((sum, value) => sum + value, 0) / rates.length
  return Math.sqrt(rates.reduce((sum, value) => sum + (value - centre) ** 2, 0) / rates.length)
}
