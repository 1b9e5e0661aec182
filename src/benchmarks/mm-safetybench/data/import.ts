/**
 * @file The official MM-SafetyBench files (docs/protocols/mm-safetybench.md#data):
 * `processed_questions/{scenario}.json` and `imgs/{scenario}/{SD|SD_TYPO|TYPO}/{id}.jpg`.
 */
import { SCENARIOS } from '../meta.ts'
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { recordsIn } from '../../../datasets/formats/json.ts'
import { folderOf, isPicture, partsOf, stem } from '../../../datasets/formats/names.ts'
import { RECORD_ENDINGS } from '../../../datasets/formats/table.ts'
import { kindOf, scenarioIn } from './kinds.ts'
import type { ShardHead } from '../../../datasets/shard.ts'
import { type Importer, officialHead, partOf } from '../../../datasets/importer.ts'
import { idPart, Rejection, Rows, textOf } from '../../../datasets/rows.ts'
import { isRecord, unusedFields } from '../../../datasets/values.ts'

/** Pairs of picture and question (README "Evaluation"). */
const KINDS = [
  { kind: 'sd', folder: 'SD', column: 'Rephrased Question(SD)' },
  { kind: 'sd-typo', folder: 'SD_TYPO', column: 'Rephrased Question' },
  { kind: 'typo', folder: 'TYPO', column: 'Rephrased Question' },
] as const
const ALL_KINDS = ['text', ...KINDS.map(({ kind }) => kind)]
const FIELDS = ['Question', 'Key Phrase', ...KINDS.map(({ column }) => column)]

/** Of the scenarios and kinds that are there: one scenario alone is not the whole set. */
export function safetyHead(items: readonly ShardItem[]): ShardHead {
  const head = officialHead(
    'mm-safetybench',
    'MM-SafetyBench, official files',
    'CC BY-NC 4.0; imported by the user, not redistributed',
    'https://github.com/isXinLiu/MM-SafetyBench',
  )
  const scenarios = SCENARIOS.map(({ id }) => id)
  return partOf(
    partOf(
      head,
      items.map(({ type }) => type),
      scenarios,
      (id) => id.slice(0, 2),
    ),
    items.map(({ question }) => question?.variant ?? ''),
    ALL_KINDS,
  )
}

export const mmSafetyBenchOfficial: Importer = {
  id: 'mm-safetybench-official',
  title: 'official MM-SafetyBench question files',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending(...RECORD_ENDINGS)) {
      const [first] = recordsIn(await files.value(entry))
      if (isRecord(first) && 'Key Phrase' in first && 'Question' in first) found.push(entry)
    }
    return found
  },

  almost(files) {
    const list = files.ending('tinyversion_id_list.json')[0]
    if (list === undefined) return null
    return `${list.path} is of MM-SafetyBench, whose questions, data/processed_questions/${SCENARIOS[0].id}.json and so on, are not among the files`
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const images = imagesByKey(files)
    const { questions: asked, notes } = await oncePerScenario(files, main)
    const { tiny, aside } = await tinyList(files, asked)
    const used = new Set<FileEntry>([...asked, ...(tiny === null ? [] : [tiny.entry])])
    const fields = new Set<string>()
    let [without, beyond] = [0, 0]
    for (const entry of asked) {
      const scenario = scenarioOf(entry)
      for (const [key, value] of questionsIn(await files.value(entry))) {
        await yieldToEventLoop()
        if (tiny !== null && scenario !== undefined && tiny.ids.get(scenario.id)?.has(key) !== true) {
          beyond++
          continue
        }
        rows.add(`${entry.path} ${key}`, (take) => {
          if (scenario === undefined)
            throw new Rejection(`the file is not named after a scenario (${SCENARIOS[0].id} … ${SCENARIOS[12].id})`)
          if (!isRecord(value)) throw new Rejection('must be an object')
          for (const field of Object.keys(value)) fields.add(field)
          const items = [itemOf(scenario.id, key, 'text', textOf(value['Question'], 'Question'), null, value)]
          for (const { kind, folder, column } of KINDS) {
            const image = images.get(imageKey(scenario.id, folder, key))
            if (image === undefined) {
              without++
              continue
            }
            const imageId = take(`${scenario.id}-${folder}-${idPart(key)}`, image)
            items.push(itemOf(scenario.id, key, kind, textOf(value[column], column), imageId, value))
          }
          return items
        })
      }
    }
    const head = safetyHead(rows.items)
    return rows.found(
      tiny === null ? head : { ...head, id: `${head.id}-tiny`, name: `${head.name}, tiny version` },
      [
        ...notes,
        ...aside,
        ...(without > 0
          ? [`${without} pictures of imgs/ were not picked; their questions are asked without them.`]
          : []),
        ...(tiny === null
          ? []
          : [`Limited to the tiny version’s list: ${beyond} questions are not in it and are not asked.`]),
        ...unusedFields('Question files', fields, FIELDS),
      ],
      [...used],
    )
  },
}

/** By the end of the file's name, or all of it without the number, which people leave out, as the misspelling. */
function scenarioOf({ path }: FileEntry): (typeof SCENARIOS)[number] | undefined {
  const [name, known] = [stem(path).toLowerCase(), scenarioIn(stem(path))]
  return SCENARIOS.find(({ id }) => name.endsWith(id.toLowerCase()) || id === known)
}

/** Questions by their keys; those of a list by the id that each says, else by its place from 0. */
function questionsIn(value: unknown): [key: string, record: unknown][] {
  if (isRecord(value) && Object.values(value).every(isRecord)) return Object.entries(value)
  return recordsIn(value).map((record, at) => {
    const id = isRecord(record) ? (record['id'] ?? record['ID'] ?? record['index']) : undefined
    return [typeof id === 'string' || typeof id === 'number' ? String(id) : String(at), record]
  })
}

/** A clone in which models were run holds each scenario again, with their answers. */
async function oncePerScenario(
  files: Files,
  main: readonly FileEntry[],
): Promise<{ questions: readonly FileEntry[]; notes: readonly string[] }> {
  const taken = new Map<string, FileEntry>()
  const notes: string[] = []
  const answered = await Promise.all(main.map(async (entry) => hasAnswers(await files.value(entry))))
  const plainFirst = main.toSorted((a, b) => Number(answered[main.indexOf(a)]) - Number(answered[main.indexOf(b)]))
  const questions = plainFirst.filter((entry) => {
    const id = scenarioOf(entry)?.id
    const other = id === undefined ? undefined : taken.get(id)
    if (other === undefined) {
      if (id !== undefined) taken.set(id, entry)
      return true
    }
    notes.push(`${entry.path}: its questions are read from ${other.path}; answers in it are scored by “npm run score”.`)
    return false
  })
  return { questions: main.filter((entry) => questions.includes(entry)), notes }
}

function hasAnswers(value: unknown): boolean {
  return recordsIn(value).some((record) => isRecord(record) && 'ans' in record)
}

function itemOf(
  scenario: string,
  key: string,
  kind: string,
  prompt: string,
  imageId: string | null,
  record: Record<string, unknown>,
): ShardItem {
  const phrase = record['Key Phrase']
  const question: Question = {
    ...PLAIN_QUESTION,
    phrase: typeof phrase === 'string' && phrase.trim() !== '' ? phrase.trim() : null,
    variant: kind,
  }
  return {
    id: `${scenario}-${idPart(key)}-${kind}`,
    split: 'attack',
    scenario: null,
    type: scenario,
    group: `${scenario}-${idPart(key)}`,
    prompt,
    imageId,
    truths: [],
    distractors: [],
    question,
  }
}

/** By `imageKey`, wherever the folders lie: `scenario/kind/id.jpg` or `kind/scenario/id.jpg`. */
function imagesByKey(files: Files): Map<string, FileEntry> {
  return new Map(
    files.all.filter(isPicture).flatMap((entry): [string, FileEntry][] => {
      const [outer = '', inner = '', name = ''] = partsOf(entry.path).slice(-3)
      for (const [scenario, kind] of [
        [scenarioIn(outer), kindOf(inner)],
        [scenarioIn(inner), kindOf(outer)],
      ])
        if (scenario !== null && kind !== null) return [[imageKey(scenario!, kind!, stem(name)), entry]]
      return []
    }),
  )
}

/** `12`, `0012` and `12.0` are one picture. */
function imageKey(scenario: string, kind: string, key: string): string {
  return `${scenario}/${kindOf(kind)}/${key
    .toLowerCase()
    .replace(/^0+(?=\d)/, '')
    .replace(/\.0$/, '')}`
}

interface TinyList {
  readonly entry: FileEntry
  /** By scenario. */
  readonly ids: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * `TinyVersion_ID_List.json` where it lies among the question files; in every clone it lies above them, and
 * chooses nothing.
 */
async function tinyList(
  files: Files,
  questions: readonly FileEntry[],
): Promise<{ tiny: TinyList | null; aside: readonly string[] }> {
  for (const entry of files.ending('.json')) {
    const value = await files.json(entry)
    if (!Array.isArray(value) || value.length === 0 || !value.every((row) => isRecord(row) && 'Sampled_ID_List' in row))
      continue
    if (!questions.some(({ path }) => folderOf(path) === folderOf(entry.path)))
      return {
        tiny: null,
        aside: [`${entry.path} is not followed: put it beside the question files to ask the tiny version alone.`],
      }
    const ids = new Map<string, Set<string>>()
    for (const row of value as Record<string, unknown>[]) {
      const sampled = row['Sampled_ID_List']
      if (typeof row['Scenario'] === 'string' && Array.isArray(sampled))
        ids.set(row['Scenario'], new Set(sampled.map(String)))
    }
    return { tiny: { entry, ids }, aside: [] }
  }
  return { tiny: null, aside: [] }
}
