/** @file What picked files are that no importer knows, and what to do with them. */
import { LeakscopeError } from '../domain/errors.ts'
import type { Files } from '../datasets/formats/files.ts'
import type { FileEntry } from '../datasets/formats/file-entry.ts'
import { HEAD_SIZE, insteadOf } from '../domain/instead.ts'
import { recordsIn } from '../datasets/formats/json.ts'
import { fileName, isPicture, unreadKind } from '../datasets/formats/names.ts'
import { recordsInFile } from '../datasets/formats/table.ts'
import { isRecord } from '../datasets/values.ts'
import { mayHoldAnswers, openAnswerFiles } from './answers/open.ts'
import { ANSWER_READERS } from './answers/readers.ts'

/** As many files are looked into; what is wrong with one is mostly wrong with all. */
const LOOKED_INTO = 12
/** A file of answers that is larger is not looked into for a hint. */
const LARGEST = 16 * 2 ** 20

/** The first file that another program must turn into something else, with a semicolon before it; else empty. */
export function unreadHint({ all }: Files): string {
  const [hint] = all.flatMap(({ path }) => {
    const kind = unreadKind(path)
    return kind === null ? [] : [`; ${path} is ${kind}`]
  })
  return hint ?? ''
}

/** The same, also by what lies in the files. */
export async function strangerHint(files: Files): Promise<string> {
  const unread = unreadHint(files)
  if (unread !== '') return unread
  const { all } = files
  const hint =
    (await disguised(all)) ??
    modelIn(all) ??
    (await answersIn(all)) ??
    (all.length > 0 && all.every(isPicture)
      ? 'pictures alone have no questions: they go in by “Add your own pictures”'
      : null) ??
    (await fieldsIn(files))
  return hint === null ? '' : `; ${hint}`
}

/**
 * What lies under the name of an archive or a parquet file and is none, as a download leaves it; null
 * where nothing.
 */
export async function disguisedData({
  all,
}: Files): Promise<{ readonly path: string; readonly reason: string } | null> {
  const data = all.filter(({ path }) => /\.(?:parquet|zip|tar|t?gz)$/i.test(path))
  for (const entry of data.slice(0, LOOKED_INTO)) {
    const head = await headOf(entry)
    const kind = insteadOf(head)
    if (kind !== null) return { path: entry.path, reason: `it is ${kind}` }
    const start = new TextDecoder().decode(head.subarray(0, 60))
    if (/\.parquet$/i.test(entry.path) && !start.startsWith('PAR1'))
      return { path: entry.path, reason: `it is no parquet file; it begins with ${JSON.stringify(start.slice(0, 40))}` }
  }
  return null
}

async function headOf(entry: FileEntry): Promise<Uint8Array> {
  return new Uint8Array(await entry.bytes(HEAD_SIZE).catch(() => new ArrayBuffer(1))).subarray(0, HEAD_SIZE)
}

async function disguised(all: readonly FileEntry[]): Promise<string | null> {
  for (const entry of all.slice(0, LOOKED_INTO)) {
    const head = await headOf(entry)
    const kind = insteadOf(head)
    if (kind !== null) return `${entry.path} is ${kind}`
    // A text file of another name.
    const text = new TextDecoder().decode(head).trimStart()
    const isNamed = /\.(?:jsonl?|ndjson|ipynb|geojson)$/i.test(entry.path)
    if (!isNamed && /^[[{]\s*["{[]/.test(text) && !/\.\w{1,4}$/.test(entry.path.replace(/\.txt$/i, '')))
      return `${entry.path} looks like JSON: give it the ending .json`
  }
  return null
}

/** What programs of annotators are told by. */
const ANNOTATIONS: readonly (readonly [fields: readonly string[], what: string])[] = [
  [['images', 'annotations'], 'annotations of pictures in COCO’s layout and no questions'],
  [['data', 'annotations'], 'annotations of Label Studio and no questions'],
  [['text', 'label'], 'labelled texts, as of Doccano, and no questions'],
]
/** Fields that are named. */
const NAMED = 8

/** What the first file of records holds that no importer knows. */
async function fieldsIn(files: Files): Promise<string | null> {
  const entries = files.all.filter(({ path, size }) => RECORDS.test(path) && size <= LARGEST)
  for (const entry of entries.slice(0, LOOKED_INTO)) {
    const value = await recordsInFile(files, entry).catch(() => null)
    const first = isRecord(value) && Array.isArray(value['images']) ? value : recordsIn(value).find(isRecord)
    const fields = Object.keys(first ?? {})
    if (fields.length === 0) continue
    const known = ANNOTATIONS.find(([own]) => own.every((field) => fields.includes(field)))?.[1]
    const named = fields.slice(0, NAMED).map((field) => field.replaceAll(/\s+/g, ' ').slice(0, 40))
    const list = `${named.join(', ')}${fields.length > NAMED ? ', …' : ''}`
    return known === undefined
      ? `${entry.path} has the fields ${list}, which are those of no set that is known`
      : `${entry.path} holds ${known}`
  }
  return null
}

const RECORDS = /\.(?:jsonl?|ndjson|csv|tsv|xls[xm])$/i

function modelIn(all: readonly FileEntry[]): string | null {
  const weights = all.find(({ path }) => /\.(?:safetensors|gguf|onnx|onnx_data)$/i.test(path))
  return weights === undefined ? null : `${weights.path} is of a model; models are chosen under Prepare, or by --model`
}

async function answersIn(all: readonly FileEntry[]): Promise<string | null> {
  for (const entry of all.filter(({ path, size }) => mayHoldAnswers(path) && size <= LARGEST).slice(0, LOOKED_INTO)) {
    try {
      const { files } = await openAnswerFiles([{ path: entry.path, file: await entry.open() }])
      if (files.some((file) => ANSWER_READERS.some((reader) => reader.recognise(file))))
        return `${fileName(entry.path)} holds answers, or questions with theirs: answers are opened under Runs, or given to npm run score`
    } catch (error) {
      if (!(error instanceof LeakscopeError)) throw error
    }
  }
  return null
}
