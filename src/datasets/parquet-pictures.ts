/**
 * @file Pictures in a column of a file of records, in any of the shapes of picture-cells.ts, or a list of these, of
 * which one is drawn.
 */
import { createRandom } from '../domain/random.ts'
import type { FileEntry } from './formats/file-entry.ts'
import type { NamedFiles } from './formats/names.ts'
import type { ParquetFile } from './formats/parquet.ts'
import type { FoundPicture } from './importer.ts'
import { namedPicture, Rejection } from './rows.ts'
import { bytesIn, nameIn } from './picture-cells.ts'

/** Bytes of a cell: longer ones are no names. */
const SMALLEST = 400

/** A row group at a time: they are asked for in the file's order, several at once. */
export class ParquetPictures {
  readonly #file: ParquetFile
  readonly #column: string
  readonly #beside: NamedFiles
  /** Of a file that holds names alone, the cells of all rows; null where it holds pictures. */
  readonly #names: readonly unknown[] | null
  #group: { readonly from: number; readonly cells: Promise<readonly unknown[]> } | null = null

  private constructor(file: ParquetFile, column: string, beside: NamedFiles, names: readonly unknown[] | null) {
    this.#file = file
    this.#column = column
    this.#beside = beside
    this.#names = names
  }

  /**
   * @param columns names that the column may have, the likeliest first. @param beside files that may be named.
   * @throws LeakscopeError `bad-shard` for damaged data.
   */
  static async open(file: ParquetFile, columns: readonly string[], beside: NamedFiles): Promise<ParquetPictures> {
    const column = columns.find((name) => file.columns.includes(name)) ?? columns[0] ?? 'image'
    // Pictures are not read to see that they are there.
    const isSmall = file.rows > 0 && file.bytesOf(column) <= SMALLEST * file.rows + 1024
    const read = async (rows: number) => (await file.read([column], 0, rows)).map((row) => row[column])
    const isName = (cell: unknown) => oneOf(cell).some((one) => bytesIn(one) === null && nameIn(one) !== null)
    // Of what a parquet file says of its rows nothing is believed for the sake of a look.
    const isNamed = isSmall && (await read(file.isHeld === true ? file.rows : 1)).some(isName)
    return new ParquetPictures(file, column, beside, isNamed ? await read(file.rows) : null)
  }

  /** Whether rows have names of files that lie beside, or nothing at all. */
  get areNamed(): boolean {
    return this.#names !== null && this.#names.every((cell) => oneOf(cell).every((one) => bytesIn(one) === null))
  }

  /** The name that a row has for its picture; null where it has the picture itself, or nothing. */
  nameOf(row: number): string | null {
    const cell = this.#names?.[row]
    return bytesIn(cell) === null ? nameIn(cell) : null
  }

  /**
   * The picture of a row; it is read when it is stored. @param draw seeds the choice where a row has several, as those
   * of MLLMU-Bench's Test_Set have; the original draws unseeded.
   * @throws Rejection where the row has but a name that no file has.
   */
  of(row: number, place: number, draw: string): FileEntry | FoundPicture {
    const cell = chosen(this.#names?.[row], draw)
    const name = bytesIn(cell) === null ? nameIn(cell) : null
    if (name !== null) return namedPicture(this.#beside, name)
    if (this.#names !== null && bytesIn(cell) === null) throw new Rejection('it has no picture')
    const path = `${this.#file.path}#${row + 1}`
    return { path, place, bytes: async () => bytesIn(chosen(await this.#cell(row), draw)) ?? new ArrayBuffer() }
  }

  async #cell(row: number): Promise<unknown> {
    const { bounds } = this.#file
    const at = bounds.findIndex((bound, i) => bound <= row && row < (bounds[i + 1] ?? 0))
    const from = bounds[at] ?? 0
    if (this.#group?.from !== from) this.#group = { from, cells: this.#read(from, bounds[at + 1] ?? from) }
    return (await this.#group.cells)[row - from]
  }

  async #read(from: number, to: number): Promise<unknown[]> {
    return (await this.#file.read([this.#column], from, to)).map((row) => row[this.#column])
  }
}

function oneOf(cell: unknown): readonly unknown[] {
  return Array.isArray(cell) ? (cell as unknown[]) : [cell]
}

function chosen(cell: unknown, draw: string): unknown {
  return Array.isArray(cell) && cell.length > 0 ? createRandom(draw).pick(cell as unknown[]) : cell
}
