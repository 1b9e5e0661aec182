import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RunJson } from '../../src/report/export/export.ts'
import { EXPORT_FORMATS, type ExportFile } from '../../src/report/export/formats.ts'
import { RUNS } from '../../src/report/export/runs.ts'
import type { ExchangeRun } from '../../src/report/export/tools/exchange.ts'
import type { ToolFile, ToolFormat } from '../../src/report/export/tools/tool-format.ts'
import { BUNDLE } from '../../src/verify/pack.ts'
import type { ImportPreview } from '../../workers/intake/types.ts'

/** Of a run's files the one that says which run they are of. */
export const RUN_JSON = RUNS.fileName

/** Writes a run's files into a folder, one for each export format; each is whole or not there at any moment. */
export async function writeOutput(
  folder: string,
  files: Iterable<ExportFile> | AsyncIterable<ExportFile>,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  let finished: string | null = null
  for await (const { name, pieces } of files) {
    const temporary = await writeAside(join(folder, name), pieces)
    if (name === RUN_JSON) finished = temporary
    else await rename(temporary, join(folder, name))
  }
  // Last: whoever waits for run.json finds the others.
  if (finished !== null) await rename(finished, join(folder, RUN_JSON))
}

/** Writes a folder for each format below the folder; each is whole or not there at any moment. */
export async function writeToolFiles(
  folder: string,
  formats: readonly ToolFormat[],
  runs: readonly ExchangeRun[],
): Promise<void> {
  for (const format of formats) {
    const own = join(folder, format.id)
    // Names hold the run's: what an earlier run left would stand beside them.
    await rm(own, { recursive: true, force: true })
    for await (const { name, pieces } of format.files(runs)) {
      const path = join(own, name)
      await mkdir(dirname(path), { recursive: true })
      await rename(await writeAside(path, pieces), path)
    }
  }
}

/** What the app said of the files that one `--shard` stands for. */
export interface Imported {
  readonly path: string
  readonly preview: ImportPreview
}

/**
 * Writes `imports.json`: for each `--shard` that was read from files how many rows and pictures were taken,
 * and each row, column and file that was not, with its reason.
 */
export async function writeImports(folder: string, imported: readonly Imported[]): Promise<void> {
  if (imported.length === 0) return
  await mkdir(folder, { recursive: true })
  const facts = imported.map(({ path, preview }) => ({ path, ...preview, first: undefined }))
  await writeAtomically(join(folder, 'imports.json'), `${JSON.stringify(facts, null, 2)}\n`)
}

const EARLIER = 'earlier'

/**
 * Moves the files of another run out of the way of the run `id`. @returns the folder that they are in now;
 * null where there were none.
 */
export async function setAside(folder: string, id: string): Promise<string | null> {
  const found = await readRunJson(folder)
  if (found === null || found.id === id) return null
  const to = join(folder, EARLIER, earlierName(found))
  await mkdir(to, { recursive: true })
  // What a killed command left is no file of theirs, or half of them.
  const names = EXPORT_FORMATS.map(({ fileName }) => fileName).filter((name) => name !== RUN_JSON)
  for (const name of [BUNDLE, ...names, RUN_JSON])
    await rename(join(folder, name), join(to, name)).catch(() => undefined)
  return to
}

/** One name of one folder, whatever stands in a `run.json`, which anybody may have written. */
function earlierName({ createdAt, id }: Pick<RunJson, 'createdAt' | 'id'>): string {
  return `${createdAt.slice(0, 40).replaceAll(/[^\dT]/g, '-')}-${id.slice(0, 8).replaceAll(/[^\w-]/g, '-')}`
}

/** Writes `runs.json`: which run's files lie where in the folder, the newest first. */
export async function listRuns(folder: string): Promise<void> {
  const earlier = await readdir(join(folder, EARLIER)).catch(() => [])
  const places = ['.', ...earlier.toSorted((a, b) => b.localeCompare(a)).map((name) => `${EARLIER}/${name}`)]
  const runs = []
  for (const place of places) {
    const run = await readRunJson(join(folder, place))
    if (run === null) continue
    const { id, identity, status, createdAt, model, shards } = run
    runs.push({ folder: place, id, identity, status, createdAt, model: { id: model.id, files: model.files }, shards })
  }
  await writeAtomically(join(folder, 'runs.json'), `${JSON.stringify(runs, null, 2)}\n`)
}

async function readRunJson(folder: string): Promise<RunJson | null> {
  try {
    return JSON.parse(await readFile(join(folder, RUN_JSON), 'utf8')) as RunJson
  } catch {
    return null
  }
}

/** Writes a text file that is whole or not there at any moment. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await rename(await writeAside(path, [text]), path)
}

/** Writes a file beside the one that it will be. @returns where. */
async function writeAside(path: string, pieces: ExportFile['pieces'] | ToolFile['pieces']): Promise<string> {
  const temporary = `${path}.tmp-${process.pid}`
  await pipeline(Readable.from(pieces), createWriteStream(temporary))
  return temporary
}
