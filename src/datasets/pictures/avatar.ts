import * as v from 'valibot'
import { count, line } from '../fields.ts'
import { drawAvatar, PAGE, seeded, type Context2D } from '../forms/index.ts'

/** A face of plain shapes; nobody's likeness. */
export interface AvatarPicture {
  readonly kind: 'avatar'
  readonly avatarSeed: string
  /** 0 = as the person is always shown; others are other pictures of the same face. */
  readonly pose: number
}

export const schema = v.strictObject({
  kind: v.literal('avatar'),
  avatarSeed: line,
  pose: v.pipe(count, v.maxValue(99)),
})

export function draw(context: Context2D, { avatarSeed, pose }: AvatarPicture): void {
  if (pose === 0) return drawAvatar(context, avatarSeed)
  const rng = seeded(`pose/${avatarSeed}/${pose}`)
  const size = 0.7 + 0.25 * rng.next()
  context.fillStyle = '#d9d4cc'
  context.fillRect(0, 0, PAGE, PAGE)
  context.save()
  context.translate(PAGE / 2 + rng.int(-80, 80), PAGE / 2 + rng.int(-60, 60))
  context.rotate((rng.int(-14, 14) * Math.PI) / 180)
  context.scale(rng.chance(0.5) ? -size : size, size)
  context.translate(-PAGE / 2, -PAGE / 2)
  drawAvatar(context, avatarSeed)
  context.restore()
}
