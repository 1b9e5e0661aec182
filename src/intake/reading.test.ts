import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { eraseRules, readingScales } from './reading.ts'

const [WIDTH, HEIGHT] = [320, 48]
/** A cell in black on grey paper, with what `letters` draws in it; how dark each pixel is. */
function cell(letters: (context: ReturnType<ReturnType<typeof createCanvas>['getContext']>) => void) {
  const canvas = createCanvas(WIDTH, HEIGHT)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ccc'
  context.fillRect(0, 0, WIDTH, HEIGHT)
  context.fillStyle = '#000'
  for (const y of [6, 40]) context.fillRect(10, y, 300, 2)
  for (const x of [10, 160, 308]) context.fillRect(x, 6, 2, 36)
  letters(context)
  const pixels = context.getImageData(0, 0, WIDTH, HEIGHT)
  eraseRules(pixels)
  const { data } = pixels
  return { dark: (x: number, y: number) => data[4 * (y * WIDTH + x)]! < 100, data }
}

describe('rules', () => {
  test('are painted over, across and down', () => {
    const { data } = cell(() => undefined)
    expect(data.filter((value, at) => at % 4 < 3 && value < 100)).toHaveLength(0)
  })

  test('letters between them stay, also where they stand on one', () => {
    const { dark } = cell((context) => {
      context.fillRect(30, 15, 3, 20)
      context.fillRect(60, 22, 3, 18)
    })
    for (const [x, y] of [
      [31, 20],
      [31, 34],
      [61, 25],
      [61, 38],
    ] as const)
      expect(dark(x, y)).toBe(true)
    expect(dark(100, 41)).toBe(false)
  })

  test('a bar is none', () => {
    const { dark } = cell((context) => context.fillRect(20, 15, 120, 18))
    expect(dark(80, 24)).toBe(true)
  })
})

test('small pictures are enlarged, large ones made smaller, before and after', () => {
  expect(readingScales(320, 48)).toEqual({ first: 1, enlarged: 3.75 })
  expect(readingScales(1983, 765)).toEqual({ first: 1, enlarged: 1 })
  expect(readingScales(4800, 100)).toEqual({ first: 0.5, enlarged: 0.5 })
})
