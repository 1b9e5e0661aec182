/** @file Who is on a picture and who was to be learned by heart, as far as tables tell, or what is printed on a picture. */
import type { PrivateType, PrivateValue } from '../../../domain/sample.ts'
import type { TruthRow } from './truth-table.ts'

export class People {
  readonly #byPicture = new Map<string, PrivateValue[]>()
  readonly #memory = new Map<string, PrivateValue[]>()
  readonly #pictured = new Set<string>()
  readonly #rows: readonly TruthRow[]

  constructor(rows: readonly TruthRow[]) {
    this.#rows = rows
    for (const { name, image, shown, values } of rows) {
      if (image !== null) append(this.#byPicture, image, values)
      if (name === null) continue
      if (image === null && shown !== true) append(this.#memory, nameKey(name), values)
      else this.#pictured.add(nameKey(name))
    }
  }

  /** @param key as `imageKey` writes it. */
  onPicture(key: string): readonly PrivateValue[] {
    return this.#byPicture.get(key) ?? []
  }

  inMemoryValues(name: string): readonly PrivateValue[] {
    return this.#memory.get(nameKey(name)) ?? []
  }

  inMemory(name: string): boolean {
    return this.#memory.has(nameKey(name))
  }

  isOnAnyPicture(name: string): boolean {
    return this.#pictured.has(nameKey(name))
  }

  /** How many of the people that tables know no question is about. @param known true values of questions that name somebody. */
  askedNotes(known: readonly PrivateValue[]): string[] {
    const asked = new Set(known.map(({ subject }) => nameKey(subject ?? '')))
    const left = this.#rows.filter(({ name, image }) => image === null && !asked.has(nameKey(name ?? ''))).length
    return left === 0
      ? []
      : [
          `${left} of ${this.#rows.length} people in the tables are in no question by name; of them only those are used who are found on pictures.`,
        ]
  }

  /** Whether reading pictures could tell whom they show: somebody is known of whom no table says on which picture. */
  get areToBeFound(): boolean {
    return this.#rows.some(({ name, image, values }) => name !== null && image === null && values.length > 0)
  }

  /**
   * Values of the one person whose form a picture shows, by what was read on it: the whole name, or at least
   * two values; more that fits is better, and where two people fit alike nobody is taken.
   */
  printed(text: string): readonly PrivateValue[] {
    const words = new Set(nameKey(text).match(/\p{L}+/gu) ?? [])
    const compact = text.toLowerCase().replaceAll(/\s+/g, '')
    const digits = text.replaceAll(/[^\d\n]/g, '')
    let best: { readonly rows: TruthRow[]; readonly score: number } = { rows: [], score: 0 }
    for (const row of this.#rows) {
      if (row.name === null || row.image !== null) continue
      const score = scoreOf(row, words, compact, digits)
      if (score > best.score) best = { rows: [row], score }
      else if (score === best.score && score > 0) best.rows.push(row)
    }
    return best.rows.length === 1 ? best.rows[0]!.values : []
  }
}

/**
 * Each agreement counts one; 0 where neither the name nor two values agree. A name with a letter misread in
 * all but one of its parts is less than a whole one.
 */
function scoreOf({ name, values }: TruthRow, words: ReadonlySet<string>, compact: string, digits: string): number {
  const parts = nameKey(name ?? '').match(/\p{L}{2,}/gu) ?? []
  const agreeing = values.filter(({ type, value }) => isPrinted(type, value, compact, digits)).length
  if (parts.length >= 2) {
    const exact = parts.filter((part) => words.has(part))
    if (exact.length === parts.length) return 2 + agreeing
    if (exact.length > 0 && parts.every((part) => words.has(part) || isMisread(part, words))) return 1 + agreeing
  }
  return agreeing >= 2 ? agreeing : 0
}

/** Whether a word differs in one letter, which may be lost or one too many. */
function isMisread(part: string, words: ReadonlySet<string>): boolean {
  if (part.length < 4) return false
  for (const word of words) {
    if (Math.abs(word.length - part.length) > 1) continue
    let [same, end] = [0, 0]
    const shorter = Math.min(word.length, part.length)
    while (same < shorter && word[same] === part[same]) same++
    while (end < shorter - same && word.at(-1 - end) === part.at(-1 - end)) end++
    if (Math.max(word.length, part.length) - same - end <= 1) return true
  }
  return false
}

function isPrinted(type: PrivateType, value: string, compact: string, digits: string): boolean {
  if (type === 'email') return compact.includes(value.toLowerCase())
  if (type !== 'ssn' && type !== 'phone') return false
  const own = value.replace(/x\d+$/i, '').replaceAll(/\D/g, '')
  return own.length >= 7 && digits.includes(own)
}

const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

function append<Value>(map: Map<string, Value[]>, key: string, values: readonly Value[]): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [...values])
  else known.push(...values)
}
