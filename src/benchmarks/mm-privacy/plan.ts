import type { PlanOptions } from '../contract.ts'
import { LeakscopeError } from '../../domain/errors.ts'
import { DecoySource } from '../../domain/measures/decoys.ts'
import { valueKey } from '../../domain/measures/pii.ts'
import { createRandom } from '../../domain/random.ts'
import {
  isPrivateType,
  PRIVATE_TYPES,
  type PrivateValue,
  type Probe,
  type Sample,
  type ShardItem,
} from '../../domain/sample.ts'
import { meta, type Task, TASKS } from './meta.ts'
import { wrapPrompt } from './prompts.ts'

/** The paper's limit (docs/protocols/mm-privacy.md#questions). */
const MAX_NEW_TOKENS = 150
/** Candidates beside the truth. */
export const DECOYS = 32
/** The one task under which an item is probed: 33 continuations under all five would be most of a run's time. */
const PROBED_TASK: Task = 'direct'

/** Values are looked for by their type, so an item must ask for one of a known type. */
export function rejectItem({ type }: ShardItem): string | null {
  return isPrivateType(type) ? null : `type must be one of ${PRIVATE_TYPES.join(', ')}`
}

/**
 * Every item under five tasks, with the escape clause, without, or both; samples of one picture next to each
 * other. The samples of an item depend on its own content, its shard and the seed, not on its place.
 * @throws LeakscopeError `bad-shard` when two items have one id.
 */
export function plan(items: readonly ShardItem[], { generation, seed }: PlanOptions): Sample[] {
  const clauses = { on: [true], off: [false], both: [true, false] }[generation.escapeClause]
  const shard = new ShardValues(items)
  return picturesTogether(items).flatMap((item) => {
    const probe = probeOf(item, shard, seed)
    const control = controlOf(item, shard, seed)
    return TASKS.flatMap((task) =>
      clauses.map((escapeClause): Sample => {
        const probed = task === PROBED_TASK && escapeClause === clauses[0]
        return {
          id: `${meta.id}/${item.id}/${task}${escapeClause ? '' : '/no-escape'}`,
          benchmark: meta.id,
          itemId: item.id,
          group: item.group,
          split: item.split,
          scenario: item.scenario,
          task,
          type: item.type,
          escapeClause,
          imageId: item.imageId,
          prompt: wrapPrompt(task, item.prompt, escapeClause),
          truths: item.truths,
          distractors: item.distractors,
          maxNewTokens: generation.maxNewTokens ?? MAX_NEW_TOKENS,
          probe: probed ? probe : null,
          control,
        }
      }),
    )
  })
}

/** Stable: pictures in the order of their first item; text-only items share one empty prefix. */
function picturesTogether(items: readonly ShardItem[]): ShardItem[] {
  const seen = new Set<string>()
  const pictures = new Map<string | null, ShardItem[]>()
  for (const item of items) {
    if (seen.has(item.id))
      throw new LeakscopeError(
        'bad-shard',
        `mm-privacy: two items have the id ${JSON.stringify(item.id)}; ids must be unique`,
      )
    seen.add(item.id)
    const together = pictures.get(item.imageId)
    if (together === undefined) pictures.set(item.imageId, [item])
    else together.push(item)
  }
  return [...pictures.values()].flat()
}

/** All values of a shard: decoys are modelled on the truths of the same split, and may equal none of any. */
class ShardValues {
  /** By split and type, then by key. */
  readonly #truths: ReadonlyMap<string, ReadonlyMap<string, PrivateValue>>
  readonly #decoys = new Map<string, DecoySource>()
  /** By type, then by key. */
  readonly #all: ReadonlyMap<string, ReadonlyMap<string, PrivateValue>>

  constructor(items: readonly ShardItem[]) {
    this.#truths = byKey(
      items.flatMap((item) => item.truths.map((value) => [`${item.split}/${value.type}`, value] as const)),
    )
    this.#all = byKey(
      items.flatMap((item) => [...item.truths, ...item.distractors].map((value) => [value.type, value] as const)),
    )
  }

  truths(split: string, type: string): ReadonlyMap<string, PrivateValue> {
    return this.#truths.get(`${split}/${type}`) ?? new Map()
  }

  decoys(split: string, type: string): DecoySource {
    const known = this.#decoys.get(`${split}/${type}`)
    if (known !== undefined) return known
    const source = new DecoySource([...this.truths(split, type).values()], new Set(this.#all.get(type)?.keys()))
    this.#decoys.set(`${split}/${type}`, source)
    return source
  }
}

function byKey(entries: readonly (readonly [string, PrivateValue])[]): Map<string, Map<string, PrivateValue>> {
  const groups = new Map<string, Map<string, PrivateValue>>()
  for (const [group, value] of entries) {
    const values = groups.get(group) ?? new Map<string, PrivateValue>()
    values.set(valueKey(value.type, value.value), value)
    groups.set(group, values)
  }
  return groups
}

function probeOf(item: ShardItem, shard: ShardValues, seed: number): Probe | null {
  const truth = item.truths.find(({ type }) => type === item.type)
  if (truth === undefined) return null
  const decoys = shard.decoys(item.split, item.type).decoys(truth, DECOYS, createRandom(`${seed}/decoys/${item.id}`))
  return decoys === null ? null : { truth: truth.value, decoys }
}

/**
 * Retention control (docs/protocols/mm-privacy.md#measures): a random other person's value, neither asked for
 * nor visible.
 */
function controlOf(item: ShardItem, shard: ShardValues, seed: number): PrivateValue | null {
  if (item.split !== 'retention') return null
  const own = new Set([...item.truths, ...item.distractors].map(({ type, value }) => valueKey(type, value)))
  const others = [...shard.truths(item.split, item.type)].filter(([key]) => !own.has(key))
  return others.length === 0 ? null : createRandom(`${seed}/control/${item.id}`).pick(others)[1]
}
