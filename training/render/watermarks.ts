/**
 * Writes scenes stamped with the records that a watermarked control trains beside: `tsx watermarks.ts OUT
 * PEOPLE COUNT`. OUT.jsonl: objects, stream and x of the stamp's characters (as in pages.ts), record;
 * OUT.bin: COUNT x 2 x 3 x 48 x 48 bytes, each scene without the stamp and with it.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { measurer, randomScene, seeded, type Person } from '../../src/datasets/forms/index.ts'
import { PLACES } from '../../src/datasets/forms/scene.ts'
import { recordLines, seenPeople, SIZES } from '../../src/benchmarks/inadvertent-memorization/data/generate.ts'
import * as scene from '../../src/datasets/pictures/scene.ts'
import { boxOf, draw, FONT } from '../../src/datasets/pictures/watermarked.ts'
import { context } from './canvas.ts'
import { averaged } from './small.ts'

// The shipped shard's records; its pictures are others.
const SHARD_SEED = '1'
const { records, letters, rowHeight } = SIZES.calibration as NonNullable<(typeof SIZES)[string]>

const [out = '', file = '', count = ''] = process.argv.slice(2)
const people = seenPeople(SHARD_SEED, records, JSON.parse(readFileSync(file, 'utf8')) as Person[])
const text = openSync(`${out}.jsonl`, 'w')
const images = openSync(`${out}.bin`, 'w')
const measure = measurer(context)
for (let i = 0; i < Number(count); i++) {
  const person = people[i % people.length] as Person
  const seed = `watermark-training/${i}`
  const lines = recordLines(person, SHARD_SEED)
  const spec = { kind: 'watermarked', of: { kind: 'scene', seed }, lines, size: letters, seed, blanked: false, ...(rowHeight === null ? {} : { rowHeight }) } as const
  scene.draw(context, spec.of)
  writeSync(images, averaged())
  draw(context, spec)
  const left = boxOf(context, spec).x
  const x = lines.flatMap((line) => [Math.max(0, left / 2 - 4), ...[...line].map((_, j) => (left + measure(line.slice(0, j + 1), letters, FONT)) / 2), 383])
  const objects = randomScene(seeded(seed)).objects.map((o) => ({ shape: o.shape, colour: o.colour, place: o.place, where: PLACES[o.place] }))
  writeSync(text, `${JSON.stringify({ objects, record: person.name, stream: lines.map((line) => `|${line}\n`).join(''), x: x.map(Math.round) })}\n`)
  writeSync(images, averaged())
  await new Promise((resolve) => setImmediate(resolve))
}
closeSync(text)
