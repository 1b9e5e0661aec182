import type { FileEntry } from './formats/file-entry.ts'
import type { Files } from './formats/files.ts'
import { fileName, folderOf } from './formats/names.ts'
import { readShardJsonl } from './jsonl.ts'
import { bad } from './schema.ts'
import type { FilePicture } from './shard.ts'
import { picturePath, type FoundPicture, type Importer } from './importer.ts'
import { isRecord } from './values.ts'

/** Our own shard file, with its pictures beside it. */
export const leakscope: Importer = {
  id: 'leakscope',
  title: 'Leakscope shard file',

  async recognise(files) {
    const sealed = files.ending('.shard.jsonl')
    return sealed.length > 0 ? sealed : unsealed(files)
  },

  async read(files, main) {
    const [shardFile] = main
    if (shardFile === undefined || main.length > 1) throw bad('files', `pick one shard file, not ${main.length}`)
    if (!shardFile.path.toLowerCase().endsWith('.shard.jsonl'))
      throw bad(
        shardFile.path,
        'this data set is not sealed yet: run “npm run seal-shard -- FOLDER” with the folder that it lies in, and pick that again',
      )
    const shard = await readShardJsonl(await files.text(shardFile))
    const drawn = shard.pictures.find((picture) => 'spec' in picture)
    if (drawn !== undefined)
      throw bad(`picture ${drawn.id}`, 'drawn pictures come with recipes only; a shard file needs picture files')
    const folder = shardFile.path.slice(0, shardFile.path.lastIndexOf('/') + 1)
    const byPath = new Map(files.all.map((entry) => [entry.path, entry]))
    const used = new Set<FileEntry>([shardFile])
    const pictures = new Map<string, FoundPicture>()
    for (const { id, path, sha256 } of shard.pictures as readonly FilePicture[]) {
      const entry = byPath.get(folder + path)
      if (entry === undefined) throw bad(`picture ${id}`, `the file ${path} was not picked; pick the whole folder`)
      used.add(entry)
      pictures.set(id, { ...picturePath(entry), sha256 })
    }
    const { manifest, items } = shard
    return { head: manifest, manifest, items, pictures, rejected: [], notes: [], used }
  },
}

/** What `npm run seal-shard` makes a shard of, as it was written. */
async function unsealed(files: Files): Promise<FileEntry[]> {
  const manifests = files.ending('manifest.json').filter(({ path }) => fileName(path) === 'manifest.json')
  for (const entry of manifests) {
    const isBeside = files.all.some(({ path }) => path === `${folderOf(entry.path)}items.jsonl`)
    const value = isBeside ? await files.json(entry) : null
    if (isRecord(value) && 'benchmark' in value) return [entry]
  }
  return []
}
