/** @file Text as it stands on a picture: what OCR gives, put together to the stretches that a reader sees. */

/** In pixels of the picture, from its top left. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Word {
  readonly text: string
  readonly box: Box
}

/** Words that stand close together on one line: a label, a value, a heading. */
export interface TextBlock {
  readonly text: string
  readonly box: Box
}

/** A gap wider than this many heights of a line separates two cells. */
const GAP = 1.2

/** Puts the words of each line together to cells, in reading order. */
export function textBlocksOf(lines: readonly (readonly Word[])[]): TextBlock[] {
  return lines.flatMap((words) => {
    const cells: Word[][] = []
    for (const word of words.toSorted((a, b) => a.box.x - b.box.x)) {
      const last = cells.at(-1)?.at(-1)
      const isNear =
        last !== undefined && word.box.x - right(last.box) <= GAP * Math.max(last.box.height, word.box.height)
      if (isNear) cells.at(-1)?.push(word)
      else cells.push([word])
    }
    return cells.map((own) => ({ text: own.map(({ text }) => text).join(' '), box: around(own.map(({ box }) => box)) }))
  })
}

/** The cell that a label is for: the next one on its line, or the nearest one below that begins about where it does. */
export function valueOf(
  label: TextBlock,
  cells: readonly TextBlock[],
  isValue: (cell: TextBlock) => boolean,
): TextBlock | null {
  const height = label.box.height
  const beside = cells
    .filter(({ box }) => box.x >= right(label.box) && Math.abs(middle(box) - middle(label.box)) < height / 2)
    .toSorted((a, b) => a.box.x - b.box.x)[0]
  const below = cells
    .filter(({ box }) => {
      const drop = box.y - label.box.y
      return drop > height / 2 && drop < 3.5 * height && Math.abs(box.x - label.box.x) < 2 * height
    })
    .toSorted((a, b) => a.box.y - b.box.y)[0]
  // A colon leads the eye to the right; without one, a form's value stands below its label.
  const order = label.text.endsWith(':') ? [beside, below] : [below, beside]
  return order.find((cell) => cell !== undefined && isValue(cell)) ?? null
}

function right({ x, width }: Box): number {
  return x + width
}

function middle({ y, height }: Box): number {
  return y + height / 2
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map(right)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}
