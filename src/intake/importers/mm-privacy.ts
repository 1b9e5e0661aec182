import type { FileEntry } from '../files/files.ts'
import { checkPictureFile, PICTURE_HEADER } from '../files/picture.ts'
import { looksOfficial, readOfficialMmPrivacy } from '../official/mm-privacy.ts'
import { readTruthTable } from '../official/table.ts'
import { officialMmPrivacyHead } from '../read.ts'
import { bad } from '../schema.ts'
import { LeakscopeError } from '../../audit/errors.ts'
import type { Files } from '../files/files.ts'
import { picturePath, type FoundPicture, type Importer } from './importer.ts'

/** An official question file, the numbered pictures of its folder, and tables of true values if there are any. */
export const mmPrivacyOfficial: Importer = {
  id: 'mm-privacy-official',
  title: 'official MM-Privacy question file',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.json')) if (looksOfficial(await files.json(entry))) found.push(entry)
    return found
  },

  async read(files, main) {
    const [questions] = main
    if (questions === undefined || main.length > 1)
      throw bad('files', `pick the folder of one question file, not of ${main.length}`)
    const tables = await tablesOf(files)
    const truths = (
      await Promise.all(tables.map(async (table) => readTruthTable(table.path, await files.text(table))))
    ).flat()
    const pictures = picturesByKey(files.all)
    const broken = await unreadable(pictures)
    const usable = new Set([...pictures.keys()].filter((key) => !broken.has(key)))
    const source = await files.text(questions)
    const { items, rejected, notes } = readOfficialMmPrivacy(questions.path, source, usable, truths)
    const used = new Set([questions, ...tables])
    const found = new Map<string, FoundPicture>()
    for (const { imageId } of items) {
      const entry = imageId === null ? undefined : pictures.get(imageId)
      if (imageId === null || entry === undefined) continue
      used.add(entry)
      found.set(imageId, picturePath(entry))
    }
    return {
      head: officialMmPrivacyHead(items),
      manifest: null,
      items,
      pictures: found,
      rejected: rejected.map((row) => ({ row: row.row, reason: broken.get(row.row) ?? row.reason })),
      notes,
      used,
    }
  },
}

async function tablesOf(files: Files): Promise<FileEntry[]> {
  const tables = files.ending('.csv')
  for (const entry of files.ending('.json')) if (Array.isArray(await files.json(entry))) tables.push(entry)
  return tables
}

/** Pictures by the number that is their name, as the official folders have them. */
function picturesByKey(files: readonly FileEntry[]): Map<string, FileEntry> {
  const pictures = new Map<string, FileEntry>()
  for (const entry of files) {
    const key = /(?:^|\/)([1-9]\d*)\.(?:png|jpe?g|webp)$/i.exec(entry.path)?.[1]
    if (key === undefined) continue
    const other = pictures.get(key)
    if (other !== undefined)
      throw bad(
        'files',
        `${other.path} and ${entry.path} are both picture ${key}; pick the folder of one question file only`,
      )
    pictures.set(key, entry)
  }
  return pictures
}

async function unreadable(pictures: ReadonlyMap<string, FileEntry>): Promise<Map<string, string>> {
  const broken = new Map<string, string>()
  for (const [key, entry] of pictures) {
    try {
      checkPictureFile(`picture ${key}`, entry.path, await entry.bytes(PICTURE_HEADER))
    } catch (error) {
      if (!(error instanceof LeakscopeError) || error.code !== 'bad-shard') throw error
      broken.set(key, error.message.replace(/^Shard refused, [^:]*: |; nothing was imported\.$/g, ''))
    }
  }
  return broken
}
