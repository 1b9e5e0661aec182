/** @file The official MM-SafetyBench files (benchmarks.md 5.2): `processed_questions/{scenario}.json` and `imgs/{scenario}/{SD|SD_TYPO|TYPO}/{id}.jpg`. */
import { SCENARIOS } from '../../audit/benchmarks/mm-safetybench/meta.ts'
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../audit/sample.ts'
import { breathe } from '../breathe.ts'
import type { FileEntry, Files } from '../files/files.ts'
import { type Importer, officialHead } from './importer.ts'
import { idPart, Rejection, Rows, textOf } from './rows.ts'
import { isRecord } from './values.ts'

/** Pairs of picture and question (README "Evaluation"). */
const KINDS = [
  { kind: 'sd', folder: 'SD', column: 'Rephrased Question(SD)' },
  { kind: 'sd-typo', folder: 'SD_TYPO', column: 'Rephrased Question' },
  { kind: 'typo', folder: 'TYPO', column: 'Rephrased Question' },
] as const

export const mmSafetyBenchOfficial: Importer = {
  id: 'mm-safetybench-official',
  title: 'official MM-SafetyBench question files',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.json')) {
      const value = await files.json(entry)
      const [first] = isRecord(value) ? Object.values(value) : []
      if (isRecord(first) && 'Key Phrase' in first && 'Question' in first) found.push(entry)
    }
    return found
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const images = imagesByKey(files)
    const tiny = await tinyList(files)
    const used = new Set<FileEntry>([...main, ...(tiny === null ? [] : [tiny.entry])])
    let without = 0
    for (const entry of main) {
      const scenario = SCENARIOS.find(({ id }) => entry.path.toLowerCase().endsWith(`${id.toLowerCase()}.json`))
      const questions = (await files.json(entry)) as Record<string, unknown>
      for (const [key, value] of Object.entries(questions)) {
        await breathe()
        if (tiny !== null && scenario !== undefined && tiny.ids.get(scenario.id)?.has(key) !== true) continue
        rows.add(`${entry.path} ${key}`, (take) => {
          if (scenario === undefined)
            throw new Rejection(`the file is not named after a scenario (${SCENARIOS[0].id} … ${SCENARIOS[12].id})`)
          if (!isRecord(value)) throw new Rejection('must be an object')
          const items = [itemOf(scenario.id, key, 'text', textOf(value['Question'], 'Question'), null, value)]
          for (const { kind, folder, column } of KINDS) {
            const image = images.get(`${scenario.id}/${folder}/${key}`.toLowerCase())
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
    return {
      head: officialHead(
        'mm-safetybench',
        'MM-SafetyBench, official files',
        'CC BY-NC 4.0; imported by the user, not redistributed',
        'https://github.com/isXinLiu/MM-SafetyBench',
      ),
      manifest: null,
      items: rows.items,
      pictures: rows.pictures,
      rejected: rows.rejected,
      notes: [
        ...(without > 0
          ? [`${without} pictures of imgs/ were not picked; their questions are asked without them.`]
          : []),
        ...(tiny === null ? [] : ['Limited to the tiny version’s list.']),
      ],
      used: new Set([...used, ...rows.used]),
    }
  },
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

/** By `scenario/kind/id`, lower case, wherever the folder lies. */
function imagesByKey(files: Files): Map<string, FileEntry> {
  return new Map(
    files.ending('.jpg', '.jpeg', '.png', '.webp').flatMap((entry): [string, FileEntry][] => {
      const parts = entry.path.split('/').slice(-3)
      const key = parts.join('/').replace(/\.[^.]+$/, '')
      return parts.length === 3 ? [[key.toLowerCase(), entry]] : []
    }),
  )
}

/** `TinyVersion_ID_List.json`, if it was picked too. */
async function tinyList(files: Files): Promise<{ entry: FileEntry; ids: Map<string, Set<string>> } | null> {
  for (const entry of files.ending('.json')) {
    const value = await files.json(entry)
    if (!Array.isArray(value) || !value.every((row) => isRecord(row) && 'Sampled_ID_List' in row)) continue
    const ids = new Map<string, Set<string>>()
    for (const row of value as Record<string, unknown>[]) {
      const sampled = row['Sampled_ID_List']
      if (typeof row['Scenario'] === 'string' && Array.isArray(sampled))
        ids.set(row['Scenario'], new Set(sampled.map(String)))
    }
    return { entry, ids }
  }
  return null
}
