import { drawPage, drawScene, measurer, randomScene, seeded, type Context2D } from './forms/index.ts'
import { pageOf } from './generators/mm-privacy.ts'
import type { PictureSpec } from './shard.ts'

/** Draws a picture of `PAGE` x `PAGE` pixels; the fonts of `FONT_FAMILIES` must be loaded. */
export function drawPicture(context: Context2D, spec: PictureSpec): void {
  if (spec.kind === 'scene') drawScene(context, randomScene(seeded(spec.seed)))
  else drawPage(context, pageOf(spec, measurer(context)))
}
