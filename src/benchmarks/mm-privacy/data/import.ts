/**
 * @file The official MM-Privacy files (docs/protocols/mm-privacy.md#data): question files, numbered pictures
 * in a folder of each, and tables of people. A clone of the authors' repository has four question files; all
 * are read, each with its own pictures.
 */
import { LeakscopeError } from '../../../domain/errors.ts'
import type { ShardItem } from '../../../domain/sample.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { fileName, folderOf, isPicture, stem } from '../../../datasets/formats/names.ts'
import { checkAnyPicture, PICTURE_HEADER } from '../../../datasets/formats/picture.ts'
import { readTable, recordsInFile, RECORD_ENDINGS, TABLE_ENDINGS, type Table } from '../../../datasets/formats/table.ts'
import { looksOfficial, officialMmPrivacyHead, readOfficialMmPrivacy, unknownNotes, withPrinted } from './official.ts'
import { People } from './people.ts'
import { isTruthTitle } from './titles.ts'
import { imageKey, isTruthTable, readTruths, truthTableIn, type TruthRow } from './truth-table.ts'
import { bad, LIMITS } from '../../../datasets/schema.ts'
import type { ShardHead } from '../../../datasets/shard.ts'
import {
  picturePath,
  type Found,
  type FoundPicture,
  type Importer,
  type RejectedRow,
} from '../../../datasets/importer.ts'
import { idPart } from '../../../datasets/rows.ts'
import { isRecord } from '../../../datasets/values.ts'

export const mmPrivacyOfficial: Importer = {
  id: 'mm-privacy-official',
  title: 'official MM-Privacy question file',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending(...RECORD_ENDINGS, ...TABLE_ENDINGS))
      if (looksOfficial(await questionsIn(files, entry))) found.push(entry)
    return found
  },

  async read(files, main) {
    const { people, used, notes } = await peopleOf(files)
    const items: ShardItem[] = []
    const rejected: RejectedRow[] = []
    const pictures = new Map<string, FoundPicture>()
    const labels = labelsOf(main)
    const only = main.length === 1
    for (const questions of main) {
      const label = only ? null : labels.get(questions)!
      const own = picturesOf(files, questions, main)
      const broken = await unreadable(own)
      const usable = new Set([...own.keys()].filter((key) => !broken.has(key)))
      const found = readOfficialMmPrivacy(questions.path, await questionsIn(files, questions), usable, {
        label,
        people,
      })
      if (items.length + found.items.length > LIMITS.rows) throw bad('files', `more than ${LIMITS.rows} rows`)
      used.add(questions)
      for (const item of found.items) {
        items.push(item)
        const entry =
          item.imageId === null
            ? undefined
            : own.get(imageKey(item.imageId.slice(label === null ? 0 : label.length + 1)))
        if (item.imageId === null || entry === undefined) continue
        used.add(entry)
        pictures.set(item.imageId, picturePath(entry))
      }
      for (const { row, reason } of found.rejected)
        rejected.push({ row: only ? row : `${questions.path} ${row}`, reason: broken.get(imageKey(row)) ?? reason })
      notes.push(...found.notes.filter((note) => only || !unknownNotes(found.items).includes(note)))
    }
    if (!only) notes.push(...unknownNotes(items))
    notes.push(...people.askedNotes(items.flatMap(({ split, truths }) => (split === 'retention' ? truths : []))))
    const printed = printedOn(items, people)
    if (printed !== undefined)
      notes.push(
        `Whom ${printed.pictures.size} pictures show is not in the tables: at the import their text is read on this machine, and the person whose name is printed is taken.`,
      )
    return {
      head: headOf(items, [...labels.values()]),
      manifest: null,
      items,
      pictures,
      rejected,
      notes,
      used,
      ...(printed === undefined ? {} : { printed }),
    }
  },
}

function headOf(items: readonly ShardItem[], labels: readonly string[]): ShardHead {
  const head = officialMmPrivacyHead(items)
  if (labels.length === 1) return head
  return {
    ...head,
    id: `mm-privacy-official-${labels.join('-')}`.slice(0, LIMITS.idLength),
    name: `MM-Privacy, official files (${labels.join(', ')})`,
  }
}

/** What opens the ids of each file's items: `evaluate_partone_real.json` is `partone_real`. */
function labelsOf(main: readonly FileEntry[]): Map<FileEntry, string> {
  const short = (entry: FileEntry) => idPart(stem(entry.path).replace(/^evaluate_/i, ''))
  return new Map(
    main.map((entry) => {
      const isTaken = main.some((other) => other !== entry && short(other) === short(entry))
      return [entry, isTaken ? idPart(entry.path) : short(entry)]
    }),
  )
}

/** Pictures of which no table says whom they show, where somebody is known who could be on them. */
function printedOn(items: readonly ShardItem[], people: People): Found['printed'] {
  if (!people.areToBeFound) return undefined
  const isOpen = ({ split, truths, distractors }: ShardItem) =>
    (split === 'disclosure' ? truths : distractors).length === 0
  const pictures = new Set(items.flatMap((item) => (item.imageId !== null && isOpen(item) ? [item.imageId] : [])))
  if (pictures.size === 0) return undefined
  return {
    pictures,
    tells: (text) => people.printed(text).length > 0,
    complete: (texts) => {
      const shown = new Map([...texts].map(([imageId, text]) => [imageId, people.printed(text)]))
      return items.map((item) => withPrinted(item, (item.imageId === null ? undefined : shown.get(item.imageId)) ?? []))
    },
  }
}

async function peopleOf(files: Files): Promise<{ people: People; used: Set<FileEntry>; notes: string[] }> {
  const rows: TruthRow[] = []
  const used = new Set<FileEntry>()
  const notes: string[] = []
  for (const entry of files.ending(...TABLE_ENDINGS, ...RECORD_ENDINGS, '.txt')) {
    // Most of them hold other things, of which nothing is said.
    const isRecords = [...RECORD_ENDINGS, '.txt'].some((ending) => entry.path.toLowerCase().endsWith(ending))
    if (looksOfficial(await questionsIn(files, entry))) continue
    const isText = entry.path.toLowerCase().endsWith('.txt')
    const read = await tableIn(files, entry).catch((error: unknown) => {
      // Excel's “Unicode text” is a table; whatever else is called so is none.
      if (!isText) throw error
      return { path: entry.path, titles: [], rows: [] }
    })
    const table = truthTableIn(read)
    if (!isTruthTable(table)) {
      if (!isRecords)
        notes.push(
          `${entry.path} is no table of people and is not used: it needs a column Name or Image and columns of values (Email, Phone Numbers, SSN, …); it has ${table.titles.slice(0, 12).join(', ') || 'no columns'}.`,
        )
      continue
    }
    const truths = readTruths(table)
    rows.push(...truths.rows)
    notes.push(...truths.notes)
    used.add(entry)
  }
  return { people: new People(rows), used, notes }
}

/** Null for a table that cannot be read: that is told where people are looked for. */
async function questionsIn(files: Files, entry: FileEntry): Promise<unknown> {
  return recordsInFile(files, entry).catch(() => null)
}

async function tableIn(files: Files, entry: FileEntry): Promise<Table> {
  const table = await readTable(files, entry, isTruthTitle)
  const value = entry.path.toLowerCase().endsWith('.json') ? await files.value(entry) : null
  return isRecord(value) ? withPictureKeys(table, Object.keys(value)) : table
}

/** `{"17.png": {"Name": …}}`: what the records are kept under is the picture. */
function withPictureKeys(table: Table, keys: readonly string[]): Table {
  if (keys.length !== table.rows.length || !keys.every((path) => isPicture({ path }))) return table
  return {
    ...table,
    titles: [...table.titles, 'Image'],
    rows: table.rows.map(({ row, cells }, at) => ({ row, cells: [...cells, keys[at]!] })),
  }
}

/**
 * Pictures by the number that is their name. Of several folders with pictures below a question file's own
 * one, that is its own which is called as the file is (`evaluate_direct.json`, `Direct/`), and none that
 * holds another question file's.
 */
function picturesOf(files: Files, questions: FileEntry, main: readonly FileEntry[]): Map<string, FileEntry> {
  const home = folderOf(questions.path)
  const foreign = main.flatMap((other) =>
    other === questions || folderOf(other.path) === home ? [] : [folderOf(other.path)],
  )
  const numbered = files.all.filter((entry) => isPicture(entry) && /^\d+\.\w+$/.test(fileName(entry.path)))
  const below = numbered.filter(
    ({ path }) =>
      path.startsWith(home) && !foreign.some((folder) => folder.startsWith(home) && path.startsWith(folder)),
  )
  // Pictures that were picked from elsewhere, for one question file.
  const all = below.length === 0 && main.length === 1 ? numbered : below
  const folders = [...new Set(all.map(({ path }) => folderOf(path)))]
  const named = folders.filter((folder) => isCalledAs(folder.split('/').at(-2) ?? '', stem(questions.path)))
  const own = named.length > 0 && folders.length > 1 ? all.filter(({ path }) => named.includes(folderOf(path))) : all
  const pictures = new Map<string, FileEntry>()
  for (const entry of own) {
    const key = imageKey(fileName(entry.path))
    const other = pictures.get(key)
    if (other !== undefined)
      throw bad(
        'files',
        `${other.path} and ${entry.path} are both picture ${key} of ${questions.path}; pick the folder of one of them`,
      )
    pictures.set(key, entry)
  }
  return pictures
}

function isCalledAs(folder: string, questions: string): boolean {
  return folder.length >= 3 && questions.toLowerCase().includes(folder.toLowerCase())
}

async function unreadable(pictures: ReadonlyMap<string, FileEntry>): Promise<Map<string, string>> {
  const broken = new Map<string, string>()
  for (const [key, entry] of pictures) {
    try {
      checkAnyPicture(`picture ${key}`, entry.path, await entry.bytes(PICTURE_HEADER))
    } catch (error) {
      if (!(error instanceof LeakscopeError) || error.code !== 'bad-shard') throw error
      broken.set(key, error.message.replace(/^Shard refused, [^:]*: |; nothing was imported\.$/g, ''))
    }
  }
  return broken
}
