/** @file What `audit` and `score` wrote into a folder, read back. */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { PrivateRow } from '../../src/report/export/evidence.ts'
import type { RunJson } from '../../src/report/export/export.ts'
import { readPrivateRow, readRunJson } from '../../src/report/export/read.ts'
import { UsageError } from './exit.ts'

export interface Output {
  readonly run: RunJson
  readonly rows: readonly PrivateRow[]
}

/** @throws UsageError where there is no such output; LeakscopeError `bad-config` where it is not as it must be. */
export async function readOutput(folder: string): Promise<Output> {
  const path = join(folder, 'run.json')
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${folder}: there is no run.json; needed is a folder that audit or score wrote`)
  })
  const run = readRunJson(text, path)
  const rows: PrivateRow[] = []
  const samples = join(folder, 'samples.jsonl')
  let at = 0
  // Line by line: all of a large run is more than a text can hold.
  for await (const line of createInterface({ input: createReadStream(samples, 'utf8'), crlfDelay: Infinity })) {
    at++
    if (line !== '') rows.push(readPrivateRow(line, `${samples}, line ${at}`))
  }
  return { run, rows }
}
