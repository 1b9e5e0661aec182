/**
 * @file MM-SafetyBench as VLMEvalKit hands it on: `MMSafetyBench.tsv` with `index`, `image`, `question`,
 * `answer`, `category` (`vlmeval/dataset/mmsafetybench.py` and `image_base.py` at e8e78f0). An image is
 * base64, or the index of a row that has it, or a file named in `image_path`. Ids are those of the authors'
 * own files.
 */
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { isPicture, NamedFiles } from '../../../datasets/formats/names.ts'
import { columnOf, type Table, titleKey, unusedColumns } from '../../../datasets/formats/table.ts'
import { type TsvCell, tsvRows, tsvTitles } from '../../../datasets/formats/tsv.ts'
import type { FoundPicture, Importer } from '../../../datasets/importer.ts'
import { safetyHead } from './import.ts'
import { itemOf } from './import-hub.ts'
import { kindOf, scenarioIn } from './kinds.ts'
import { idPart, namedPicture, Rejection, Rows, textOf } from '../../../datasets/rows.ts'

export const mmSafetyBenchVlmEvalKit: Importer = {
  id: 'mm-safetybench-vlmevalkit',
  title: 'MM-SafetyBench as VLMEvalKit’s TSV',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.tsv')) {
      const titles = (await tsvTitles(entry)).map(titleKey)
      const isEvaluated = ['index', 'question'].every((title) => titles.includes(title)) && titles.some(isImageTitle)
      if (isEvaluated && (/safety/i.test(entry.path) || titles.includes('scenario'))) found.push(entry)
    }
    return found
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const notes: string[] = []
    for (const entry of main) notes.push(...(await readTsv(files, entry, rows)))
    return rows.found(safetyHead(rows.items), notes, main)
  },
}

async function readTsv(files: Files, entry: FileEntry, rows: Rows): Promise<string[]> {
  const file = await entry.open()
  const pictures = new NamedFiles(files.all.filter(isPicture))
  const fromName = kindOf(/(sd_typo|sd|typo)[^/]*$/i.exec(entry.path)?.[1] ?? '')
  const known = new Map<string, TsvCell>()
  let table: Table = { path: entry.path, titles: [], rows: [] }
  let untold = 0
  for await (const { row, cells } of tsvRows(entry.path, file)) {
    if (row === 1) {
      table = { ...table, titles: cells.map(String) }
      continue
    }
    const cell = (...names: readonly string[]): TsvCell => cells[columnOf(table, ...names)] ?? ''
    const text = (...names: readonly string[]): string => {
      const found = cell(...names)
      return typeof found === 'string' ? found : ''
    }
    const image = cell('image')
    const own = typeof image === 'string' && image.length <= LONGEST_INDEX ? (known.get(image) ?? image) : image
    const key = text('index', 'id')
    known.set(key, own)
    const code = own === '' ? null : new Base64Cell(file, own)
    const isCode = (await code?.isCode()) === true
    rows.add(`${entry.path} ${row}`, (take) => {
      const scenario = text('category', 'scenario')
      const where = scenarioIn(scenario) ?? scenarioIn(entry.path)
      if (where === null) throw new Rejection(`${JSON.stringify(scenario.slice(0, 40))} names no scenario`)
      const told = kindOf(text('kind', 'type', 'image_type')) ?? fromName
      const shown = told ?? 'sd-typo'
      const words = textOf(text('question'), 'question')
      const picture = pictureOf(text('image_path'), row, code, isCode)
      const items = [
        itemOf(where, textOf(key, 'index'), shown, words, take(`${where}-${shown}-${idPart(key)}`, picture)),
      ]
      if (told === null) untold++
      return items
    })
  }
  const used = [
    ['index', 'id'],
    ['image'],
    ['image_path'],
    ['question'],
    ['category', 'scenario'],
    ['kind', 'type', 'image_type'],
  ]
  return [
    ...(untold === 0
      ? []
      : [`${entry.path} does not say how ${untold} pictures carry their question; they are taken for SD_TYPO.`]),
    ...unusedColumns(
      table,
      used.map((names) => columnOf(table, ...names)),
    ),
  ]

  function pictureOf(name: string, row: number, code: Base64Cell | null, isCode: boolean): FileEntry | FoundPicture {
    if (code !== null) {
      if (!isCode) throw new Rejection('its image is not base64')
      return { path: `${entry.path}#${row}`, place: rows.pictures.size, bytes: () => code.bytes() }
    }
    return namedPicture(pictures, textOf(name, 'image'))
  }
}

/** A picture in a cell, read when it is asked for. */
class Base64Cell {
  readonly #file: Blob
  readonly #cell: TsvCell

  constructor(file: Blob, cell: TsvCell) {
    this.#file = file
    this.#cell = cell
  }

  async isCode(): Promise<boolean> {
    const code = await this.#code()
    // As `atob` has it: one letter alone is no byte, and what is filled up is filled up whole.
    return /^[A-Za-z0-9+/]+={0,2}$/.test(code) && (code.endsWith('=') ? code.length % 4 === 0 : code.length % 4 !== 1)
  }

  async bytes(): Promise<ArrayBuffer> {
    return Uint8Array.from(atob(await this.#code()), (byte) => byte.charCodeAt(0)).buffer
  }

  /** Without the white space that `atob` passes over; any other is no code. */
  async #code(): Promise<string> {
    const cell = this.#cell
    const text = typeof cell === 'string' ? cell : await this.#file.slice(cell.from, cell.to).text()
    return text.replace(/^data:[^,]*,/, '').replaceAll(/[\t\n\f\r ]+/g, '')
  }
}

/** Shorter cells of `image` are the index of a row that has the picture (`image_base.py`). */
const LONGEST_INDEX = 64

function isImageTitle(title: string): boolean {
  return title === 'image' || title === 'imagepath'
}
