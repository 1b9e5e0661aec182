import type { Condition } from '../contract.ts'
import { createRandom } from '../../domain/random.ts'
import { mapped } from './pixels.ts'

const SIGMA = 64

export const noise: Condition = {
  id: 'picture-noise',
  version: 1,
  kind: 'protect',
  title: 'Picture: noise',
  does: 'Adds Gaussian noise (σ = 64 of 255) to every channel, the same for pictures of one size.',
  source: 'Cohen et al. 2019, arXiv 1902.02918 (Gaussian noise)',
  deviation: 'one noisy copy; answers are not voted on',
  needs: ['picture'],
  picture: (pixels) => {
    const random = createRandom(`noise/${pixels.width}x${pixels.height}`)
    // Box and Muller 1958; the angle's half alone.
    const drawn = (): number =>
      SIGMA * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
    return mapped(pixels, (at) => [
      pixels.data[at]! + drawn(),
      pixels.data[at + 1]! + drawn(),
      pixels.data[at + 2]! + drawn(),
    ])
  },
}
