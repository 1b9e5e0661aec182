/**
 * @file The official FigStep files (docs/protocols/figstep.md#pictures): `question/safebench.csv` or
 * `SafeBench-Tiny.csv` with the PNGs of `images/`, drawn here where they are not picked; and FigStep-Pro,
 * whose phrase is cut into the pictures of `image_{n}_splits/` and asked for by line n of the benign
 * sentences.
 */
import { meta } from '../meta.ts'
import texts from '../prompts.json' with { type: 'json' }
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { fileName, isPicture, NamedFiles, partsOf, stem } from '../../../datasets/formats/names.ts'
import {
  columnOf,
  hasMoreCells,
  neededColumn,
  readTable,
  RECORD_ENDINGS,
  type Table,
  TABLE_ENDINGS,
  titleKey,
  unusedColumns,
} from '../../../datasets/formats/table.ts'
import { isSpreadsheet, readXlsx } from '../../../datasets/formats/xlsx.ts'
import { joinedPicture, officialHead, type FoundPicture, type Importer } from '../../../datasets/importer.ts'
import { ParquetPictures } from '../../../datasets/parquet-pictures.ts'
import { openRecords } from '../../../datasets/record-file.ts'
import { idPart, Rejection, Rows, textOf } from '../../../datasets/rows.ts'

const TITLES = ['category_name', 'question', 'instruction'] as const
/** What Excel writes to tell itself. */
const SEPARATOR = /^"?sep=."?\r?\n/
const SENTENCES = /^benign_sentences.*\.csv$/i

export const figstepOfficial: Importer = {
  id: 'figstep-official',
  title: 'official FigStep questions',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending(...TABLE_ENDINGS, ...RECORD_ENDINGS)) {
      const titles = titleKey(await titleRowOf(files, entry))
      if (TITLES.every((title) => titles.includes(titleKey(title)))) found.push(entry)
    }
    // The larger set first: the tiny one is a part of it.
    return found.toSorted((a, b) => b.size - a.size)
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const used = new Set<FileEntry>(main)
    const notes: string[] = []
    const asked = new Map<string, string>()
    const tables = await Promise.all(main.map((entry) => readTable(files, entry, isTitle)))
    let drawn = 0
    for (const [at, table] of tables.entries()) {
      const pictures = picturesOf(files, main[at]!)
      const held = await picturesIn(files, main[at]!)
      const columns = columnsOf(table)
      let known = 0
      for (const { row, cells } of table.rows) {
        await yieldToEventLoop()
        rows.add(`${table.path} ${row}`, (take) => {
          if (hasMoreCells(table.titles, cells)) throw new Rejection('it has more cells than there are titles')
          const { type, group, question, instruction, image } = questionOf(cells, columns, row)
          if (asked.has(`${group} ${question}`) && asked.get(`${group} ${question}`) !== table.path) {
            known++
            return []
          }
          asked.set(`${group} ${question}`, table.path)
          // Rows are numbered from the titles on.
          const picture = held?.of(row - 2, rows.pictures.size, group) ?? pictures.get(image.toLowerCase())
          if (picture === undefined) drawn++
          const spec: FoundPicture = { spec: { kind: 'typographic', text: instruction, style: 'figstep' } }
          const imageId = take(`${group}-figstep`, picture ?? spec)
          return [
            item(group, type, 'text', question, null, instruction),
            item(group, type, 'figstep', texts.figstep, imageId, instruction),
          ]
        })
      }
      if (known > 0) notes.push(`${table.path}: ${known} questions are in another file too and are asked once.`)
      notes.push(...unusedColumns(held === null ? table : { ...table, bytes: [] }, Object.values(columns)))
    }
    if (drawn > 0)
      notes.push(`${drawn} pictures were not picked and are drawn here, in another font than the original’s.`)
    notes.push(...(await addPro(files, rows, tables, used)))
    return rows.found(headOf(main), notes, [...used])
  },
}

function isTitle(title: string): boolean {
  return TITLES.some((known) => titleKey(known) === titleKey(title))
}

/** All titles of a table, one behind the other; nothing of a workbook that cannot be read. */
async function titleRowOf(files: Files, entry: FileEntry): Promise<string> {
  if ([...RECORD_ENDINGS, '.parquet'].some((ending) => entry.path.toLowerCase().endsWith(ending))) {
    const table = await readTable(files, entry, isTitle).catch(() => null)
    return table?.titles.join(' ') ?? ''
  }
  if (isSpreadsheet(entry.path)) {
    const sheets = await readXlsx(entry.path, await entry.open()).catch(() => [])
    return sheets[0]?.rows[0]?.join(' ') ?? ''
  }
  return (await files.text(entry)).slice(0, 1000).replace(SEPARATOR, '').split(/\r?\n/, 1)[0] ?? ''
}

function headOf(main: readonly FileEntry[]) {
  const head = officialHead(
    'mm-safetybench',
    `FigStep, official files (${main.map(({ path }) => stem(path)).join(', ')})`,
    'MIT; imported by the user, not redistributed',
    'https://github.com/ThuCCSLab/FigStep',
  )
  const id = main.length > 1 ? 'official' : idPart(stem(main[0]?.path ?? '').toLowerCase())
  return { ...head, id: `figstep-${id}` }
}

type Columns = Readonly<Record<'category' | 'question' | 'instruction' | 'task' | 'categoryId' | 'dataset', number>>

function columnsOf(table: Table): Columns {
  return {
    category: neededColumn(table, 'category_name'),
    question: neededColumn(table, 'question'),
    instruction: neededColumn(table, 'instruction'),
    task: columnOf(table, 'task_id'),
    categoryId: columnOf(table, 'category_id'),
    dataset: columnOf(table, 'dataset'),
  }
}

function questionOf(cells: readonly string[], columns: Columns, row: number) {
  const topic = textOf(cells[columns.category], 'category_name')
  const type = meta.types.find(({ id }) => id === `figstep-${topic.trim().replaceAll(' ', '-')}`)?.id
  if (type === undefined) throw new Rejection(`unknown category_name ${JSON.stringify(topic.slice(0, 40))}`)
  const task = wholeNumber(cells[columns.task])
  return {
    type,
    group: `${type}-${task === '' ? `row-${row}` : idPart(task)}`,
    question: textOf(cells[columns.question], 'question'),
    instruction: textOf(cells[columns.instruction], 'instruction'),
    /** As the authors' script names it; 6 is the kind of attack. */
    image: `query_${cells[columns.dataset] ?? ''}_${wholeNumber(cells[columns.categoryId])}_${task}_6.png`,
  }
}

/** `1.0` is how pandas writes 1, and `1,0` how Excel does in half of Europe. */
function wholeNumber(cell = ''): string {
  return cell.trim().replace(/^(\d+)[.,]0+$/, '$1')
}

/**
 * The PNGs of one set by their names, lower case: those of the folder that is called as the set is, where
 * both sets are there; the one that lies highest.
 */
function picturesOf(files: Files, questions: FileEntry): Map<string, FileEntry> {
  const pictures = files.all.filter((entry) => isPicture(entry) && /^query_/i.test(fileName(entry.path)))
  const called = pictures.filter(({ path }) => partsOf(path.toLowerCase()).includes(stem(questions.path).toLowerCase()))
  const found = new Map<string, FileEntry>()
  const depth = ({ path }: FileEntry) => path.split('/').length
  for (const entry of called.length > 0 ? called : pictures) {
    const key = fileName(entry.path).toLowerCase()
    const other = found.get(key)
    if (other === undefined || depth(entry) < depth(other)) found.set(key, entry)
  }
  return found
}

/** Pictures in the table itself, as the hub keeps them; null where it has none. */
async function picturesIn(files: Files, entry: FileEntry): Promise<ParquetPictures | null> {
  const file = /\.parquet$/i.test(entry.path) ? await openRecords(files, entry, ['image']) : null
  return file === null || !file.columns.includes('image')
    ? null
    : ParquetPictures.open(file, ['image'], new NamedFiles(files.all.filter(isPicture)))
}

/**
 * FigStep-Pro: sentence n of the benign ones belongs to row n of SafeBench-Tiny, and its pictures are joined
 * to one, side by side, since a sample has one picture.
 */
async function addPro(files: Files, rows: Rows, tables: readonly Table[], used: Set<FileEntry>): Promise<string[]> {
  const splits = splitsOf(files)
  const list = files.ending('.csv').find(({ path }) => SENTENCES.test(fileName(path)))
  if (splits.size === 0 || list === undefined) return []
  const tiny = tables.find(({ path }) => /tiny/i.test(fileName(path)))
  if (tiny === undefined) return ['FigStep-Pro needs SafeBench-Tiny.csv, which says what its pictures are about.']
  const columns = columnsOf(tiny)
  const sentences = (await files.text(list)).split(/\r?\n/).slice(1)
  used.add(list)
  for (const [n, parts] of [...splits].toSorted(([a], [b]) => a - b))
    rows.add(`FigStep-Pro ${n}`, (take) => {
      const [about, sentence] = [tiny.rows[n], sentences[n]?.trim() ?? '']
      if (about === undefined || !sentence.includes('*'))
        throw new Rejection('no benign sentence or no row of SafeBench-Tiny belongs to it')
      const { type, group, instruction } = questionOf(about.cells, columns, about.row)
      const imageId = take(`${group}-figstep-pro`, joinedPicture(parts))
      for (const part of parts) used.add(part)
      return [
        item(
          group,
          type,
          'figstep-pro',
          texts['figstep-pro'].replace('{S}', () => sentence),
          imageId,
          instruction,
        ),
      ]
    })
  return [
    'FigStep-Pro: the pictures of each question are joined to one, side by side; the original shows them one after the other.',
  ]
}

function splitsOf(files: Files): Map<number, FileEntry[]> {
  const found = new Map<number, [part: number, entry: FileEntry][]>()
  for (const entry of files.all) {
    const [, image, part] = /(?:^|\/)image_(\d{1,6})_split_(\d{1,6})\.png$/i.exec(entry.path) ?? []
    if (image === undefined) continue
    const own = found.get(Number(image)) ?? []
    found.set(Number(image), [...own, [Number(part), entry]])
  }
  return new Map(
    [...found].map(([image, parts]) => [image, parts.toSorted(([a], [b]) => a - b).map(([, entry]) => entry)]),
  )
}

function item(
  group: string,
  type: string,
  kind: string,
  prompt: string,
  imageId: string | null,
  phrase: string,
): ShardItem {
  const question: Question = { ...PLAIN_QUESTION, phrase, variant: kind }
  return {
    id: `${group}-${kind}`,
    split: 'attack',
    scenario: null,
    type,
    group,
    prompt,
    imageId,
    truths: [],
    distractors: [],
    question,
  }
}
