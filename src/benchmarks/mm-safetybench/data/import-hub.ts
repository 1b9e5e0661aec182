/**
 * @file MM-SafetyBench as the hub has it (PKU-Alignment/MM-SafetyBench:
 * `data/{scenario}/{SD|SD_TYPO|TYPO|Text_only}.parquet`, in its converted branch
 * `{scenario}/{SD|…}/0000.parquet`; `id`, `question`, `image`), by its file list and what public loaders read
 * of it. Where people have put it up again, one table with a column for the scenario, also as a folder of pictures with
 * `metadata.jsonl`. Ids are those of the authors' own files.
 */
import { PLAIN_QUESTION, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { isPicture, NamedFiles } from '../../../datasets/formats/names.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import { isParquet } from '../../../datasets/formats/parquet.ts'
import { leftColumns, RECORD_ENDINGS } from '../../../datasets/formats/table.ts'
import type { Importer } from '../../../datasets/importer.ts'
import { ParquetPictures } from '../../../datasets/parquet-pictures.ts'
import { openRecords, recordsIn } from '../../../datasets/record-file.ts'
import { safetyHead } from './import.ts'
import { KIND_OF_FILE, kindOf, scenarioIn } from './kinds.ts'
import { idPart, Rejection, Rows, textOf } from '../../../datasets/rows.ts'
import { textIn } from '../../../datasets/values.ts'

const [SCENARIOS, KINDS] = [
  ['scenario', 'category'],
  ['kind', 'image_type', 'type'],
] as const
const IMAGES = ['image', 'images', 'file_name', 'image_path']
const COLUMNS = ['id', 'index', 'question', ...SCENARIOS, ...KINDS, ...IMAGES]
/** Of what models said about the questions; those go to `npm run score`. */
const ANSWERED = ['prediction', 'response', 'ans', 'output']

export const mmSafetyBenchHub: Importer = {
  id: 'mm-safetybench-hub',
  title: 'MM-SafetyBench as parquet',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.parquet'))
      if (scenarioIn(entry.path) !== null && kindIn(entry.path) !== null && (await isParquet(entry))) found.push(entry)
    if (found.length > 0) return found
    for (const entry of files.ending('.parquet', '.csv', ...RECORD_ENDINGS))
      if (await isWhole(files, entry)) found.push(entry)
    return found
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const notes: string[] = []
    const beside = new NamedFiles(files.all.filter(isPicture))
    for (const entry of main) notes.push(...(await readFile(files, entry, rows, beside)))
    return rows.found(safetyHead(rows.items), notes, main)
  },
}

/** Whether a table says the scenario of each row; only its first is looked at. */
async function isWhole(files: Files, entry: FileEntry): Promise<boolean> {
  const file = await openRecords(files, entry, COLUMNS, ['question']).catch(() => null)
  const has = (names: readonly string[]) => names.find((name) => file?.columns.includes(name) === true)
  const column = has(SCENARIOS)
  if (file === null || column === undefined || has(IMAGES) === undefined || has(ANSWERED) !== undefined) return false
  const [first] = await file.read([column], 0, Math.min(1, file.rows)).catch(() => [])
  return scenarioIn(textIn(first?.[column]) ?? '') !== null
}

async function readFile(files: Files, entry: FileEntry, rows: Rows, beside: NamedFiles): Promise<string[]> {
  const file = (await openRecords(files, entry, COLUMNS))!
  const [inName, kindOfFile] = [scenarioIn(entry.path), kindIn(entry.path)]
  const images = await ParquetPictures.open(file, IMAGES, beside)
  const has = (column: string) => file.columns.includes(column)
  const asked = ['id', 'index', 'question', ...SCENARIOS, ...KINDS].filter(has)
  let untold = 0
  for await (const [at, row] of recordsIn(file, asked)) {
    await yieldToEventLoop()
    rows.add(`${entry.path} ${at + 1}`, (take) => {
      const told = SCENARIOS.map((column) => textIn(row[column])).find((text) => text !== null)
      const scenario = (told == null ? null : scenarioIn(told)) ?? inName
      if (scenario === null) throw new Rejection(`${JSON.stringify((told ?? '').slice(0, 40))} names no scenario`)
      const key = textOf(row['id'] ?? row['index'] ?? at, 'id')
      const words = textOf(row['question'], 'question')
      const known = KINDS.map((column) => kindOf(textIn(row[column]) ?? '')).find((one) => one !== null) ?? kindOfFile
      const kind = known ?? 'sd-typo'
      const id = `${scenario}-${kind}-${idPart(key)}`
      const imageId = kind === 'text' ? null : take(id, images.of(at, rows.pictures.size, id))
      if (known === null) untold++
      return [itemOf(scenario, key, kind, words, imageId)]
    })
  }
  const used = [...asked, IMAGES.find(has)]
  return [
    ...(untold === 0
      ? []
      : [`${entry.path} does not say how ${untold} pictures carry their question; they are taken for SD_TYPO.`]),
    ...leftColumns(
      entry.path,
      file.columns.filter((column) => !used.includes(column)),
    ),
  ]
}

/** By the file's own name, else the folder that it lies in. */
function kindIn(path: string): string | null {
  const [file = '', folder = ''] = path.split('/').toReversed()
  const own = file.replace(/(?:-\d+-of-\d+)?\.[^.]+$/, '')
  return kindOf(own) ?? kindOf(KIND_OF_FILE.exec(file)?.[1] ?? '') ?? kindOf(folder)
}

export function itemOf(scenario: string, key: string, kind: string, prompt: string, imageId: string | null): ShardItem {
  const group = `${scenario}-${idPart(key)}`
  return {
    id: `${group}-${kind}`,
    split: 'attack',
    scenario: null,
    type: scenario,
    group,
    prompt,
    imageId,
    truths: [],
    distractors: [],
    question: { ...PLAIN_QUESTION, variant: kind },
  }
}
