import { qwenSize } from '../fit.ts'
import { adapter as qwen, gridOf } from './qwen2-vl.ts'
import type { Adapter } from './contract.ts'

/** Frames that a picture counts as, where its bounds are of a video's. */
const FRAMES = 2

/** GLM-OCR: places and patches as Qwen2-VL has them, other tokens and other bounds. */
export const adapter: Adapter = {
  ...qwen,
  processors: ['Glm46VProcessor'],
  modelTypes: new Map([['glm_ocr', 'Glm46VProcessor']]),
  imageToken: () => '<|image|>',
  sizes(processor, { width, height }) {
    const { factor, minPixels, maxPixels } = gridOf(processor)
    // A picture narrower than a block is enlarged first, as a whole.
    const scale = Math.max(1, factor / width, factor / height)
    const enlarged = { width: Math.trunc(width * scale), height: Math.trunc(height * scale) }
    return [qwenSize(enlarged, { factor, minPixels: minPixels / FRAMES, maxPixels: maxPixels / FRAMES })]
  },
}
