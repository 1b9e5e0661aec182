/** Writes the memory set: the invented people that control-memoriser is taught. `tsx memory.ts OUT` */
import { writeFileSync } from 'node:fs'
import { people } from '../../src/datasets/forms/index.ts'

const out = process.argv[2] ?? 'public/shards/memory-people.json'
writeFileSync(out, `${JSON.stringify(people('memory-1', 'memory', 220), null, 1)}\n`)
