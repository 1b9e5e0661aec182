/**
 * @file Makes the labelled answers out of the wordings beside it: `npx tsx bench/answers/make.ts`. Each
 * wording is filled with invented values, seeded by its own text, so that a new wording changes no other
 * line.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createRandom, type Random } from '../../src/domain/random.ts'
import { HALVES, type Half, KINDS, type Kind, type Label, LANGUAGES, type Language, type Line } from './lines.ts'
import { inventPerson, type Person, VALUE_TYPES, type ValueType } from './values.ts'
import { fillIn } from './write.ts'

/** A line of a wordings file: fields parted by `||`, the text last, and what its section says. */
interface Wording {
  readonly id: string
  readonly half: Half
  readonly language: Language
  readonly kind: Kind
  readonly type: ValueType | null
  readonly fields: readonly string[]
  readonly text: string
  readonly options: readonly (readonly string[])[]
}

type Made = Omit<Line, 'id' | 'kind' | 'language' | 'wording'>

/**
 * By definition nothing but known values of these types is found in an answer
 * (docs/protocols/measures.md#matching-private-values).
 */
const UNTOLD: readonly ValueType[] = ['name', 'address', 'city', 'occupation', 'employer', 'document']
const DEFAULT_TYPE: Partial<Record<Kind, ValueType>> = {
  phone: 'phone',
  date: 'birth-date',
  email: 'email',
  name: 'name',
  address: 'address',
}
const LETTERS = ['A', 'B', 'C', 'D'] as const

function readWordings(half: Half, language: Language): Wording[] {
  const path = new URL(`wordings/${half}/${language}.txt`, import.meta.url)
  const wordings: Wording[] = []
  const options: string[][] = []
  let section: string[] = []
  for (const raw of readFileSync(path, 'utf8').split('\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('//')) continue
    const header = /^\[([a-z]+)(?: ([a-z-]+))?\]$/.exec(line)
    if (header !== null) {
      section = header.slice(1)
      continue
    }
    const [kind, type] = section
    if (kind === 'options') {
      options.push(line.split(';').map((option) => option.trim()))
      continue
    }
    const fields = line.split('||').map((field) => field.trim())
    const text = fields.pop() ?? ''
    if (!(KINDS as readonly string[]).includes(kind ?? '')) throw new RangeError(`${path.pathname}: no kind [${kind}]`)
    const known = kind as Kind
    if (type !== undefined && !(VALUE_TYPES as readonly string[]).includes(type))
      throw new RangeError(`${path.pathname}: no type ${type}`)
    wordings.push({
      id: `${language}-${kind}-${hash(`${type ?? ''}${line}`)}`,
      half,
      language,
      kind: known,
      type: (type as ValueType | undefined) ?? DEFAULT_TYPE[known] ?? null,
      fields,
      text,
      options,
    })
  }
  return wordings
}

function linesOf(wording: Wording): Line[] {
  const random = createRandom(wording.id)
  const made = makers[wording.kind](wording, random)
  return made.map((line, at) => ({
    id: `${wording.id}-${at + 1}`,
    kind: wording.kind,
    language: wording.language,
    wording: wording.id,
    ...line,
    answer: line.answer.replaceAll('⏎', '\n'),
  }))
}

const values = (wording: Wording, random: Random): Made[] => [
  leakLine(wording, 'a'),
  leakLine(wording, 'b'),
  wrongLine(wording, 'c', random.pick(['nobody', 'distractor', 'near'] as const)),
]

/** A given label, once with a truth of its own, twice with drawn ones. */
const labelled = (wording: Wording): Made[] => {
  const { fields, text, type } = wording
  const [label = 'leak', truth] = fields
  const expected = outcomes(label)
  if (type === null) {
    return [{ fn: 'refusal', answer: text, expected: label === 'true' }]
  }
  if (truth !== undefined) return [{ fn: 'leak', type, truth, answer: fillAnswer(wording, 'a', null), expected }]
  return ['a', 'b'].map((seed) => ({
    fn: 'leak',
    type,
    truth: personOf(wording, seed).truth[type],
    answer: fillAnswer(wording, seed, null),
    expected,
  }))
}

const makers: Readonly<Record<Kind, (wording: Wording, random: Random) => Made[]>> = {
  phone: values,
  date: values,
  email: values,
  id: values,
  name: values,
  address: values,
  form: (wording, random) => {
    const slots = [...wording.text.matchAll(/\{([a-z]+)\}/g)].map(([, slot]) =>
      slot === 'date' ? 'birth-date' : slot === 'job' ? 'occupation' : slot,
    ) as ValueType[]
    const asked = random.shuffle([...new Set(slots)])
    return asked
      .slice(0, 5)
      .map((type, at) =>
        at < 3
          ? leakLine({ ...wording, type }, `f${at}`)
          : wrongLine({ ...wording, type }, `f${at}`, at === 3 ? 'distractor' : 'nobody'),
      )
  },
  near: labelled,
  partial: labelled,
  disguised: labelled,
  boundary: labelled,
  mixed: labelled,
  refusal: (wording, random) => [judged(wording, random, true)],
  lookalike: (wording, random) => [judged(wording, random, false)],
  choice: ({ fields, text, options: sets }, random) => {
    const [label] = fields
    const seen = new Set<string>()
    return [0, 1].flatMap(() => {
      const texts = random.shuffle(random.pick(sets)).slice(0, 4)
      const options = Object.fromEntries(texts.map((option, at) => [LETTERS[at]!, option]))
      const [x, y, z] = random.shuffle(LETTERS)
      const slots: Readonly<Record<string, string>> = {
        X: x!,
        Y: y!,
        Z: z!,
        x: options[x!]!,
        y: options[y!]!,
        z: options[z!]!,
        lx: x!.toLowerCase(),
        ly: y!.toLowerCase(),
        fX: String.fromCodePoint(x!.codePointAt(0)! + 0xfee0),
        ux: options[x!]!.toLowerCase(),
        ...Object.fromEntries(LETTERS.map((letter) => [`t${letter}`, options[letter]!])),
      }
      const answer = text.replaceAll(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot)
      if (seen.has(answer) || (!/\{t?\w+\}/.test(text) && seen.size > 0)) return []
      seen.add(answer)
      return [{ fn: 'choice' as const, options, answer, expected: label === 'x' ? x! : label === 'y' ? y! : null }]
    })
  },
  yesno: ({ fields, text }) => [{ fn: 'yesno', answer: text, expected: fields[0] === 'null' ? null : fields[0]! }],
  short: ({ fields, text }) => [{ fn: 'noise', truth: fields[0]!, answer: text, expected: Number(fields[1]) }],
  safety: ({ fields, text }) => [{ fn: 'safety', truth: fields[1]!, answer: text, expected: fields[0]! }],
}

/**
 * Every other one in the words of the function that finds refusals, the rest as the answer to a question for
 * a value.
 */
function judged(wording: Wording, random: Random, refused: boolean): Made {
  if (random.int(2) === 0) return { fn: 'refusal', answer: wording.text, expected: refused }
  const type = random.pick(['phone', 'email', 'ssn'] as const)
  return {
    fn: 'leak',
    type,
    truth: personOf(wording, 'a').truth[type],
    answer: wording.text,
    expected: refused ? 'refused' : 'other',
  }
}

function leakLine(wording: Wording, seed: string): Made {
  const type = wording.type!
  return {
    fn: 'leak',
    type,
    truth: personOf(wording, seed).truth[type],
    answer: fillAnswer(wording, seed, null),
    expected: 'leak',
  }
}

/** The same words around a value that is nobody's, somebody else's on the picture, or like the true one. */
function wrongLine(wording: Wording, seed: string, how: 'nobody' | 'distractor' | 'near'): Made {
  const type = wording.type!
  const person = personOf(wording, seed)
  const truth = person.truth[type]
  const other = strangerTo(person, wording, seed, type)
  if (how !== 'near') {
    const answer = fillAnswer({ ...wording }, seed, null, other)
    if (how === 'distractor')
      return { fn: 'leak', type, truth, distractors: [other.truth[type]], answer, expected: 'distractor' }
    const open = UNTOLD.includes(type) || shared(person.plain[type], other.plain[type]) >= 0.5
    return { fn: 'leak', type, truth, answer, expected: open ? ['fabricated', 'other'] : 'fabricated' }
  }
  const close = likeValue(person, other, type, seed)
  return { fn: 'leak', type, truth, answer: fillAnswer(wording, seed, close), expected: ['fabricated', 'other'] }
}

/** A value that differs from the true one in one digit, letter or part. */
function likeValue(person: Person, other: Person, type: ValueType, seed: string): string {
  const written = person.write(type)
  const random = createRandom(`near/${seed}/${written}`)
  if (type === 'birth-date') return inventDayNear(person, random)
  if (type === 'name') return person.truth.name.replace(person.given, other.given)
  if (type === 'address') return other.truth.address
  if (type === 'city' || type === 'occupation' || type === 'employer') return other.truth[type]
  if (type === 'email') return person.truth.email.replace('@', `${random.int(90) + 10}@`)
  const digits = [...written.matchAll(/\p{Nd}/gu)]
  const at = digits[digits.length - 1 - random.int(3)]!.index
  const digit = written.codePointAt(at)!
  const base = [0x30, 0x660, 0x966, 0xff10].find((zero) => digit >= zero && digit < zero + 10) ?? 0x30
  const changed = String.fromCodePoint(base + ((digit - base + 1 + random.int(8)) % 10))
  return `${written.slice(0, at)}${changed}${written.slice(at + 1)}`
}

/** Another year of the same person's day. */
function inventDayNear(person: Person, random: Random): string {
  const year = person.born.year + 1 + random.int(6)
  const long = person.forms('birth-date').filter((form) => form.includes(String(person.born.year)))
  return random.pick(long).replace(String(person.born.year), String(year))
}

/** Longest common beginning or end, as a share of the whole: a large part of a true value is no fabrication. */
function shared(a: string, b: string): number {
  const run = (x: string, y: string): number => {
    let at = 0
    while (at < x.length && x[at] === y[at]) at++
    return at
  }
  const turned = (text: string): string => [...text].toReversed().join('')
  return Math.max(run(a, b), run(turned(a), turned(b))) / Math.max(a.length, b.length)
}

function personOf({ language, id, half }: Wording, seed: string): Person {
  return inventPerson(language, `${id}/${seed}`, half)
}

/** Somebody whose value of the type is another one in every reading. */
function strangerTo(person: Person, wording: Wording, seed: string, type: ValueType): Person {
  for (let at = 0; ; at++) {
    const other = inventPerson(wording.language, `${wording.id}/${seed}/other/${at}`, wording.half)
    const apart =
      other.given !== person.given &&
      other.family !== person.family &&
      other.born.year % 100 !== person.born.year % 100 &&
      other.plain[type] !== person.plain[type]
    const tooClose = type === 'phone' && at < 60 && shared(person.plain.phone, other.plain.phone) >= 0.5
    if (apart && !tooClose && other.plain.email.split('@')[0] !== person.plain.email.split('@')[0]) return other
  }
}

function fillAnswer(wording: Wording, seed: string, value: string | null, instead: Person | null = null): string {
  const person = personOf(wording, seed)
  const type = wording.type!
  const other = strangerTo(person, wording, seed, type)
  return fillIn(wording.text, { person: instead ?? person, other, asked: type, value, random: createRandom(seed) })
}

function outcomes(label: string): Label | Label[] {
  const all = label.split('|').map((word) => word.trim())
  return all.length > 1 ? all : all[0]!
}

function hash(text: string): string {
  let value = 0x811c9dc5
  for (const sign of text) value = Math.imul(value ^ sign.codePointAt(0)!, 0x01000193) >>> 0
  return value.toString(36).padStart(7, '0')
}

/** @returns All lines of one half, in the order of language names. */
export function makeHalf(half: Half): Line[] {
  return [...LANGUAGES].sort().flatMap((language) => {
    const seen = new Set<string>()
    return readWordings(half, language)
      .flatMap((wording) => linesOf(wording))
      .filter(({ fn, type, truth, options, answer }) => {
        const key = JSON.stringify([fn, type, truth, options, answer])
        return !seen.has(key) && seen.add(key)
      })
  })
}

function write(half: Half): void {
  const folder = new URL(`${half}/`, import.meta.url)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const lines = makeHalf(half)
  for (const language of LANGUAGES) {
    const own = lines.filter((line) => line.language === language)
    writeFileSync(new URL(`${language}.jsonl`, folder), own.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }
  process.stdout.write(`${half}: ${lines.length} lines\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) HALVES.forEach(write)
