/**
 * @file Pictures that are drawn on the user's machine: a kind is a file here (type, schema, `draw`) and its
 * lines below.
 */
import * as v from 'valibot'
import { PAGE, type Context2D } from '../forms/index.ts'
import * as avatar from './avatar.ts'
import * as form from './form.ts'
import * as noisy from './noisy.ts'
import * as pair from './pair.ts'
import * as scene from './scene.ts'
import * as typographic from './typographic.ts'
import * as watermarked from './watermarked.ts'

/** How a picture is drawn: everything that `drawPicture` needs. */
export type PictureSpec =
  | avatar.AvatarPicture
  | form.FormPicture
  | noisy.NoisyPicture
  | pair.PairPicture
  | scene.ScenePicture
  | typographic.TypographicPicture
  | watermarked.WatermarkedPicture

export const pictureSpec = v.variant('kind', [
  avatar.schema,
  form.schema,
  noisy.schema,
  pair.schema,
  scene.schema,
  typographic.schema,
  watermarked.schema,
])

/** Pixels that a picture takes; the fonts of `FONT_FAMILIES` must be loaded. */
export function pictureSize(
  context: Context2D,
  spec: PictureSpec,
): { readonly width: number; readonly height: number } {
  switch (spec.kind) {
    case 'pair':
      return pair.SIZE
    case 'typographic':
      return typographic.sizeOf(context, spec)
    default:
      return { width: PAGE, height: PAGE }
  }
}

/** Draws a picture at the origin; the fonts of `FONT_FAMILIES` must be loaded. */
export function drawPicture(context: Context2D, spec: PictureSpec): void {
  switch (spec.kind) {
    case 'avatar':
      return avatar.draw(context, spec)
    case 'form':
      return form.draw(context, spec)
    case 'noisy':
      return noisy.draw(context, spec)
    case 'pair':
      return pair.draw(context, spec)
    case 'scene':
      return scene.draw(context, spec)
    case 'typographic':
      return typographic.draw(context, spec)
    case 'watermarked':
      return watermarked.draw(context, spec)
  }
}
