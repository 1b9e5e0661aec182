/**
 * Writes faces of nobody in particular, each in several poses: `tsx faces.ts OUT COUNT POSES SEED`. OUT.bin:
 * COUNT x POSES x 3 x 48 x 48 bytes.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { draw } from '../../src/datasets/pictures/avatar.ts'
import { averagedShapes } from './small.ts'

const [out = '', count = '', poses = '', seed = ''] = process.argv.slice(2)
const images = openSync(`${out}.bin`, 'w')
for (let i = 0; i < Number(count); i++)
  for (let pose = 0; pose < Number(poses); pose++) {
    writeSync(
      images,
      averagedShapes((context) => draw(context, { kind: 'avatar', avatarSeed: `${seed}/${i}`, pose })),
    )
    await new Promise((resolve) => setImmediate(resolve))
  }
closeSync(images)
