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
  /** Where it stands on the picture, if that is turned: `box` is of the page turned upright. */
  readonly onPicture?: Box
}

function right({ x, width }: Box): number {
  return x + width
}

/** The smallest box about boxes. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map(right)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}
