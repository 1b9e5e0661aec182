import { expect, it } from 'vitest'
import { gemma4Size, idefics3Sizes, lfm2Layout, pixtralSize, qwenSize } from './fit.ts'

// Expected sizes worked out by hand from transformers' image_processing_idefics3.py.
it.each([
  [
    { width: 800, height: 600 },
    false,
    [
      [384, 288],
      [384, 384],
    ],
  ],
  [
    { width: 500, height: 333 },
    false,
    [
      [384, 256],
      [384, 384],
    ],
  ],
  [
    { width: 333, height: 501 },
    false,
    [
      [256, 384],
      [384, 384],
    ],
  ],
  [
    { width: 3000, height: 1 },
    false,
    [
      [384, 1],
      [384, 384],
    ],
  ],
  [
    { width: 800, height: 600 },
    true,
    [
      [384, 288],
      [384, 384],
    ],
  ],
])('%o, splitting %s', (image, splitting, sizes) => {
  const found = idefics3Sizes(image, { longestEdge: 384, tile: 384, splitting })
  expect(found.map(({ width, height }) => [width, height])).toEqual(sizes)
})

it('splits SmolVLM-256M pictures into whole tiles', () => {
  expect(idefics3Sizes({ width: 640, height: 480 }, { longestEdge: 2048, tile: 512, splitting: true })).toEqual([
    { width: 2048, height: 1536 },
    { width: 2048, height: 1536 },
  ])
  expect(idefics3Sizes({ width: 480, height: 700 }, { longestEdge: 2048, tile: 512, splitting: true })[1]).toEqual({
    width: 1536,
    height: 2048,
  })
})

// transformers 5.24, models/qwen2_vl/image_processing_qwen2_vl.py, smart_resize(height, width, 28, 3136, 1003520)
it.each([
  [
    [640, 480],
    [644, 476],
  ],
  [
    [70, 42],
    [56, 56],
  ],
  [
    [4000, 3000],
    [1148, 840],
  ],
  [
    [20, 30],
    [56, 84],
  ],
])('Qwen2-VL brings %o to %o', ([width = 0, height = 0], [toWidth, toHeight]) => {
  const size = qwenSize({ width, height }, { factor: 28, minPixels: 3136, maxPixels: 1_003_520 })
  expect(size).toEqual({ width: toWidth, height: toHeight })
})

// Worked out by hand from transformers' image_processing_lfm2_vl.py, with LFM2-VL's settings.
it.each([
  [{ width: 640, height: 480 }, null, { width: 576, height: 416 }],
  [{ width: 100, height: 50 }, null, { width: 384, height: 192 }],
  [
    { width: 1024, height: 768 },
    { columns: 3, rows: 2 },
    { width: 576, height: 416 },
  ],
  // Of grids of one shape the one that the picture fills by more than half.
  [
    { width: 800, height: 800 },
    { columns: 2, rows: 2 },
    { width: 512, height: 512 },
  ],
  [
    { width: 2000, height: 2000 },
    { columns: 3, rows: 3 },
    { width: 512, height: 512 },
  ],
])('LFM2-VL cuts %o into %o', (size, grid, whole) => {
  const settings = { tile: 512, patch: 16, factor: 2, tiles: [2, 10], tokens: [64, 256], tolerance: 2 } as const
  const options = { ...settings, thumbnail: true, splitting: true }
  expect(lfm2Layout(size, options)).toEqual({ grid, whole })
  expect(lfm2Layout(size, { ...options, splitting: false }).grid).toBeNull()
})

// As get_resize_output_image_size of transformers' image_processing_pixtral.py (5.24) has it; of the flat one it
// makes 64 x 0.
it.each([
  [50, 40, 64, 48],
  [70, 24, 64, 32],
  [128, 128, 64, 64],
  [1000, 10, 64, 16],
  [16, 16, 16, 16],
])('brings %i x %i to %i x %i for Pixtral', (width, height, toWidth, toHeight) => {
  expect(pixtralSize({ width, height }, { longest: 64, edge: 16 })).toEqual({ width: toWidth, height: toHeight })
})

// get_aspect_ratio_preserving_size of transformers' image_processing_pil_gemma4.py gave these.
it.each([
  [50, 40, 72, 56],
  [70, 24, 112, 32],
  [4, 4000, 8, 560],
  [4000, 4, 560, 8],
])('brings %i x %i to %i x %i for Gemma 4', (width, height, toWidth, toHeight) => {
  expect(gemma4Size({ width, height }, { patches: 280, patch: 4, pool: 2 })).toEqual({
    width: toWidth,
    height: toHeight,
  })
})
