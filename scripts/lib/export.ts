/**
 * @file `npm run export -- --run DIR [--out DIR] [--format ID[,ID]] [--kind private|shareable] [--shard ID|PATH]…`:
 * what `audit` or `score` wrote, in formats of other tools, a folder for each below `--out` (DIR/formats, if it
 * is left out). `--kind shareable` masks the values of the run's samples, and all those of each `--shard`. No
 * browser, no model.
 */
import { join } from 'node:path'
import type { PrivateValue } from '../../src/domain/sample.ts'
import { readExported } from '../../src/report/export/read.ts'
import { exchangeOf } from '../../src/report/export/tools/exchange.ts'
import { TOOL_FORMATS } from '../../src/report/export/tools/tool-formats.ts'
import { valuesOfRun } from '../../src/report/model/mask.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlagLists } from './flags.ts'
import { writeToolFiles } from './output.ts'
import { readOutput } from './read-output.ts'
import { readShard } from './read-shard.ts'

await runCommand('export', async () => {
  const flags = readFlagLists(process.argv.slice(2), ['run', 'out', 'format', 'kind', 'shard'], ['run'])
  const folder = once('run', flags.run) ?? ''
  const kind = once('kind', flags.kind) ?? 'private'
  if (kind !== 'private' && kind !== 'shareable')
    throw new UsageError(`--kind ${kind}: allowed are private and shareable`)
  const formats = formatsOf(once('format', flags.format))
  const { run, rows } = await readOutput(folder)
  const values: PrivateValue[] = []
  for (const shard of flags.shard ?? []) {
    const { items } = await readShard(shard)
    values.push(...items.flatMap(({ truths, distractors }) => [...truths, ...distractors]))
  }
  const input = readExported(run, rows)
  const out = once('out', flags.out) ?? join(folder, 'formats')
  await writeToolFiles(out, formats, [await exchangeOf({ ...input, values: valuesOfRun(input.samples, values) }, kind)])
  for (const { id, holds } of formats) process.stderr.write(`${join(out, id)}: ${holds}\n`)
})

function once(name: string, given: readonly string[] | undefined): string | undefined {
  if (given !== undefined && given.length > 1)
    throw new UsageError(`--${name} is given ${given.length} times; it takes one value`)
  return given?.[0]
}

function formatsOf(given: string | undefined): typeof TOOL_FORMATS {
  if (given === undefined) return TOOL_FORMATS
  return given.split(',').map((id) => {
    const format = TOOL_FORMATS.find((one) => one.id === id.trim())
    if (format === undefined)
      throw new UsageError(`--format ${id}: allowed are ${TOOL_FORMATS.map((one) => one.id).join(', ')}`)
    return format
  })
}
