import { joined } from './bytes.ts'

/**
 * What is read in one go of a file that is read from front to back. Each slice goes through other processes:
 * a hundred small ones take four times as long as one of as many bytes.
 */
const PIECE = 4 * 2 ** 20
/**
 * A read that begins so near the end of the last one goes on from it: parts may overlap a little, where one
 * reads more than it may need.
 */
const NEAR = 2 ** 20

interface Piece {
  readonly from: number
  readonly to: number
  readonly bytes: Promise<ArrayBuffer>
}

/**
 * Parts of a file. Those that follow each other come out of large pieces, of which one is read ahead; a part
 * that lies elsewhere is read alone.
 */
export class Ahead {
  readonly #file: Blob
  /** One behind the other. */
  #pieces: Piece[] = []
  /** Where the last read ended. */
  #end = 0

  constructor(file: Blob) {
    this.#file = file
  }

  /**
   * @param from within the file, as `to`. @returns maybe a view into what was read for others too: copy what
   *   is kept.
   */
  async read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    const goesOn = Math.abs(from - this.#end) <= NEAR
    this.#end = to
    if (!goesOn) return new Uint8Array(await this.#file.slice(from, to).arrayBuffer())
    const parts = await Promise.all(
      this.#covering(from, to).map(async (piece) => {
        const [begin, end] = [Math.max(from, piece.from), Math.min(to, piece.to)]
        return new Uint8Array(await piece.bytes, begin - piece.from, end - begin)
      }),
    )
    return parts.length === 1 ? parts[0]! : joined(parts)
  }

  #covering(from: number, to: number): Piece[] {
    this.#pieces = this.#pieces.filter((piece) => piece.to > from - NEAR)
    const [first] = this.#pieces
    if (first === undefined || from < first.from || from > this.#pieces.at(-1)!.to) this.#pieces = [this.#piece(from)]
    // Until all of it is there, and one piece more.
    for (let last = this.#pieces.at(-1)!; last.to < this.#file.size && last.from < to;) {
      last = this.#piece(last.to)
      this.#pieces.push(last)
    }
    return this.#pieces.filter((piece) => piece.from < to && piece.to > from)
  }

  #piece(from: number): Piece {
    const to = Math.min(from + PIECE, this.#file.size)
    const bytes = this.#file.slice(from, to).arrayBuffer()
    // Whoever needs it hears of it.
    bytes.catch(() => {})
    return { from, to, bytes }
  }
}
