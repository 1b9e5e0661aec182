import * as v from 'valibot'
import { PAGE, type Context2D } from '../forms/index.ts'
import * as scene from './scene.ts'

/** Two scenes side by side, for questions that must flip with the places. */
export interface PairPicture {
  readonly kind: 'pair'
  readonly left: scene.ScenePicture
  readonly right: scene.ScenePicture
}

export const schema = v.strictObject({ kind: v.literal('pair'), left: scene.schema, right: scene.schema })

export const SIZE = { width: 2 * PAGE, height: PAGE } as const

export function draw(context: Context2D, { left, right }: PairPicture): void {
  scene.draw(context, left)
  context.save()
  context.translate(PAGE, 0)
  scene.draw(context, right)
  context.restore()
  context.fillStyle = '#444444'
  context.fillRect(PAGE - 3, 0, 6, PAGE)
}
