import type { Condition } from '../contract.ts'
import { mapped } from './pixels.ts'

export const blank: Condition = {
  id: 'picture-blank',
  version: 1,
  kind: 'protect',
  title: 'Picture: taken away',
  does: 'Shows an even grey of the same size: whatever still comes out was not read off the picture.',
  source: null,
  deviation: null,
  needs: ['picture'],
  picture: (pixels) => mapped(pixels, () => [128, 128, 128]),
}
