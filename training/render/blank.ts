/**
 * Writes pictures without text, for the reader to stay silent on: `tsx blank.ts OUT COUNT`. OUT.bin: COUNT x
 * 384 x 384 grey, scenes and faces in turn.
 */
import { openSync, writeSync } from 'node:fs'
import { drawAvatar, drawScene, randomScene, seeded } from '../../src/datasets/forms/index.ts'
import { context, halfSize } from './canvas.ts'

const [out = '', count = ''] = process.argv.slice(2)
const images = openSync(`${out}.bin`, 'w')
for (let i = 0; i < Number(count); i++) {
  if (i % 3 === 2) drawAvatar(context, `blank${i}`)
  else drawScene(context, randomScene(seeded(`blank/${i}`)))
  writeSync(images, halfSize('grey'))
  await new Promise((resolve) => setImmediate(resolve))
}
