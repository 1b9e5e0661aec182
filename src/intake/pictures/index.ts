/** @file Pictures that are drawn on the user's machine: a kind is a file here (type, schema, `draw`) and its lines below. */
import * as v from 'valibot'
import type { Context2D } from '../forms/index.ts'
import * as form from './form.ts'
import * as scene from './scene.ts'

/** How a picture is drawn: everything that `drawPicture` needs. */
export type PictureSpec = form.FormPicture | scene.ScenePicture

export const pictureSpec = v.variant('kind', [form.schema, scene.schema])

/** Draws a picture of `PAGE` x `PAGE` pixels; the fonts of `FONT_FAMILIES` must be loaded. */
export function drawPicture(context: Context2D, spec: PictureSpec): void {
  switch (spec.kind) {
    case 'form':
      return form.draw(context, spec)
    case 'scene':
      return scene.draw(context, spec)
  }
}
