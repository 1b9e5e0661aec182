/** @file Files as a command line names them, for a browser that follows no symbolic links and picks folders whole. */
import { constants, mkdtempSync, rmSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join, relative } from 'node:path'
import { UsageError } from './exit.ts'

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.jfif', '.webp', '.gif', '.bmp', '.avif'])
/** Files that say all by themselves. */
const WHOLE = /\.(?:zip|parquet|tar|tgz|tar\.gz)$/i
/**
 * Folders beside a file's own in which repositories keep its pictures: MM-SafetyBench's `imgs` beside
 * `processed_questions`, FigStep's `images` beside `question`.
 */
const BESIDE = ['imgs', 'images']
/** Folders below a file's own in which its pictures are looked for. */
const DEEPEST = 4
const MOST = 100_000

/**
 * All files below a folder, through symbolic links to files and folders, each folder once; nothing in hidden
 * folders. @throws UsageError for a link that leads nowhere, or too many files.
 */
export async function filesBelow(folder: string, deepest = Infinity): Promise<string[]> {
  const seen = new Set<string>()
  const found: string[] = []
  const walk = async (path: string, depth: number): Promise<void> => {
    const real = await realpath(path)
    if (seen.has(real)) return
    seen.add(real)
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const inner = join(path, entry.name)
      // What programs keep for themselves: a version control's or a browser's folder. Its links need lead nowhere.
      if (entry.name.startsWith('.') && !entry.isFile()) continue
      const kind = entry.isSymbolicLink()
        ? await stat(inner).catch(() => {
            throw new UsageError(`${inner} is a link that leads nowhere; download the file again`)
          })
        : entry
      if (kind.isDirectory() && depth < deepest) await walk(inner, depth + 1)
      else if (kind.isFile()) found.push(inner)
      if (found.length > MOST) throw new UsageError(`${folder} holds more than ${MOST} files`)
    }
  }
  await walk(folder, 0)
  return found
}

export interface ShardFiles {
  /** A folder that all of them lie in. */
  readonly root: string
  readonly files: readonly string[]
}

/**
 * What `--shard PATH` means: a folder with all in it, or one file with the pictures that lie about it;
 * nothing else of its folder is read.
 */
export async function shardFiles(path: string): Promise<ShardFiles> {
  if ((await stat(path)).isDirectory()) return { root: path, files: await filesBelow(path) }
  const home = dirname(path)
  if (WHOLE.test(path)) return { root: home, files: [path] }
  const beside = await foldersBeside(home)
  const below = await Promise.all([home, ...beside].map((folder) => filesBelow(folder, DEEPEST)))
  const pictures = below.flat().filter((file) => PICTURES.has(extname(file).toLowerCase()))
  return { root: beside.length > 0 ? dirname(home) : home, files: [path, ...pictures] }
}

/** Whether a folder lies there; false also where nothing does. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

/**
 * The one folder that a command takes.
 * @param usage said where there is none, or more than it.
 * @throws UsageError
 */
export async function onlyFolder(args: readonly string[], usage: string): Promise<string> {
  const [folder, ...more] = args
  if (folder === undefined || folder.startsWith('-') || more.length > 0)
    throw new UsageError(`it takes one folder: ${usage}`)
  if (!(await isFolder(folder))) throw new UsageError(`${folder} is no folder: ${usage}`)
  return folder
}

async function foldersBeside(home: string): Promise<string[]> {
  const candidates = BESIDE.map((name) => join(dirname(home), name)).filter((folder) => folder !== home)
  const found = await Promise.all(candidates.map(isFolder))
  return candidates.filter((_, at) => found[at])
}

/**
 * A folder that a browser can pick, with the given files: the folder itself where that holds just them and no
 * links, else a temporary one of hard links (copies where files lie on another disk), which goes with this
 * process.
 * @param root folder that all files lie in.
 */
export async function pickable(root: string, files: readonly string[], isModel = false): Promise<string> {
  const plain = await readdir(root, { recursive: true, withFileTypes: true })
  const isWhole =
    plain.filter((entry) => entry.isFile()).length === files.length && !plain.some((entry) => entry.isSymbolicLink())
  if (isWhole) return root
  const base = mkdtempSync(join(tmpdir(), 'leakscope-picked-'))
  process.once('exit', () => rmSync(base, { recursive: true, force: true }))
  // Importers know sets by their folders, so the names of two above are kept, and the uppermost is picked; a
  // model is its own folder.
  const names = [basename(dirname(dirname(root))), basename(dirname(root)), basename(root)].filter(
    (name) => name !== '',
  )
  const folder = join(base, ...(isModel ? [basename(root)] : names))
  for (const file of files) {
    const target = join(folder, relative(root, file))
    await mkdir(dirname(target), { recursive: true })
    const real = await realpath(file)
    await link(real, target).catch(() => copyFile(real, target, constants.COPYFILE_FICLONE))
  }
  return isModel ? folder : join(base, names[0] ?? '')
}
