import { expect, test } from 'vitest'
import { zlibSize } from './zlib.ts'

// len(zlib.compress(text.encode())) of Python 3.13.
test.each([
  ['', 8],
  ['a', 9],
  ['a'.repeat(1000), 17],
  ['Mara Quill lives in Port Ellory.', 40],
])('as many bytes as Python gives %j', async (text, bytes) => {
  expect(await zlibSize(text)).toBe(bytes)
})
