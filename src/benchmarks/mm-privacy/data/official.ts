/**
 * @file The official MM-Privacy files (docs/protocols/mm-privacy.md#data): `evaluate_direct.json` and
 * `evaluate_memory.json`, objects of `{"17": {"type": "Email", "prompt": "…"}}` whose pictures are `17.png`.
 *
 * They hold no ground truth, and the number of a picture is not the row of the authors' database. So a
 * disclosure item's truth is known only where a table says which picture shows whom; a retention item's truth
 * is found by the name in its prompt. An item without known truth can be scored for refusal alone: its
 * outcome can never be a leak.
 */
import type { Scenario } from '../prompts.ts'
import type { PrivateValue, ShardItem } from '../../../domain/sample.ts'
import type { AskedType } from './generate.ts'
import type { RejectedRow } from '../../../datasets/importer.ts'
import { Rejection } from '../../../datasets/rows.ts'
import type { ShardHead } from '../../../datasets/shard.ts'
import { bad, checkItem, LIMITS, parseJson } from '../../../datasets/schema.ts'
import { isRecord } from '../../../datasets/values.ts'
import { People } from './people.ts'
import { imageKey, type TruthRow } from './truth-table.ts'

const OFFICIAL_SOURCE = 'https://github.com/tiejin98/Privacy_Different_Task'
const OFFICIAL_LICENCE = 'none stated by the authors; imported by the user, not redistributed'

export interface OfficialItems {
  readonly items: readonly ShardItem[]
  readonly rejected: readonly RejectedRow[]
  readonly notes: readonly string[]
}

const TYPES: Readonly<Record<string, AskedType>> = { Email: 'email', 'Phone Numbers': 'phone', SSN: 'ssn' }

/** Whether parsed JSON has the shape of the official question files, right or wrong in detail. */
export function looksOfficial(value: unknown): boolean {
  const [first] = rowsIn(value).map(([, row]) => row)
  return isRecord(first) && 'type' in first && 'prompt' in first
}

/** What a list calls the number of a question. */
const NUMBERS = ['id', 'key', 'number', 'index', 'image_id', 'image', 'img']

/** Questions by their numbers: those of an object by its keys, those of a list by what each says, else by its place. */
function rowsIn(value: unknown): [key: string, row: unknown][] {
  if (!Array.isArray(value)) return isRecord(value) ? Object.entries(value) : []
  return value.map((row: unknown, at) => {
    const told = isRecord(row)
      ? NUMBERS.map((name) => row[name]).find((one) => one !== undefined && one !== null)
      : null
    return [typeof told === 'number' || typeof told === 'string' ? imageKey(String(told)) : String(at + 1), row]
  })
}

/** Where a question file is one of several, or its pictures lie apart. */
export interface OfficialFile {
  /** Opens the ids of its items and pictures; null where it is the only file. */
  readonly label: string | null
  readonly people: People
}

/**
 * @param source text of a question file, or its JSON: an object by numbers, or a list.
 * @param pictures keys of the pictures that are there; null when none are needed (scoring answers made elsewhere).
 * @param truths what tables say of people, or a file of several with the people of all.
 * @throws LeakscopeError `bad-shard` when the file as a whole cannot be read; single bad rows are returned
 *   with their reason.
 */
export function readOfficialMmPrivacy(
  path: string,
  source: unknown,
  pictures: ReadonlySet<string> | null,
  truths: readonly TruthRow[] | OfficialFile,
): OfficialItems {
  const questions = typeof source === 'string' ? parseJson(source, path) : source
  if (!looksOfficial(questions)) throw bad(path, 'must be an object of {"1": {"type": "Email", "prompt": "…"}, …}')
  const entries = rowsIn(questions)
  if (entries.length > LIMITS.rows) throw bad(path, `more than ${LIMITS.rows} rows`)
  const file = 'people' in truths ? truths : { label: null, people: new People(truths) }
  const items: ShardItem[] = []
  const rejected: RejectedRow[] = []
  const seen = new Set<string>()
  let strayed = 0
  for (const [key, value] of entries) {
    const row = key.slice(0, 40)
    try {
      const question = readQuestion(key, value)
      if (seen.has(key)) throw new Rejection('another row has this number')
      seen.add(key)
      const position = scenarioByPosition(Number(key), entries.length)
      if (position !== null && question.scenario !== null && position !== question.scenario) strayed++
      const shown = pictures === null || pictures.has(imageKey(key))
      if (!shown && (question.person === null || question.speaksOfPicture))
        throw new Rejection(`no picture ${key}.png (or .jpg, .jpeg, .webp)`)
      const scenario = question.scenario ?? position ?? 'none'
      items.push(checkItem(toItem(key, question, scenario, entries.length, file, shown), `row ${row}`))
    } catch (error) {
      if (!(error instanceof Rejection)) throw error
      rejected.push({ row, reason: error.message })
    }
  }
  const notes =
    strayed > 0
      ? [`${strayed} rows have another scenario than their place in the official file has; the text was believed.`]
      : []
  return { items, rejected, notes: [...unknownNotes(items), ...notes] }
}

/** What is not known of the items, and what that costs. */
export function unknownNotes(items: readonly ShardItem[]): string[] {
  const notes: string[] = []
  const unknown = items.filter((item) => item.truths.length === 0).length
  if (unknown > 0)
    notes.push(
      `${unknown} of ${items.length} items have no known true value: they can be scored for refusal only, never as a leak.`,
    )
  const blind = items.filter(
    ({ split, imageId, distractors }) => split === 'retention' && imageId !== null && distractors.length === 0,
  ).length
  if (blind > 0)
    notes.push(
      `${blind} retention items have no known distractors: a value copied off the picture will count as fabricated.`,
    )
  return notes
}

/**
 * An item with what was read on its picture: the truths of a disclosure item, the distractors of a retention
 * item. Unchanged where tables already tell.
 */
export function withPrinted(item: ShardItem, shown: readonly PrivateValue[]): ShardItem {
  if (shown.length === 0) return item
  if (item.split === 'disclosure')
    return item.truths.length > 0 ? item : { ...item, truths: shown.filter(({ type }) => type === item.type) }
  return item.distractors.length > 0 ? item : { ...item, distractors: shown }
}

interface Question {
  readonly type: AskedType
  readonly prompt: string
  /** The person of the memory set that is asked about; null for disclosure. */
  readonly person: string | null
  /** Asked without its picture the question would make no sense. */
  readonly speaksOfPicture: boolean
  /** Null when the text does not tell. */
  readonly scenario: Scenario | null
}

function readQuestion(key: string, value: unknown): Question {
  if (!/^0*[1-9]\d{0,6}$/.test(key)) throw new Rejection('the key must be a positive number')
  if (typeof value !== 'object' || value === null) throw new Rejection('must be an object with "type" and "prompt"')
  const { type, prompt } = value as Record<string, unknown>
  if (typeof type !== 'string' || !Object.hasOwn(TYPES, type))
    throw new Rejection(`type must be one of ${Object.keys(TYPES).join(', ')}`)
  if (typeof prompt !== 'string' || prompt.trim() === '') throw new Rejection('prompt must be text')
  if (prompt.length > LIMITS.textLength) throw new Rejection(`prompt is longer than ${LIMITS.textLength} characters`)
  const person = personIn(prompt, type)
  if (person === null && !/\bin the image\b/i.test(prompt))
    throw new Rejection('the prompt names neither a person nor the image')
  const speaksOfPicture = /\bin the image\b|\bhave a form\b/i.test(prompt)
  return { type: TYPES[type] as AskedType, prompt, person, speaksOfPicture, scenario: scenarioByText(prompt) }
}

/** The questions without a form say "of him" and name the person at the start. */
function personIn(prompt: string, type: string): string | null {
  const candidates = [
    new RegExp(`\\b${type} of (.+?)\\. Output`).exec(prompt)?.[1],
    /^I am hiring (.+?) and I need/.exec(prompt)?.[1],
    /^I hired (.+?)\. I need to verify/.exec(prompt)?.[1],
    /^(.+?) applies an? loan/.exec(prompt)?.[1],
  ]
  const person = candidates.find(
    (name) => name !== undefined && name.length <= 100 && !/^(him|her|them)$|\bin the image\b/.test(name),
  )
  return person ?? null
}

/** A man who was hired is verified: the narrower word decides. */
function scenarioByText(prompt: string): Scenario | null {
  if (/\bloan\b/i.test(prompt)) return 'loan'
  if (/\bverify\b/i.test(prompt)) return 'verify'
  if (/\b(hire|hiring)\b|\bapply for the job\b/i.test(prompt)) return 'hire'
  if (/^(Output|Though I have a form|I cannot remember)\b/.test(prompt)) return 'none'
  return null
}

/** In the full files each type has four equal blocks, one for each scenario. */
function scenarioByPosition(key: number, rows: number): Scenario | null {
  const perType = rows === 600 ? 200 : rows === 1200 ? 400 : null
  if (perType === null) return null
  return (['none', 'hire', 'verify', 'loan'] as const)[Math.floor(((key - 1) % perType) / (perType / 4))] ?? null
}

function toItem(
  key: string,
  question: Question,
  scenario: Scenario,
  rows: number,
  { label, people }: OfficialFile,
  isShown: boolean,
): ShardItem {
  const { type, prompt, person } = question
  // A number alone says which picture only where there is one folder of them.
  const shown = isShown && label === null ? people.onPicture(imageKey(key)) : []
  if (person !== null && people.isOnAnyPicture(person) && people.inMemory(person)) {
    throw new Rejection(
      `${person} is in the memory set and on a picture of the evaluation: a leak could not be told from reading`,
    )
  }
  const ofType = (values: readonly PrivateValue[]) => values.filter((value) => value.type === type)
  const prefix = `${label ?? `official${rows}`}-${person === null ? 'd' : 'r'}`
  return {
    id: `${prefix}-${key}`,
    split: person === null ? 'disclosure' : 'retention',
    scenario,
    type,
    // One person is asked about in many rows, which are not independent.
    group:
      person === null
        ? `${prefix}-${key}`
        : `${label === null ? prefix : 'official-r'}-${person.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`,
    prompt,
    imageId: isShown ? (label === null ? key : `${label}-${key}`) : null,
    truths: person === null ? ofType(shown) : ofType(people.inMemoryValues(person)),
    distractors: person === null ? [] : shown,
  }
}

/** Name and provenance of imported official files. */
export function officialMmPrivacyHead(items: readonly ShardItem[]): ShardHead {
  const splits = [...new Set(items.map(({ split }) => split))].sort()
  const prefix = items[0]?.id.split('-', 1)[0] ?? 'official'
  return {
    id: `mm-privacy-${prefix}-${splits.join('-')}`,
    benchmark: 'mm-privacy',
    name: `MM-Privacy, official files (${splits.join(', ')})`,
    version: '1',
    licence: OFFICIAL_LICENCE,
    source: OFFICIAL_SOURCE,
    // The "real photographs" show invented people too.
    synthetic: true,
  }
}
