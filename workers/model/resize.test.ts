import { describe, expect, it } from 'vitest'
import fixture from './fixtures/resize.json' with { type: 'json' }
import { centre, resize } from './resize.ts'

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

describe(`resize equals Pillow ${fixture.pillow}`, () => {
  for (const { from, to, resample, input, output } of fixture.cases) {
    it(`${from.join('x')} to ${to.join('x')}, resample ${resample}`, () => {
      const [width = 0, height = 0] = from
      const [outWidth = 0, outHeight = 0] = to
      const result = resize({ width, height, data: bytes(input) }, outWidth, outHeight, resample)
      expect(result).toMatchObject({ width: outWidth, height: outHeight })
      expect(result.data).toEqual(bytes(output))
    })
  }

  it('cuts the middle out, half pixels to the right and below', () => {
    const image = { width: 4, height: 1, data: Uint8Array.from({ length: 12 }, (_, i) => i) }
    expect(centre(image, { width: 1, height: 5 })).toEqual({ width: 1, height: 1, data: new Uint8Array([3, 4, 5]) })
    expect(centre(image, { width: 4, height: 1 })).toBe(image)
  })

  it('leaves a picture of the right size alone', () => {
    const image = { width: 2, height: 1, data: new Uint8Array([1, 2, 3, 4, 5, 6]) }
    expect(resize(image, 2, 1, 3)).toBe(image)
  })

  it('refuses a filter that Pillow does not have', () => {
    const image = { width: 2, height: 1, data: new Uint8Array(6) }
    expect(() => resize(image, 1, 1, 9)).toThrow(expect.objectContaining({ code: 'engine-failed' }))
  })
})
