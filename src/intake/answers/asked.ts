/** @file The planned samples, found by what other tools say of a question. */
import type { Sample } from '../../domain/sample.ts'
import { fileName, plainPath, stem } from '../../datasets/formats/names.ts'
import { idPart } from '../../datasets/rows.ts'

/** What an answer answers, or in a few words why that is nothing that was planned. */
export type Match = { readonly sample: Sample } | { readonly reason: string }

/** What a file says of a question; whatever it does not say is absent. */
export interface Told {
  /** Ids of samples or items, the likeliest first. */
  readonly ids?: readonly string[]
  /** The question as asked, or as the data have it. */
  readonly texts?: readonly string[]
  /** Path or name of the picture. */
  readonly picture?: string | null
  /** Texts of the options, in the order of their letters. */
  readonly choices?: readonly string[] | null
  readonly task?: string | null
  readonly split?: string | null
}

/** Comparisons that a search for prompts inside of other texts may take. */
const MOST_COMPARISONS = 10_000_000

export class Asked {
  readonly samples: readonly Sample[]
  readonly #byId: ReadonlyMap<string, Sample>
  readonly #byItem: Map<string, Sample[]> = new Map()
  readonly #byPrompt: Map<string, Sample[]> = new Map()
  readonly #byQuestion: Map<string, Sample[]> = new Map()
  readonly #question: ReadonlyMap<string, string>
  /** What files of questions say of an id; null where two say different things. */
  readonly #learnt = new Map<string, Told | null>()
  #comparisons = 0

  /** @param questions the items' own questions, without any wrapping, by item id. */
  constructor(samples: readonly Sample[], questions: ReadonlyMap<string, string>) {
    this.samples = samples
    this.#byId = new Map(samples.map((sample) => [sample.id, sample]))
    this.#question = new Map([...questions].map(([id, text]) => [id, flat(text)]))
    for (const sample of samples) {
      add(this.#byItem, sample.itemId, sample)
      add(this.#byPrompt, flat(sample.prompt), sample)
      const question = this.#question.get(sample.itemId)
      if (question !== undefined) add(this.#byQuestion, question, sample)
    }
  }

  /**
   * By sample id; else by item id, if what is asked does not speak against it; else by the text. What else is
   * told must fit, so that no answer counts for another person's question.
   */
  match(said: Told): Match {
    const told = this.#withLearnt(said)
    const { ids = [], texts: raw = [] } = told
    const texts = raw.map(flat).filter((text) => text !== '')
    const exact = ids.map((id) => this.#byId.get(id)).find((sample) => sample !== undefined)
    if (exact !== undefined) return this.#fitting([exact], { choices: told.choices ?? null })
    const condition = ids.find((id) => this.#byId.has(id.split('@', 1)[0] as string))
    if (condition !== undefined) return { reason: `it was asked under a condition (${brief(condition)})` }
    const named = ids.flatMap((id) => this.#byItem.get(id) ?? []).filter((sample) => this.#reads(sample, texts))
    const found = named.length > 0 ? named : this.#reading(texts)
    if (found === null) return { reason: 'too many answers and questions to look for one in the other without ids' }
    if (found.length > 0) return this.#fitting(found, told)
    return { reason: texts.length === 0 ? 'no question of the shard has its id' : 'no question of the shard reads so' }
  }

  /** Whether a sample or an item has the id. */
  knows(id: string): boolean {
    return this.#byId.has(id) || this.#byItem.has(id)
  }

  /** What a file of questions says, for the answers that lie in another and give but an id, or no picture. */
  learn(told: Told): void {
    for (const id of told.ids ?? []) {
      const before = this.#learnt.get(id)
      this.#learnt.set(id, before === undefined || JSON.stringify(before) === JSON.stringify(told) ? told : null)
    }
  }

  #withLearnt(told: Told): Told {
    const { texts = [], ids = [] } = told
    const learnt = ids.map((id) => this.#learnt.get(id)).find((one) => one != null)
    if (learnt == null) return told
    const asks = (learnt.texts ?? []).map(flat)
    if (texts.length > 0 && !texts.some((text) => asks.includes(flat(text)))) return told
    return {
      ...told,
      texts: texts.length > 0 ? texts : (learnt.texts ?? []),
      picture: told.picture ?? learnt.picture ?? null,
      choices: told.choices ?? learnt.choices ?? null,
    }
  }

  #fitting(found: readonly Sample[], { picture, choices, task, split }: Told): Match {
    let left = found
    for (const [what, told, fits] of [
      ['task', task, (sample: Sample) => sample.task === task],
      ['split', split, (sample: Sample) => sample.split === split],
      ['picture', picture, (sample: Sample) => shows(sample, picture as string)],
    ] as const) {
      if (told == null || told === '') continue
      left = left.filter(fits)
      if (left.length === 0)
        return { reason: `the question that reads so has another ${what} than ${brief(told)}: ${idsOf(found)}` }
    }
    if (choices != null) {
      const same = left.filter(({ question }) => sorted(optionsOf(question?.options)) === sorted(choices))
      if (same.length === 0) return { reason: `its options are not those of ${idsOf(left)}` }
      const inOrder = same.filter(({ question }) => optionsOf(question?.options).join('\n') === flatAll(choices))
      // Letters are all that a model says of its choice.
      if (inOrder.length === 0) return { reason: `its options stand in another order than those of ${idsOf(same)}` }
      left = inOrder
    }
    const [only, ...others] = left
    return others.length === 0 && only !== undefined
      ? { sample: only }
      : { reason: `it could be any of ${left.length} questions: ${idsOf(left)}` }
  }

  #reads(sample: Sample, texts: readonly string[]): boolean {
    if (texts.length === 0) return true
    const [prompt, question = prompt] = [flat(sample.prompt), this.#question.get(sample.itemId)]
    return texts.some((text) => text.includes(prompt) || text.includes(question) || prompt.includes(text))
  }

  #reading(texts: readonly string[]): readonly Sample[] | null {
    for (const index of [this.#byPrompt, this.#byQuestion])
      for (const text of texts) {
        const found = index.get(text)
        if (found !== undefined) return found
      }
    return this.#inside(texts)
  }

  /**
   * Those whose whole prompt stands in a text, as in a model's own frame; not one that is a part of another. Null
   * where it would take too long.
   */
  #inside(texts: readonly string[]): readonly Sample[] | null {
    this.#comparisons += texts.length * this.#byPrompt.size
    if (this.#comparisons > MOST_COMPARISONS) return null
    const found = [...this.#byPrompt.keys()].filter((prompt) => texts.some((text) => text.includes(prompt)))
    const whole = found.filter((prompt) => !found.some((other) => other !== prompt && other.includes(prompt)))
    return whole.flatMap((prompt) => this.#byPrompt.get(prompt) ?? [])
  }
}

function add(index: Map<string, Sample[]>, key: string, sample: Sample): void {
  const known = index.get(key)
  if (known === undefined) index.set(key, [sample])
  else known.push(sample)
}

export function flat(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}

function flatAll(texts: readonly string[]): string {
  return texts.map(flat).join('\n')
}

function sorted(texts: readonly string[]): string {
  return texts.map(flat).toSorted().join('\n')
}

function optionsOf(options: Readonly<Record<string, string>> | null | undefined): string[] {
  return Object.entries(options ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => flat(text))
}

/**
 * Whether an image id is of the picture. It is the picture's name, with or without its ending, and may have what
 * it belongs to before it; answers may name it by a longer or shorter path.
 */
export function isOfPicture(imageId: string | null, path: string): boolean {
  if (imageId === null) return false
  const parts = plainPath(path).split('/')
  const names = parts.flatMap((_, at) => {
    const name = parts.slice(at).join('/')
    return [idPart(name), idPart(name.slice(0, name.length - fileName(name).length) + stem(name))]
  })
  return names.some((name) => imageId === name || imageId.endsWith(`-${name}`))
}

function shows({ imageId }: Sample, picture: string): boolean {
  return imageId === picture || isOfPicture(imageId, picture)
}

function idsOf(samples: readonly Sample[]): string {
  const shown = samples.slice(0, 3).map(({ id }) => id)
  return samples.length > shown.length ? `${shown.join(', ')} …` : shown.join(', ')
}

/** A text for a message: one line, and not long. */
export function brief(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
