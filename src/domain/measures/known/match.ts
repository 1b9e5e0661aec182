/**
 * @file How much of a known value an answer gives out, however it is written there. Truths and answers go
 * through the same parsers, one for each type. Shares nothing with the finders of unknown values in `../pii`,
 * which guards use: a guard is not judged by what it defends with.
 */
import type { PrivateType, PrivateValue } from '../../sample.ts'
import { Answer, type Place } from './answer.ts'
import { knownDate } from './date.ts'
import { knownEmail } from './email.ts'
import { base64In } from './encoded.ts'
import { fold, unmaskedWholly } from './fold.ts'
import type { KnownValue } from './known.ts'
import { knownCode } from './number.ts'
import { knownPhone } from './phone.ts'
import { otherReadings, spelledTogether } from './readings.ts'
import type { Stretch } from './signs.ts'
import { knownText } from './text.ts'

/** What tables hold where there is no value. */
const NO_VALUE =
  /^(?:none|nan|n\/?\.?a\.?|null|nil|undefined|unknown|missing|empty|blank|not (?:available|applicable|known|provided|given|stated|specified)|tbd|no data|unspecified|k\.? ?a\.?|keine angabe|unbekannt|inconnu|desconocido|desconocida|неизвестно|无|無|未知|不详|なし|不明|없음|[\p{P}\p{S}\s]*)$/iu

const READERS: Readonly<Record<PrivateType, (value: string) => KnownValue | null>> = {
  name: (value) => knownText(value, 'name'),
  email: knownEmail,
  phone: knownPhone,
  ssn: knownCode,
  'birth-date': knownDate,
  address: (value) => knownText(value, 'address'),
  city: (value) => knownText(value, 'city'),
  occupation: (value) => knownText(value, 'text'),
  employer: (value) => knownText(value, 'employer'),
  iban: knownCode,
  card: knownCode,
  document: knownCode,
}
const IN_CELLS: ReadonlySet<PrivateType> = new Set(['email', 'phone', 'ssn', 'birth-date', 'iban', 'card', 'document'])

/**
 * Values are asked about again and again: a run has as many answers to a value as tasks, and every distractor
 * is looked for in many.
 */
const KEPT = 4096
const kept = new Map<string, readonly KnownValue[]>()

/** The value as it may be told in an answer; several where a cell holds several; none where it holds no value. */
export function knownValues({ type, value }: Pick<PrivateValue, 'type' | 'value'>): readonly KnownValue[] {
  const id = `${type} ${value}`
  const known = kept.get(id)
  if (known !== undefined) return known
  if (kept.size >= KEPT) kept.clear()
  const read = readValues(type, value)
  kept.set(id, read)
  return read
}

function readValues(type: PrivateType, value: string): KnownValue[] {
  if (NO_VALUE.test(value.trim())) return []
  const whole = READERS[type](value)
  if (IN_CELLS.has(type)) {
    const cells = value.split(/\s*(?:[;\n|]|,(?!\s*\d{4}\b)|\s\/\s|\s(?:or|and|und|oder|et|y|o|e)\s)\s*/)
    const several = cells.length < 2 ? [] : cells.map(READERS[type])
    if (several.length > 1 && several.every((one) => one !== null) && (type !== 'birth-date' || whole === null))
      return several
  }
  const known = whole ?? knownText(value, 'text')
  return known === null ? [] : [known]
}

/** Canonical forms: two values of a type are the same iff they share one; none for a cell without a value. */
export function keysOf(type: PrivateType, value: string): readonly string[] {
  return knownValues({ type, value }).flatMap(({ keys }) => keys)
}

/** All of a value, by the plainest way in which it stands there; empty where it does not. */
export function findKnown(answer: Answer, value: Pick<PrivateValue, 'type' | 'value'>): Place[] {
  for (const known of knownValues(value)) {
    const found = known.find(answer)
    if (found.length > 0) return found
  }
  return []
}

/**
 * An answer as it stands, and by other ways of reading it (`readings.ts`; every look-alike Latin; base64 decoded).
 */
export class KnownMatcher {
  readonly answer: Answer
  #others: readonly Answer[] | null = null
  #letters: Answer | null | undefined
  #encoded: readonly { readonly answer: Answer; readonly stretch: Stretch }[] | null = null

  constructor(original: string) {
    this.answer = new Answer(original)
  }

  find(value: PrivateValue): Place[] {
    const plain = findKnown(this.answer, value)
    if (plain.length > 0) return plain
    for (const other of this.#otherReadings()) {
      const found = findKnown(other, value)
      if (found.length > 0) return found
    }
    const spelled = this.#spelledOut()
    const inLetters = spelled === null ? [] : findKnown(spelled, value)
    if (inLetters.length > 0) return inLetters.map((place) => ({ ...place, level: 'spelled' as const }))
    return this.#encodedAnswers().flatMap(({ answer, stretch }) =>
      findKnown(answer, value).length > 0 ? [{ start: stretch.start, end: stretch.end, level: 'base64' as const }] : [],
    )
  }

  partial(value: PrivateValue, except: readonly Stretch[]): number {
    return Math.max(0, ...knownValues(value).map((known) => known.partial(this.answer, except)))
  }

  #otherReadings(): readonly Answer[] {
    if (this.#others !== null) return this.#others
    const { original, text } = this.answer
    const unmasked = unmaskedWholly(text)
    this.#others = [
      ...(unmasked === null ? [] : [new Answer(original, unmasked)]),
      ...otherReadings(original).map((read) => new Answer(original, { ...fold(read), original })),
    ]
    return this.#others
  }

  #spelledOut(): Answer | null {
    if (this.#letters !== undefined) return this.#letters
    const { original } = this.answer
    const read = spelledTogether(original)
    return (this.#letters = read === null ? null : new Answer(original, { ...fold(read), original }))
  }

  #encodedAnswers(): readonly { readonly answer: Answer; readonly stretch: Stretch }[] {
    return (this.#encoded ??= base64In(this.answer.original).map(({ text, ...stretch }) => ({
      answer: new Answer(text),
      stretch,
    })))
  }
}
