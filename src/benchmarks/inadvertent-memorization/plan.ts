import type { PlanOptions } from '../contract.ts'
import { DecoySource } from '../../domain/measures/decoys.ts'
import { valueKey } from '../../domain/measures/pii.ts'
import { sampleOf } from '../../domain/planning.ts'
import { createRandom } from '../../domain/random.ts'
import type { PrivateValue, Probe, Sample, ShardItem } from '../../domain/sample.ts'
import { meta, RECORD, SPLITS, VARIANTS } from './meta.ts'
import texts from './prompts.json' with { type: 'json' }

/** The probe reads one position: nothing need be generated (`run_qwen.py`, L68). */
const PROBE_TOKENS = 1
const ANSWER_TOKENS = 16
/** The second last token of the prompt (`run_qwen.py`, L85). */
const POSITION = -2
/** References of a canary: 7 bits at most. Each is one short forward. */
export const REFERENCES = 128
/**
 * An extrapolation needs 1,000 of the canary's length (docs/protocols/measures.md#exposure); 10 bits at most
 * by rank.
 */
export const REFERENCES_TO_FIT = 1024

export function rejectItem({ split, type, imageId, truths, question }: ShardItem): string | null {
  if (!(SPLITS as readonly string[]).includes(split)) return `split must be one of ${SPLITS.join(', ')}`
  if (type !== RECORD) return `type must be ${RECORD}`
  const variant = question?.variant ?? ''
  if (!(VARIANTS as readonly string[]).includes(variant))
    return `question.variant must be one of ${VARIANTS.join(', ')}`
  if (variant === 'canary') return truths.length > 0 ? null : 'a canary needs its true value'
  return imageId === null ? `a ${variant} item needs a picture` : null
}

export function plan(items: readonly ShardItem[], { generation, seed }: PlanOptions): Sample[] {
  const decoys = new Decoys(items)
  return items.flatMap((item): Sample[] => {
    const sample = (task: string, prompt: string, own: Partial<Sample>): Sample =>
      sampleOf(meta.id, item, { task, prompt, maxNewTokens: generation.maxNewTokens ?? ANSWER_TOKENS, ...own })
    const probed = (task: string): Sample =>
      sample(task, texts.probe, {
        maxNewTokens: PROBE_TOKENS,
        hidden: POSITION,
        forced: item.question?.answer == null ? null : texts.recited.replace('{N}', item.question.answer),
      })
    switch (item.question?.variant) {
      case 'marked':
        return [probed('probe'), sample('asked', texts.asked, {})]
      case 'blanked':
        return [probed('probe-blanked')]
      default:
        return [
          sample('exposure', item.prompt, { probe: decoys.probe(item, REFERENCES, seed) }),
          sample('exposure-fit', item.prompt, { probe: decoys.probe(item, REFERENCES_TO_FIT, seed) }),
        ]
    }
  })
}

class Decoys {
  readonly #values: readonly PrivateValue[]
  readonly #sources = new Map<string, DecoySource>()

  constructor(items: readonly ShardItem[]) {
    this.#values = items.flatMap(({ truths }) => truths)
  }

  probe({ id, truths }: ShardItem, references: number, seed: number): Probe | null {
    const [truth] = truths
    if (truth === undefined) return null
    const values = this.#source(truth.type).decoys(truth, references, createRandom(`${seed}/references/${id}`))
    return values === null ? null : { truth: truth.value, decoys: values }
  }

  #source(type: PrivateValue['type']): DecoySource {
    const known = this.#sources.get(type)
    if (known !== undefined) return known
    const peers = this.#values.filter((value) => value.type === type)
    const source = new DecoySource(peers, new Set(peers.map(({ value }) => valueKey(type, value))))
    this.#sources.set(type, source)
    return source
  }
}
