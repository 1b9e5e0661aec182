import { expect, it } from 'vitest'
import { slides } from './config.ts'

it.each([
  [{ layer_types: ['full_attention', 'sliding_attention'] }, true],
  [{ layer_types: ['full_attention'], sliding_window: 4096 }, false],
  // Gemma 3's older files, Mistral's, and Qwen2's, which names a window and does not use it.
  [{ sliding_window: 1024, sliding_window_pattern: 6 }, true],
  [{ sliding_window: null }, false],
  [{ sliding_window: 32_768, use_sliding_window: false }, false],
  [{}, false],
])('says of %j whether a layer sees no further than a window', (text, expected) => {
  expect(slides({ text_config: text })).toBe(expected)
  expect(slides(text)).toBe(expected)
})
