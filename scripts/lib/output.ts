import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toJsonLines, type RunJson, type SampleRow } from '../../src/report/export.ts'

export interface Output {
  readonly run: RunJson
  readonly samples: readonly SampleRow[]
  readonly html: string
}

/** Writes `run.json`, `samples.jsonl` and `report.html` into a folder; each is whole or not there at any moment. */
export async function writeOutput(folder: string, { run, samples, html }: Output): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeAtomically(join(folder, 'samples.jsonl'), toJsonLines(samples))
  await writeAtomically(join(folder, 'report.html'), html)
  // Last: whoever waits for run.json finds the others.
  await writeAtomically(join(folder, 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
}

async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}`
  await writeFile(temporary, text)
  await rename(temporary, path)
}
