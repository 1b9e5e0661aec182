import * as v from 'valibot'
import { line } from '../fields.ts'
import { PAGE, seeded, type Context2D } from '../forms/index.ts'
import * as form from './form.ts'
import * as scene from './scene.ts'

export const NOISES = ['gaussian', 'salt-and-pepper'] as const

/** A picture with noise of a stated strength over it. */
export interface NoisyPicture {
  readonly kind: 'noisy'
  readonly of: form.FormPicture | scene.ScenePicture
  readonly noise: (typeof NOISES)[number]
  /**
   * `gaussian`: standard deviation, as a share of the range of a channel; `salt-and-pepper`: share of the
   * pixels that turn black or white.
   */
  readonly strength: number
  readonly seed: string
}

export const schema = v.strictObject({
  kind: v.literal('noisy'),
  of: v.variant('kind', [form.schema, scene.schema]),
  noise: v.picklist(NOISES),
  strength: v.pipe(v.number(), v.minValue(0, 'must not be negative'), v.maxValue(1, 'at most 1')),
  seed: line,
})

export function draw(context: Context2D, spec: NoisyPicture): void {
  if (spec.of.kind === 'form') form.draw(context, spec.of)
  else scene.draw(context, spec.of)
  const pixels = context.getImageData(0, 0, PAGE, PAGE)
  addNoise(pixels.data, spec)
  context.putImageData(pixels, 0, 0)
}

/** Changes RGBA bytes in place; alpha stays. Exported for its test. */
export function addNoise(
  data: Uint8ClampedArray,
  { noise, strength, seed }: Pick<NoisyPicture, 'noise' | 'strength' | 'seed'>,
): void {
  const rng = seeded(`noise/${seed}`)
  for (let at = 0; at < data.length; at += 4) {
    if (noise === 'salt-and-pepper') {
      if (rng.next() < strength) data.fill(rng.next() < 0.5 ? 0 : 255, at, at + 3)
      continue
    }
    // Box-Muller; 1 - u is never 0.
    for (let channel = 0; channel < 3; channel++) {
      const z = Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next())
      data[at + channel] = (data[at + channel] as number) + z * strength * 255
    }
  }
}
