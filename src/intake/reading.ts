/**
 * @file How a picture is made ready for the text recognisers, in the app and on the command line. For Tesseract as it
 * is, and cleaned, which reads small letters, coloured bands and letters that touch their rules, and loses faint
 * ones; PP-OCR's networks read photographs too, askew or on their side, in several times the time.
 */
export type Reading = TesseractReading | 'networks'
export type TesseractReading = 'plain' | 'cleaned'

/** In this order, as long as what was read tells nothing: the quick ones first. */
export const READINGS: readonly Reading[] = ['cleaned', 'plain', 'networks']

/**
 * Parameters of Tesseract: how it segments a page (3: finds the blocks, 6: takes one), how it tells ink (0:
 * Otsu, 2: Sauvola).
 */
export const READING_PARAMETERS: Readonly<Record<TesseractReading, Readonly<Record<string, string>>>> = {
  plain: { tessedit_pageseg_mode: '3', thresholding_method: '0' },
  cleaned: { tessedit_pageseg_mode: '6', thresholding_method: '2' },
}

/**
 * Longest side that is read, and the one to which smaller pictures are enlarged: small print is lost below.
 * In pixels.
 */
const [LARGEST, SMALLEST] = [2400, 1200]
/** Pixels of the longer side from which the networks read lines: small print of a page is about 12 high there. */
export const LONGEST = 2400
/** White about a cleaned picture, whose letters may stand at its very edge. */
export const MARGIN = 30

/** Scale in which a picture of this size is cleaned, or read plainly, and the one to which it is then enlarged. */
export function readingScales(width: number, height: number): { readonly first: number; readonly enlarged: number } {
  const longest = Math.max(width, height)
  return {
    first: Math.min(LARGEST / longest, 1),
    enlarged: Math.min(LARGEST / longest, Math.max(1, SMALLEST / longest)),
  }
}

/** As canvases have them: four bytes a pixel, row by row. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** Ink is so much darker than what is about it, of 255, within so many pixels. */
const [DARKER, ABOUT] = [25, 24]
/** A rule is no thicker, in pixels, for at least this part of its length; letters may touch it elsewhere. */
const [THICKEST, THIN_PART] = [6, 0.25]
const SHORTEST = 24

/**
 * Paints over long thin dark lines, across and down, in place: a recogniser takes letters between them for a
 * table or loses those that touch them.
 */
export function eraseRules(pixels: Pixels): void {
  const { width, height, data } = pixels
  const grey = greyOf(pixels)
  const paper = meansOf(grey, width, height)
  const isInk = Uint8Array.from(grey, (value, at) => (value < paper[at]! - DARKER ? 1 : 0))
  const rules = new Set<number>()
  const across = { lines: height, length: width, step: 1, next: width, least: Math.max(SHORTEST, width / 8) }
  const down = {
    lines: width,
    length: height,
    step: width,
    next: 1,
    least: Math.max(SHORTEST, Math.min(width, height) / 2.2),
  }
  for (const { lines, length, step, next, least } of [across, down])
    for (let line = 0; line < lines; line++)
      for (let from = 0; from < length;) {
        const start = line * next + from * step
        let end = from
        while (end < length && isInk[line * next + end * step] === 1) end++
        if (end - from >= least && isThin(isInk, start, end - from, step, next, line, lines))
          for (let at = from; at < end; at++) rules.add(line * next + at * step)
        from = end + 1
      }
  for (const at of rules) {
    const value = Math.max(grey[at]!, Math.min(255, paper[at]! + 10))
    data.fill(value, 4 * at, 4 * at + 3)
  }
}

/** Whether a run of ink is thin in enough places, measured across it. */
function isThin(
  isInk: Uint8Array,
  start: number,
  length: number,
  step: number,
  next: number,
  line: number,
  lines: number,
): boolean {
  let thin = 0
  for (let n = 0; n < length; n++) {
    const at = start + n * step
    let thickness = 1
    for (let i = 1; line - i >= 0 && thickness <= THICKEST && isInk[at - i * next] === 1; i++) thickness++
    for (let i = 1; line + i < lines && thickness <= THICKEST && isInk[at + i * next] === 1; i++) thickness++
    if (thickness <= THICKEST) thin++
  }
  return thin >= length * THIN_PART
}

/** ITU-R BT.601. */
function greyOf({ width, height, data }: Pixels): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) =>
    Math.round(0.299 * data[4 * at]! + 0.587 * data[4 * at + 1]! + 0.114 * data[4 * at + 2]!),
  )
}

/** The mean about each pixel, by the sums of all above and left of it. */
function meansOf(grey: Uint8Array, width: number, height: number): Uint8Array {
  const sums = new Float64Array((width + 1) * (height + 1))
  const row = width + 1
  for (let y = 0; y < height; y++)
    for (let x = 0, sum = 0; x < width; x++) {
      sum += grey[y * width + x]!
      sums[(y + 1) * row + x + 1] = sums[y * row + x + 1]! + sum
    }
  const means = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - ABOUT), Math.min(height, y + ABOUT + 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - ABOUT), Math.min(width, x + ABOUT + 1)]
      const sum =
        sums[bottom * row + right]! - sums[top * row + right]! - sums[bottom * row + left]! + sums[top * row + left]!
      means[y * width + x] = sum / ((bottom - top) * (right - left))
    }
  }
  return means
}
