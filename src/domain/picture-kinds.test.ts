import { expect, test } from 'vitest'
import { pictureKind, refusalOfKind } from './picture-kinds.ts'

const bytes = (text: string) => Uint8Array.from(text.padEnd(32, '\0'), (letter) => letter.charCodeAt(0))

test.each([
  ['\xff\xd8\xff\xe0', 'JPEG', null],
  ['\x89PNG\r\n\x1a\n', 'PNG', null],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'WebP', null],
  ['GIF89a', 'GIF', null],
  ['BM\x10\0\0\0', 'BMP', null],
  ['\0\0\0\x1cftypavif', 'AVIF', null],
  ['\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'AVIF', null],
  ['\0\0\0\x18ftypheic', 'HEIC', null],
  ['II*\0', 'TIFF', null],
  ['%PDF-1.7', 'PDF', null],
  ['nothing', null, /no picture/],
  ['', null, /no picture/],
] as const)('%j is %s', (head, kind, refusal) => {
  expect(pictureKind(bytes(head))).toBe(kind)
  if (refusal === null) expect(refusalOfKind(kind)).toBeNull()
  else expect(refusalOfKind(kind)).toMatch(refusal)
})
