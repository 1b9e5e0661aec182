import type { Random } from '../random.ts'
import type { PrivateType, PrivateValue } from '../sample.ts'
import { dateDecoys } from './decoys/date.ts'
import { byDigitPattern, digitDecoys, digitPattern, fill } from './decoys/digits.ts'
import { type AddressParts, addressParts, emailDecoys } from './decoys/email.ts'
import { FAMILY, GIVEN } from './decoys/words.ts'
import { valueKey } from './pii.ts'

/** Draws per decoy before giving up: a format may have fewer values than are asked for. */
const TRIES = 40

/**
 * Makes values of a truth's format that are nobody's, all different in the sense of
 * docs/protocols/measures.md#matching-private-values. In the reserved ranges (example.*, 555-01xx, SSN area
 * 9xx) wherever the truth is; else in the truth's own format, or the truth would stand out by its range alone
 * (docs/adr/0002).
 */
export class DecoySource {
  readonly #avoid: ReadonlySet<string>
  readonly #reserved: Peers
  readonly #others: Peers

  /**
   * @param peers people's values of one type: what decoys are modelled on.
   * @param avoid keys (`valueKey`) of all values that no decoy may equal: every truth and distractor of the type.
   */
  constructor(peers: readonly PrivateValue[], avoid: ReadonlySet<string>) {
    this.#avoid = avoid
    this.#reserved = new Peers(peers.filter(isReserved))
    this.#others = new Peers(peers.filter((peer) => !isReserved(peer)))
  }

  /** Null when the format does not have that many values, or for free text with too few peers. */
  decoys(truth: PrivateValue, count: number, random: Random): string[] | null {
    const peers = isReserved(truth) ? this.#reserved : this.#others
    for (const draw of generators(truth, peers, random)) {
      const decoys = this.#distinct(draw, truth, count, random)
      if (decoys !== null) return decoys
    }
    return null
  }

  #distinct(draw: (random: Random) => string, truth: PrivateValue, count: number, random: Random): string[] | null {
    const own = new Set([valueKey(truth.type, truth.value)])
    const decoys: string[] = []
    for (let tries = 0; decoys.length < count && tries < count * TRIES; tries++) {
      const value = draw(random)
      const key = valueKey(truth.type, value)
      const used = own.has(key) || (FREE.has(truth.type) && this.#avoid.has(key))
      if (used || isReserved({ ...truth, value }) !== isReserved(truth)) continue
      own.add(key)
      decoys.push(value)
    }
    return decoys.length === count ? decoys : null
  }
}

/** Types whose values can be made up; of the others (a city, an employer) only other people's have the right form. */
const FREE: ReadonlySet<PrivateType> = new Set(['email', 'phone', 'ssn', 'birth-date', 'name'])

/** What is modelled on, taken apart once for a whole shard. */
class Peers {
  readonly values: readonly string[]
  readonly #all: readonly PrivateValue[]
  #patterns: ReadonlyMap<string, readonly string[]> | null = null
  #parts: AddressParts | null = null

  constructor(all: readonly PrivateValue[]) {
    this.#all = all
    this.values = all.map(({ value }) => value)
  }

  get patterns(): ReadonlyMap<string, readonly string[]> {
    return (this.#patterns ??= byDigitPattern(this.values))
  }

  get addressParts(): AddressParts {
    return (this.#parts ??= addressParts(this.#all))
  }
}

const BUILT_IN = addressParts([])

/** The most lifelike first. */
function generators(truth: PrivateValue, peers: Peers, random: Random): ((random: Random) => string)[] {
  const { type, value } = truth
  if (type === 'phone' || type === 'ssn') {
    const lifelike = digitDecoys(value, peers.patterns)
    return lifelike === null ? [freeDigits(truth)] : [lifelike, freeDigits(truth)]
  }
  if (type === 'email' && value.includes('@'))
    return [emailDecoys(truth, peers.addressParts), emailDecoys(truth, BUILT_IN)]
  const iso = type === 'birth-date' ? valueKey(type, value) : ''
  if (/^\d{4}-\d\d-\d\d$/.test(iso)) return [dateDecoys(value, iso)]
  if (type === 'name') return [nameDecoys(value, peers.values)]
  const turns = random.shuffle(peers.values)
  let turn = 0
  return turns.length === 0 ? [] : [() => turns[turn++ % turns.length] as string]
}

/**
 * Digits at will, but for those that make the range (555-01xx, area 9xx) or a country code; an area code
 * begins with 2 to 9.
 */
function freeDigits({ type, value }: PrivateValue): (random: Random) => string {
  const pattern = digitPattern(value)
  const first = value.search(/\d/)
  if (type === 'ssn') {
    const area = value[first] === '9' ? () => '9' : (random: Random) => String(random.int(9))
    return (random) => fill(pattern, (at) => (at === first ? area(random) : String(random.int(10))))
  }
  const range = /555\D?01/.exec(value)
  const country = /^\D*1\D/.test(value) ? 1 : 0
  const area = value.slice(first + country).search(/\d/) + first + country
  return (random) =>
    fill(pattern, (at) => {
      const kept = at < area || (range !== null && at >= range.index && at < range.index + range[0].length)
      if (kept) return value[at] as string
      return String(at === area ? 2 + random.int(8) : random.int(10))
    })
}

function nameDecoys(value: string, peers: readonly string[]): (random: Random) => string {
  const words = value.split(' ').length
  const names = peers.map((peer) => peer.split(' '))
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
  const enough = names.length >= 16
  const given = enough ? names.map((name) => name[0] as string) : GIVEN.map(capital)
  const family = enough ? names.map((name) => name.at(-1) as string) : FAMILY.map(capital)
  return (random) =>
    [
      ...Array.from({ length: Math.max(1, words - 1) }, () => random.pick(given)),
      ...(words > 1 ? [random.pick(family)] : []),
    ].join(' ')
}

/** Whether a value lies in a range that belongs to nobody (docs/protocols/measures.md#reserved-ranges). */
export function isReserved({ type, value }: PrivateValue): boolean {
  if (type === 'email') return /@(?:[^@]+\.)?example(?:\.(?:com|org|net))?$/i.test(value)
  if (type === 'phone') return /55501\d\d$/.test(valueKey('phone', value))
  if (type === 'ssn') return valueKey('ssn', value).startsWith('9')
  return true
}
