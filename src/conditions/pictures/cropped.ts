import type { Condition } from '../contract.ts'
import { mapped } from './pixels.ts'

export const cropped: Condition = {
  id: 'picture-cropped',
  version: 1,
  kind: 'protect',
  title: 'Picture: cropped',
  does: 'Keeps the middle of the picture (3/5 of each side); what lay outside is grey.',
  source: null,
  deviation: null,
  needs: ['picture'],
  picture: (pixels) => {
    const { width, height, data } = pixels
    const isKept = (at: number, length: number): boolean => at >= length / 5 && at < (length * 4) / 5
    return mapped(pixels, (at, x, y) =>
      isKept(x, width) && isKept(y, height) ? [data[at]!, data[at + 1]!, data[at + 2]!] : [128, 128, 128],
    )
  },
}
