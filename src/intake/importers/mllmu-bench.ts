/** @file The official MLLMU-Bench parquet files (benchmarks.md 2.3). The folder says which set a file is: `forget_5`, `retain_95`, `Test_Set`, … */
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../audit/sample.ts'
import { isParquet, openParquet, type ParquetFile } from '../files/parquet.ts'
import { bad } from '../schema.ts'
import { type FoundPicture, type Importer, officialHead } from './importer.ts'
import { idPart, Rejection, Rows, textOf } from './rows.ts'

const QUESTIONS = ['ID', 'Classification_Task', 'Generation_Task', 'Mask_Task'] as const
const LETTERS = ['A', 'B', 'C', 'D'] as const

type Split = 'forget' | 'test' | 'retain' | 'celebrity'

export const mllmuBenchOfficial: Importer = {
  id: 'mllmu-bench-official',
  title: 'official MLLMU-Bench parquet files',

  async recognise(files) {
    const found = []
    for (const entry of files.ending('.parquet')) if (await isParquet(entry)) found.push(entry)
    return found
  },

  async read(_files, main) {
    const sets: { split: Split; file: ParquetFile }[] = []
    const notes: string[] = []
    for (const entry of main) {
      const file = await openParquet(entry)
      if (!QUESTIONS.every((column) => file.columns.includes(column))) {
        notes.push(`${entry.path} has no questions (columns ${file.columns.slice(0, 8).join(', ')}) and is left out.`)
        continue
      }
      const split = splitOf(entry.path)
      if (split === null)
        notes.push(`${entry.path}: its folder names none of forget_k, retain_k, Test_Set, Retain_Set; left out.`)
      else sets.push({ split, file })
    }
    if (sets.length === 0) throw bad('files', `no usable set among ${main.length} parquet files; ${notes[0] ?? ''}`)
    const rows = new Rows('mllmu-bench')
    const pictures = new Map<string, FoundPicture>()
    const forgotten = await idsOf(sets.filter(({ split }) => split === 'forget').map(({ file }) => file))
    let elsewhere = 0
    for (const { split, file } of sets) {
      const images = new SetPictures(file)
      const profiles = await file.read(QUESTIONS, 0, file.rows)
      profiles.forEach((profile, at) => {
        const row = `${file.path} ${at + 1}`
        const before = rows.items.length
        rows.add(row, () => {
          const id = textOf(profile['ID'], 'ID')
          // The Test set is asked of the people to forget only (eval.py L904-1004).
          if (split === 'test' && forgotten.size > 0 && !forgotten.has(id)) {
            elsewhere++
            return []
          }
          return itemsOf(split, id, profile)
        })
        const imageId = rows.items.slice(before).find((item) => item.imageId !== null)?.imageId ?? null
        if (imageId !== null) pictures.set(imageId, { path: `${file.path}#${at + 1}`, open: () => images.open(at) })
      })
    }
    if (elsewhere > 0)
      notes.push(
        `${elsewhere} profiles of Test_Set are not among those to forget and are left out, as in the original.`,
      )
    if (forgotten.size === 0) notes.push('No forget_k set was picked: nothing says who is to be forgotten.')
    return {
      head: officialHead(
        'mllmu-bench',
        'MLLMU-Bench, official files',
        'none stated by the authors; imported by the user, not redistributed',
        'https://huggingface.co/datasets/MLLMMU/MLLMU-Bench',
      ),
      manifest: null,
      items: rows.items,
      pictures,
      rejected: rows.rejected,
      notes,
      used: new Set(main),
    }
  },
}

/** `Retain_Set` holds the celebrities (benchmarks.md 2.2). */
function splitOf(path: string): Split | null {
  if (/forget_\d+/i.test(path)) return 'forget'
  if (/test_set/i.test(path)) return 'test'
  if (/retain_\d+/i.test(path)) return 'retain'
  return /retain_set|celebrity/i.test(path) ? 'celebrity' : null
}

async function idsOf(files: readonly ParquetFile[]): Promise<Set<string>> {
  const ids = await Promise.all(files.map((file) => file.read(['ID'], 0, file.rows)))
  return new Set(ids.flat().flatMap(({ ID }) => (typeof ID === 'string' ? [ID] : [])))
}

/** Pictures of one file, a row group at a time: they are asked for in its order. */
class SetPictures {
  readonly #file: ParquetFile
  #group: { readonly from: number; readonly images: readonly Blob[] } | null = null

  constructor(file: ParquetFile) {
    this.#file = file
  }

  async open(row: number): Promise<Blob> {
    const { bounds } = this.#file
    const at = bounds.findIndex((bound, i) => bound <= row && row < (bounds[i + 1] ?? 0))
    const from = bounds[at] ?? 0
    if (this.#group?.from !== from) this.#group = { from, images: await this.#read(from, bounds[at + 1] ?? from) }
    return this.#group.images[row - from] ?? new Blob([])
  }

  async #read(from: number, to: number): Promise<Blob[]> {
    const column = this.#file.columns.includes('images') ? 'images' : 'image'
    const rows = await this.#file.read([column], from, to)
    return rows.map((row) => new Blob([bytesOf(row[column])]))
  }
}

/** `{bytes, path}` or a list of it, of which the first is taken. Empty where there is none: no picture, so refused as one. */
function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  const first: unknown = Array.isArray(value) ? value[0] : value
  const bytes: unknown = isRecord(first) ? first['bytes'] : first
  return bytes instanceof Uint8Array ? new Uint8Array(bytes) : new Uint8Array()
}

function itemsOf(split: Split, id: string, profile: Record<string, unknown>): ShardItem[] {
  const group = idPart(id)
  const imageId = `${split}-${group}`
  const item = (type: string, form: string, n: number, prompt: string, question: Question): ShardItem => ({
    id: `${split}-${group}-${type}-${form}-${n + 1}`,
    split,
    scenario: null,
    type,
    group,
    prompt,
    imageId: type === 'image-text' ? imageId : null,
    truths: [],
    distractors: [],
    question,
  })
  const choices = record(profile['Classification_Task'], 'Classification_Task')
  return [
    ...(['Image_Textual_Questions', 'Pure_Text_Questions'] as const).flatMap((kind) =>
      list(choices[kind], kind).map((entry, n) =>
        item(
          kind === 'Image_Textual_Questions' ? 'image-text' : 'text',
          'choice',
          n,
          textOf(entry['Question'], `${kind}.Question`),
          {
            ...PLAIN_QUESTION,
            form: 'choice',
            options: optionsOf(entry['Options']),
            answer: textOf(entry['Correct_Answer'], 'Correct_Answer'),
          },
        ),
      ),
    ),
    ...(['Generation_Task', 'Mask_Task'] as const).flatMap((kind) =>
      list(profile[kind], kind).map((entry, n) =>
        item(
          modality(entry['Type']),
          kind === 'Mask_Task' ? 'cloze' : 'open',
          n,
          textOf(entry['Question'], `${kind}.Question`),
          {
            ...PLAIN_QUESTION,
            form: kind === 'Mask_Task' ? 'cloze' : 'open',
            answer: textOf(entry['Ground_Truth'], 'Ground_Truth'),
          },
        ),
      ),
    ),
  ]
}

function optionsOf(value: unknown): Record<string, string> {
  const options = record(value, 'Options')
  return Object.fromEntries(LETTERS.map((letter) => [letter, textOf(options[letter], `option ${letter}`)]))
}

function modality(value: unknown): string {
  if (value === 'Image_Textual') return 'image-text'
  if (value === 'Pure_Text') return 'text'
  throw new Rejection('Type must be Image_Textual or Pure_Text')
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (!isRecord(value)) throw new Rejection(`${what} must be an object`)
  return value
}

function list(value: unknown, what: string): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new Rejection(`${what} must be a list`)
  return value.map((entry) => record(entry, what))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
