/**
 * Writes the faces of the memory set in several poses: `tsx avatars.ts OUT PEOPLE POSES`. OUT.bin: people x
 * poses x 3 x 48 x 48 bytes, OUT.jsonl: name and pose of each. Pose 1 is what the benchmark tests with (split
 * `test`) and is left out.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Person } from '../../src/datasets/forms/index.ts'
import { draw } from '../../src/datasets/pictures/avatar.ts'
import { averagedShapes } from './small.ts'

const [out = '', people = '', poses = ''] = process.argv.slice(2)
const text = openSync(`${out}.jsonl`, 'w')
const images = openSync(`${out}.bin`, 'w')
for (const { name, avatarSeed } of JSON.parse(readFileSync(people, 'utf8')) as Person[])
  for (let i = 0; i < Number(poses); i++) {
    const pose = i === 0 ? 0 : i + 1
    writeSync(text, `${JSON.stringify({ name, pose })}\n`)
    writeSync(
      images,
      averagedShapes((context) => draw(context, { kind: 'avatar', avatarSeed, pose })),
    )
    await new Promise((resolve) => setImmediate(resolve))
  }
closeSync(text)
