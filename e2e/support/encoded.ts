/** @file A picture in the formats that browsers decode and no canvas of theirs writes. */
import { createCanvas, loadImage } from '@napi-rs/canvas'

export async function asAvif(png: Buffer): Promise<Buffer> {
  return (await drawn(png)).encode('avif')
}

export async function asGif(png: Buffer): Promise<Buffer> {
  return (await drawn(png)).encode('gif')
}

/** 24 bits a pixel, rows from the bottom, each filled up to four bytes. */
export async function asBmp(png: Buffer): Promise<Buffer> {
  const canvas = await drawn(png)
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  const row = Math.ceil((3 * width) / 4) * 4
  const file = Buffer.alloc(54 + row * height)
  file.write('BM', 'latin1')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let colour = 0; colour < 3; colour++)
        file[54 + (height - 1 - y) * row + 3 * x + colour] = data[4 * (y * width + x) + 2 - colour]!
  return file
}

async function drawn(png: Buffer) {
  const image = await loadImage(png)
  const canvas = createCanvas(image.width, image.height)
  canvas.getContext('2d').drawImage(image, 0, 0)
  return canvas
}
