import type { Condition } from '../contract.ts'
import { boxBlur } from './pixels.ts'

export const blurred: Condition = {
  id: 'picture-blurred',
  version: 1,
  kind: 'protect',
  title: 'Picture: blurred',
  does: 'Blurs the picture until letters run into each other (three means over 1/32 of the shorter side).',
  source: null,
  deviation: null,
  needs: ['picture'],
  picture: (pixels) => {
    const radius = Math.max(1, Math.round(Math.min(pixels.width, pixels.height) / 64))
    return boxBlur(boxBlur(boxBlur(pixels, radius), radius), radius)
  },
}
