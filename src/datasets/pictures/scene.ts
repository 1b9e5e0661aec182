import * as v from 'valibot'
import { line } from '../fields.ts'
import { drawScene, randomScene, seeded, type Context2D } from '../forms/index.ts'

/** Coloured shapes; nothing private. */
export interface ScenePicture {
  readonly kind: 'scene'
  readonly seed: string
}

export const schema = v.strictObject({ kind: v.literal('scene'), seed: line })

export function draw(context: Context2D, spec: ScenePicture): void {
  drawScene(context, randomScene(seeded(spec.seed)))
}
