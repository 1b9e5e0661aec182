/** Turns token ids into text one by one, although a character may take several byte-level tokens. */
export class Detokeniser {
  readonly #decode: (ids: number[]) => string
  readonly #ids: number[] = []
  #emitted = ''

  /** @param decode The tokenizer's own decoding of a whole answer. */
  constructor(decode: (ids: number[]) => string) {
    this.#decode = decode
  }

  /** Text that this token completes; empty inside a character. With `last`, all that is left, complete or not. */
  push(id: number, last: boolean): string {
    this.#ids.push(id)
    const text = this.#decode(this.#ids)
    // U+FFFD at the end: bytes of a character whose rest is still to come.
    if (!last && text.endsWith('\uFFFD')) return ''
    if (!text.startsWith(this.#emitted)) return ''
    const fresh = text.slice(this.#emitted.length)
    this.#emitted = text
    return fresh
  }

  /** The tokenizer's decoding of everything so far. */
  get text(): string {
    return this.#ids.length === 0 ? '' : this.#decode(this.#ids)
  }
}
