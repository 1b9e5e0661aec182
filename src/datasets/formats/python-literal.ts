/** @file What Python prints for plain values, as pandas leaves lists and dicts in the cells of a CSV file. */

/** Deeper ones are nobody's cells. */
const DEEPEST = 24
const NAMES: Readonly<Record<string, unknown>> = { None: null, True: true, False: false, nan: null, null: null }
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0', '\n': '' }
/** A text or bytes, with what stands before its quotes. */
const TEXT = /[bBuUrR]{0,2}(?:'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)")/y
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const NAME = /[A-Za-z]+/y
const BLANK = /\s*/y
const ESCAPED = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g

/**
 * A list, tuple or dict of plain values (`[{'role': 'user', 'content': None}]`); bytes come as their letters.
 * Undefined for any other text: nothing is evaluated.
 */
export function pythonLiteral(source: string): unknown {
  if (!/^\s*[[({]/.test(source)) return undefined
  try {
    const reader = new Reader(source)
    const value = reader.value(0)
    return reader.isAtEnd() ? value : undefined
  } catch (error) {
    if (error instanceof NoLiteral) return undefined
    throw error
  }
}

class NoLiteral extends Error {}

class Reader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  value(depth: number): unknown {
    if (depth > DEEPEST) throw new NoLiteral()
    this.#take(BLANK)
    const begin = this.#source[this.#at]
    if (begin === '[' || begin === '(') return this.#list(begin === '[' ? ']' : ')', depth)
    if (begin === '{') return this.#dict(depth)
    const text = this.#text()
    if (text !== null) return text
    const number = this.#take(NUMBER)
    if (number !== null) return Number(number[0])
    const name = this.#take(NAME)?.[0] ?? ''
    if (!Object.hasOwn(NAMES, name)) throw new NoLiteral()
    return NAMES[name]
  }

  isAtEnd(): boolean {
    this.#take(BLANK)
    return this.#at === this.#source.length
  }

  /** Texts side by side are one. */
  #text(): string | null {
    let whole: string | null = null
    for (let found = this.#take(TEXT); found !== null; found = this.#take(TEXT)) {
      whole = (whole ?? '') + unescaped(found[1] ?? found[2] ?? '')
      this.#take(BLANK)
    }
    return whole
  }

  #list(end: string, depth: number): unknown[] {
    const values: unknown[] = []
    this.#at++
    while (!this.#closes(end)) {
      values.push(this.value(depth + 1))
      this.#comma(end)
    }
    return values
  }

  #dict(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    this.#at++
    while (!this.#closes('}')) {
      const key = this.value(depth + 1)
      if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'boolean') throw new NoLiteral()
      this.#take(BLANK)
      if (this.#source[this.#at++] !== ':') throw new NoLiteral()
      entries.push([String(key), this.value(depth + 1)])
      this.#comma('}')
    }
    // A key may be `__proto__`.
    return Object.fromEntries(entries)
  }

  #closes(end: string): boolean {
    this.#take(BLANK)
    if (this.#source[this.#at] !== end) return false
    this.#at++
    return true
  }

  #comma(end: string): void {
    this.#take(BLANK)
    if (this.#source[this.#at] === ',') this.#at++
    else if (this.#source[this.#at] !== end) throw new NoLiteral()
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }
}

function unescaped(text: string): string {
  return text.replaceAll(ESCAPED, (_, byte?: string, short?: string, long?: string, letter = '') => {
    const code = byte ?? short ?? long
    if (code === undefined) return ESCAPES[letter] ?? letter
    const point = Number.parseInt(code, 16)
    if (point > 0x10ffff) throw new NoLiteral()
    return String.fromCodePoint(point)
  })
}
