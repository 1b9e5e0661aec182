/** @file What is asked of every unit of long texts, asked once of each of the 65,536 that there are. */

/** @param ask of a UTF-16 unit; a small number of at least 0. It is called at most once for each. */
export function unitTable(ask: (character: string) => number): (unit: number) => number {
  const known = new Uint8Array(0x10000)
  return (unit) => {
    const answer = known[unit] as number
    return answer > 0 ? answer - 1 : (known[unit] = ask(String.fromCharCode(unit)) + 1) - 1
  }
}

/** Texts out of single units that each remember where they came from. */
export class UnitWriter {
  #units: Uint16Array
  #starts: Int32Array
  #ends: Int32Array
  length = 0

  /** @param room units expected; more may come. */
  constructor(room: number) {
    this.#units = new Uint16Array(room)
    this.#starts = new Int32Array(room)
    this.#ends = new Int32Array(room)
  }

  push(unit: number, start: number, end: number): void {
    if (this.length === this.#units.length) this.#grow()
    this.#units[this.length] = unit
    this.#starts[this.length] = start
    this.#ends[this.length] = end
    this.length += 1
  }

  /** The unit written last, or -1. */
  get last(): number {
    return this.length === 0 ? -1 : (this.#units[this.length - 1] as number)
  }

  /** Lets the last unit stand for what is left out behind it too. */
  extend(end: number): void {
    if (this.length > 0) this.#ends[this.length - 1] = end
  }

  get text(): string {
    let text = ''
    for (let from = 0; from < this.length; from += CHUNK)
      text += Reflect.apply(String.fromCharCode, null, this.#units.subarray(from, Math.min(from + CHUNK, this.length)))
    return text
  }

  get starts(): Int32Array {
    return this.#starts.subarray(0, this.length)
  }

  get ends(): Int32Array {
    return this.#ends.subarray(0, this.length)
  }

  #grow(): void {
    const room = 2 * this.#units.length + 16
    const [units, starts, ends] = [new Uint16Array(room), new Int32Array(room), new Int32Array(room)]
    units.set(this.#units)
    starts.set(this.#starts)
    ends.set(this.#ends)
    this.#units = units
    this.#starts = starts
    this.#ends = ends
  }
}

/** So many arguments any engine takes. */
const CHUNK = 8192

let places = new Int32Array(0)

/**
 * 0, 1, 2, … up to `count` and beyond: where the units of a text stand that was not changed. Shared: not to
 * be written to.
 */
export function placesUpTo(count: number): Int32Array {
  if (places.length < count)
    places = Int32Array.from({ length: Math.max(2 * places.length, count, 1024) }, (_, at) => at)
  return places
}
