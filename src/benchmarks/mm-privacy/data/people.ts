/**
 * @file Who is on a picture and who was to be learned by heart, as far as tables tell, or what is printed on
 * a picture.
 */
import type { PrivateValue } from '../../../domain/sample.ts'
import { personPrinted } from './printed.ts'
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

  /**
   * How many of the people that tables know no question is about. @param known true values of questions that
   * name somebody.
   */
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

  /** Values of the one person whose name or values are printed on a picture, by what was read on it. */
  printed(text: string): readonly PrivateValue[] {
    const open = this.#rows.filter(({ name, image }) => name !== null && image === null)
    return personPrinted(text, open)?.values ?? []
  }
}

const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

function append<Value>(map: Map<string, Value[]>, key: string, values: readonly Value[]): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [...values])
  else known.push(...values)
}
