/** Writes scenes for training: `tsx scenes.ts OUT COUNT SEED`. OUT.bin: COUNT x 3 x 48 x 48 bytes, the 384-pixel picture averaged by 8. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { drawScene, randomScene, seeded } from '../../src/intake/forms/index.ts'
import { PLACES } from '../../src/intake/forms/scene.ts'
import { context, halfSize } from './canvas.ts'

const [out = '', count = '', seed = ''] = process.argv.slice(2)
const text = openSync(`${out}.jsonl`, 'w')
const images = openSync(`${out}.bin`, 'w')
for (let i = 0; i < Number(count); i++) {
  const scene = randomScene(seeded(`${seed}/${i}`))
  drawScene(context, scene)
  const small = new Uint8Array(3 * 48 * 48)
  halfSize('rgb').forEach((plane, c) => {
    for (let y = 0; y < 48; y++)
      for (let x = 0; x < 48; x++) {
        let sum = 0
        for (let j = 0; j < 64; j++) sum += plane[(8 * y + (j >> 3)) * 384 + 8 * x + (j & 7)] as number
        small[(c * 48 + y) * 48 + x] = Math.round(sum / 64)
      }
  })
  writeSync(text, `${JSON.stringify({ objects: scene.objects.map((o) => ({ shape: o.shape, colour: o.colour, place: o.place, where: PLACES[o.place] })) })}\n`)
  writeSync(images, small)
  await new Promise((resolve) => setImmediate(resolve))
}
closeSync(text)
