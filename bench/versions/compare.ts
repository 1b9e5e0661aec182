/**
 * @file `npx tsx bench/versions/compare.ts BEFORE NOW`: two folders that `npm run audit` of two versions wrote with
 * the same arguments. Says what differs and which change it comes from; ends with 1 where something comes from none.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { differencesOf, explained, MEANT, MOVED, type Json } from './differences.ts'

type Rows = { readonly [key: string]: Json }

function read(folder: string): { readonly run: Rows; readonly samples: readonly Rows[] } {
  const lines = readFileSync(join(folder, 'samples.jsonl'), 'utf8').split('\n')
  return {
    run: JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Rows,
    samples: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Rows),
  }
}

const [before, now] = process.argv.slice(2)
if (before === undefined || now === undefined) throw new Error('two folders: compare.ts BEFORE NOW')
const { counts, unexplained } = explained(differencesOf(read(before), read(now), MOVED), MEANT)
const lines = [
  ...[...counts].map(([why, count]) => `${String(count).padStart(6)}  ${why}`),
  ...unexplained.map(({ path, before: was, now: is }) => `${path}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`),
  `${unexplained.length} differences that no change was meant to make`,
]
process.stdout.write(`${lines.join('\n')}\n`)
if (unexplained.length > 0) process.exitCode = 1
