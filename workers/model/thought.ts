/** @file A thought in front of an answer: it has a budget of tokens of its own, and is cut where it has used it up. */
import { isThoughtTag, openThought } from '../../src/domain/measures/prose.ts'
import type { ThoughtRecord } from '../../src/domain/response.ts'

/** What is needed of a tokenizer. */
export interface ThoughtTokenizer {
  encode(text: string, options: { readonly add_special_tokens: boolean }): number[]
  decode(ids: number[], options: { readonly skip_special_tokens: boolean }): string
}

/** A thought that is going on is put an end to by its own tag, alone on a line, as models write it. */
const CUT = (tag: string): string => `\n${tag}\n\n`

/**
 * Follows an answer token by token. While a thought is open its tokens count against its budget, and none of them
 * against the answer's limit.
 */
export class Thought {
  readonly #tokenizer: ThoughtTokenizer
  readonly #budget: number
  readonly #forced: number[] = []
  #text: string
  #taken = 0
  #tokens = 0
  #cut = false

  /** @param rendered The prompt; a template may open a thought at its end. @param budget Tokens, at least one. */
  constructor(tokenizer: ThoughtTokenizer, rendered: string, budget: number) {
    this.#tokenizer = tokenizer
    this.#budget = budget
    const last = rendered.trimEnd().split(/\s/).at(-1) ?? ''
    this.#text = openThought(last) === null ? '' : last
  }

  /** The next token of the tag that cuts the thought; null where the model goes on itself. */
  get forced(): number | null {
    return this.#forced[0] ?? null
  }

  /** Tokens that count against no limit of the answer. */
  get tokens(): number {
    return this.open ? this.#taken : this.#tokens
  }

  /** Whether the answer proper has not begun. */
  get open(): boolean {
    return this.#forced.length > 0 || openThought(this.#text) !== null
  }

  /** Null where there was none. */
  get record(): ThoughtRecord | null {
    return this.tokens === 0 ? null : { tokens: this.tokens, cut: this.#cut }
  }

  take(id: number): void {
    const before = this.open
    this.#taken += 1
    this.#text += this.#tokenizer.decode([id], { skip_special_tokens: false })
    if (this.#forced.length > 0) this.#forced.shift()
    else if (!this.#cut && this.#taken >= this.#budget) {
      const tag = openThought(this.#text)
      if (tag !== null) {
        this.#forced.push(...this.#tokenizer.encode(CUT(tag), { add_special_tokens: false }))
        this.#cut = true
      }
    }
    // Closed by this token, by the model or by us.
    if (before && !this.open) this.#tokens = this.#taken
  }
}

/**
 * Special tokens that are tags around thoughts, by id: decoding leaves special tokens out, and of a thought
 * nothing would tell then.
 */
export function thoughtTags(
  tokenizer: Pick<ThoughtTokenizer, 'decode'>,
  specialIds: Iterable<number>,
): ReadonlyMap<number, string> {
  const found = [...specialIds].map((id) => [id, tokenizer.decode([id], { skip_special_tokens: false })] as const)
  return new Map(found.filter(([, text]) => isThoughtTag(text)))
}

/** The text of tokens without special ones, but with tags around thoughts. @param tags as of `thoughtTags`. */
export function decodeAnswer(
  tokenizer: Pick<ThoughtTokenizer, 'decode'>,
  ids: readonly number[],
  tags: ReadonlyMap<number, string>,
): string {
  const decode = (part: readonly number[]) => tokenizer.decode([...part], { skip_special_tokens: true })
  let [text, from] = ['', 0]
  ids.forEach((id, at) => {
    const tag = tags.get(id)
    if (tag === undefined) return
    text += (at > from ? decode(ids.slice(from, at)) : '') + tag
    from = at + 1
  })
  return from < ids.length ? text + decode(ids.slice(from)) : text
}
