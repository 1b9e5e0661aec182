/**
 * @file `npm run inspect-model -- DIR`: the capability card of a model's folder (docs/models.md#the-capability-card),
 * as *Prepare* shows it. No browser, and no weight is read. Ends with 1 where something is missing.
 */
import { openAsBlob } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import type { CapabilityCard, ModelFile } from '../../workers/model/types.ts'
import { runCommand } from './exit.ts'
import { onlyFolder } from './picked-files.ts'

const USAGE = 'npm run inspect-model -- DIR, a folder in the layout of a hub repository'
/** The worker's own code; its adapters are found by Vite. */
const INSPECT = fileURLToPath(new URL('../../workers/model/inspect.ts', import.meta.url))

await runCommand('inspect-model', async () => {
  const folder = await onlyFolder(process.argv.slice(2), USAGE)
  const { module } = await runnerImport<{ inspectModel(files: readonly ModelFile[]): Promise<CapabilityCard> }>(
    INSPECT,
    { configFile: false, logLevel: 'error' },
  )
  const card = await module.inspectModel(await filesIn(folder))
  const lines = (title: string, sentences: readonly string[]) =>
    sentences.length === 0 ? '' : `${title}\n${sentences.map((line) => `  ${line}.\n`).join('')}`
  process.stdout.write(
    lines('Works', card.works) + lines('Does not work', card.missing) + lines('Guessed', card.guessed),
  )
  if (card.missing.length > 0) process.exitCode = 1
})

async function filesIn(folder: string): Promise<ModelFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return Promise.all(
    paths.map(async (path) => {
      const from = await openAsBlob(path)
      return { path: relative(folder, path).split(sep).join('/'), bytes: from.size, sha256: null, from }
    }),
  )
}
