/**
 * Writes scenes for training: `tsx scenes.ts OUT COUNT SEED`. OUT.bin: COUNT x 3 x 48 x 48 bytes, the
 * 384-pixel picture averaged by 8.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { drawScene, randomScene, seeded } from '../../src/datasets/forms/index.ts'
import { PLACES } from '../../src/datasets/forms/scene.ts'
import { averagedShapes } from './small.ts'

const [out = '', count = '', seed = ''] = process.argv.slice(2)
const text = openSync(`${out}.jsonl`, 'w')
const images = openSync(`${out}.bin`, 'w')
for (let i = 0; i < Number(count); i++) {
  const scene = randomScene(seeded(`${seed}/${i}`))
  writeSync(text, `${JSON.stringify({ objects: scene.objects.map((o) => ({ shape: o.shape, colour: o.colour, place: o.place, where: PLACES[o.place] })) })}\n`)
  writeSync(
    images,
    averagedShapes((context) => drawScene(context, scene)),
  )
  await new Promise((resolve) => setImmediate(resolve))
}
closeSync(text)
