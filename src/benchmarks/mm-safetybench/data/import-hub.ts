/**
 * @file MM-SafetyBench as the hub has it (PKU-Alignment/MM-SafetyBench:
 * `data/{scenario}/{SD|SD_TYPO|TYPO|Text_only}.parquet`, in its converted branch
 * `{scenario}/{SD|…}/0000.parquet`; `id`, `question`, `image`), by its file list and what public loaders read
 * of it. Ids are those of the authors' own files.
 */
import { PLAIN_QUESTION, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { isPicture, NamedFiles } from '../../../datasets/formats/names.ts'
import { isParquet, openParquet } from '../../../datasets/formats/parquet.ts'
import { leftColumns } from '../../../datasets/formats/table.ts'
import type { Importer } from '../../../datasets/importer.ts'
import { ParquetPictures } from '../../../datasets/parquet-pictures.ts'
import { safetyHead } from './import.ts'
import { KIND_OF_FILE, kindOf, scenarioIn } from './kinds.ts'
import { idPart, Rows, textOf } from '../../../datasets/rows.ts'

const COLUMNS = ['id', 'question', 'image'] as const

export const mmSafetyBenchHub: Importer = {
  id: 'mm-safetybench-hub',
  title: 'MM-SafetyBench as parquet',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.parquet'))
      if (scenarioIn(entry.path) !== null && kindIn(entry.path) !== null && (await isParquet(entry))) found.push(entry)
    return found
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const notes: string[] = []
    const beside = new NamedFiles(files.all.filter(isPicture))
    for (const entry of main) notes.push(...(await readParquet(entry, rows, beside)))
    return rows.found(safetyHead(rows.items), notes, main)
  },
}

async function readParquet(entry: FileEntry, rows: Rows, beside: NamedFiles): Promise<string[]> {
  const file = await openParquet(entry)
  const [scenario, kind] = [scenarioIn(entry.path)!, kindIn(entry.path)!]
  const images = await ParquetPictures.open(file, ['image'], beside)
  for (const [group, from] of file.bounds.slice(0, -1).entries()) {
    const found = await file.read(
      ['id', 'question'].filter((column) => file.columns.includes(column)),
      from,
      file.bounds[group + 1] ?? from,
    )
    for (const [n, row] of found.entries()) {
      await yieldToEventLoop()
      rows.add(`${entry.path} ${from + n + 1}`, (take) => {
        const key = textOf(row['id'] ?? from + n, 'id')
        const id = `${scenario}-${kind}-${idPart(key)}`
        const imageId = kind === 'text' ? null : take(id, images.of(from + n, rows.pictures.size, id))
        return [itemOf(scenario, key, kind, textOf(row['question'], 'question'), imageId)]
      })
    }
  }
  return leftColumns(
    entry.path,
    file.columns.filter((column) => !(COLUMNS as readonly string[]).includes(column)),
  )
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
