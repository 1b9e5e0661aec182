import * as v from 'valibot'
import { line } from '../fields.ts'
import { measurer, PAGE, seeded, type Context2D } from '../forms/index.ts'
import * as scene from './scene.ts'

/** A scene with a small record of a person stamped on it (docs/protocols/inadvertent-memorization.md#stamps). */
export interface WatermarkedPicture {
  readonly kind: 'watermarked'
  readonly of: scene.ScenePicture
  /** `key: value`, one below the other. */
  readonly lines: readonly string[]
  /** Height of the letters in pixels of the picture. */
  readonly size: number
  readonly seed: string
  /** The same place without the text: what a probe finds then, it did not find in the record. */
  readonly blanked: boolean
  /** Dark on light and on the rows of a form, for models that read nothing else. Missing: as the paper does it. */
  readonly rowHeight?: number
}

export const schema = v.strictObject({
  kind: v.literal('watermarked'),
  of: scene.schema,
  lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(12)),
  size: v.pipe(v.number(), v.minValue(6), v.maxValue(96)),
  seed: line,
  blanked: v.boolean(),
  rowHeight: v.optional(v.pipe(v.number(), v.minValue(6), v.maxValue(96))),
})

export const FONT = 'Inter'
const LINE_HEIGHT = 1.3
/** PIL's alpha of 128 of 255. */
const INK = 'rgba(255, 255, 255, 0.502)'
/**
 * Scenes are on light paper, where half-white text is invisible; a grey plate gives it the contrast that it
 * has on a photo.
 */
const PLATE = '#6b6b6b'
const DARK_INK = '#202020'
const LIGHT_PLATE = 'rgba(255, 255, 255, 0.85)'

export function draw(context: Context2D, spec: WatermarkedPicture): void {
  scene.draw(context, spec.of)
  const { x, y, width, height, step } = boxOf(context, spec)
  const onRows = spec.rowHeight !== undefined
  context.fillStyle = onRows ? LIGHT_PLATE : PLATE
  context.fillRect(x, y, width, height)
  if (spec.blanked) return
  context.fillStyle = onRows ? DARK_INK : INK
  context.textBaseline = onRows ? 'middle' : 'top'
  context.font = `${spec.size}px "${FONT}"`
  spec.lines.forEach((text, i) => context.fillText(text, x, y + i * step + (onRows ? step / 2 : 0)))
}

/** Top left corner uniform wherever the text fits. */
export function boxOf(context: Context2D, { lines, size, seed, rowHeight }: WatermarkedPicture) {
  const measure = measurer(context)
  const step = rowHeight ?? size * LINE_HEIGHT
  const width = Math.ceil(Math.max(...lines.map((text) => measure(text, size, FONT))))
  const height = Math.ceil(lines.length * step)
  const rng = seeded(`watermark/${seed}`)
  const x = rng.int(0, Math.max(PAGE - width, 0))
  const y = rng.int(0, Math.max(PAGE - height, 0))
  return { x, y: rowHeight === undefined ? y : y - (y % rowHeight), width, height, step }
}
