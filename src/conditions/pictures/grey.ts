import type { Condition } from '../contract.ts'
import { luma, mapped } from './pixels.ts'

export const grey: Condition = {
  id: 'picture-grey',
  version: 1,
  kind: 'protect',
  title: 'Picture: grey',
  does: 'Takes the colours out of the picture.',
  source: null,
  deviation: null,
  needs: ['picture'],
  picture: (pixels) =>
    mapped(pixels, (at) => {
      const light = luma(pixels.data, at)
      return [light, light, light]
    }),
}
