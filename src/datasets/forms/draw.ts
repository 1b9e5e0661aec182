import { PAGE, ROW, type Measure, type Page } from './page.ts'

/** The part of a 2D context that drawing needs; a browser's OffscreenCanvas and Skia in Node both have it. */
export type Context2D = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textBaseline'
  | 'fillRect'
  | 'fillText'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'measureText'
  | 'save'
  | 'restore'
  | 'translate'
  | 'rotate'
  | 'scale'
  | 'getImageData'
  | 'putImageData'
>

/** Middle of the row to the baseline: x-height and descender share the row. */
const BASELINE = 33

export const measurer =
  (context: Context2D): Measure =>
  (text, size, font) => {
    context.font = `${size}px "${font}"`
    return context.measureText(text).width
  }

export function drawPage(context: Context2D, page: Page): void {
  context.fillStyle = page.paper
  context.fillRect(0, 0, PAGE, PAGE)
  context.strokeStyle = page.ink
  context.lineWidth = 1.5
  for (const rule of page.rules) {
    context.beginPath()
    context.moveTo(rule.x0, rule.y0)
    context.lineTo(rule.x1, rule.y1)
    context.stroke()
  }
  context.fillStyle = page.ink
  context.textBaseline = 'alphabetic'
  for (const text of page.texts) {
    context.font = `${text.size}px "${page.font}"`
    context.fillText(text.text, text.x, text.row * ROW + BASELINE + text.dy)
  }
}
