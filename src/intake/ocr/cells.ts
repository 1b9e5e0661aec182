/** @file Stretches of a read page as the cells that the rules look at. */
import { around, type TextBlock } from '../../datasets/own/text-blocks.ts'
import type { Stretch } from './read-page.ts'

/** Stretches of one line closer than this many of its heights are one cell. */
const GAP = 0.45
/** Names in Chinese characters are set wide on cards. */
const WIDE = 2.5

/** Cells in reading order: rows from the top, each from the left. */
export function cellsOf(stretches: readonly Stretch[]): TextBlock[] {
  const rows: Stretch[][] = []
  for (const stretch of stretches.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.findLast((other) =>
      other.some((one) => Math.abs(middle(one) - middle(stretch)) < 0.4 * Math.min(one.box.height, stretch.box.height)),
    )
    if (row === undefined) rows.push([stretch])
    else row.push(stretch)
  }
  return rows.flatMap((row) => {
    const cells: Stretch[][] = []
    for (const stretch of row.toSorted((a, b) => a.box.x - b.box.x)) {
      const last = cells.at(-1)?.at(-1)
      const isNear =
        last !== undefined &&
        stretch.box.x - last.box.x - last.box.width <
          (isNamePart(last.text) && isNamePart(stretch.text) ? WIDE : GAP) *
            Math.min(last.box.height, stretch.box.height) &&
        Math.max(last.box.height, stretch.box.height) < 1.5 * Math.min(last.box.height, stretch.box.height)
      if (isNear) cells.at(-1)!.push(stretch)
      else cells.push([stretch])
    }
    return cells.map((own) => ({
      text: own.map(({ text }) => text).join(' '),
      box: around(own.map(({ box }) => box)),
      onPicture: around(own.map(({ onPicture }) => onPicture)),
    }))
  })
}

/** What a read page says, a cell a line. */
export function linesOf(stretches: readonly Stretch[]): string {
  return cellsOf(stretches)
    .map(({ text }) => text)
    .join('\n')
}

function isNamePart(text: string): boolean {
  return /^\p{Script=Han}{1,2}$/u.test(text)
}

function middle({ box }: Stretch): number {
  return box.y + box.height / 2
}
