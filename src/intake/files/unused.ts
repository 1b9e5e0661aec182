import type { FileEntry, Files } from './files.ts'
import { fileName, folderOf, isPicture } from './names.ts'

/** Files of one folder and kind that are named one by one; of more the first, and how many. */
const NAMED = 6
/** Folders and kinds that are named. */
const GROUPS = 40

/** Names each picked file that nothing was read from, by folder and reason. */
export function unusedNotes(files: Files, used: ReadonlySet<FileEntry>): string[] {
  const groups = new Map<string, { readonly folder: string; readonly reason: string; readonly names: string[] }>()
  let count = 0
  for (const entry of files.all) {
    if (used.has(entry)) continue
    count++
    const [folder, reason] = [folderOf(entry.path), reasonOf(entry, files)]
    const group = groups.get(`${folder}\n${reason}`) ?? { folder, reason, names: [] }
    groups.set(`${folder}\n${reason}`, group)
    group.names.push(fileName(entry.path))
  }
  if (count === 0) return []
  const lines = [...groups.values()].map(({ folder, reason, names }) => {
    const shown = names.slice(0, NAMED).join(', ')
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more like it` : ''
    return `Not used: ${folder}${names.length > 1 && folder !== '' ? ': ' : ''}${shown}${more} (${reason}).`
  })
  return [
    `${count} of ${files.all.length} files are not needed and are left out.`,
    ...lines.slice(0, GROUPS),
    ...(lines.length > GROUPS ? [`Not used: files of ${lines.length - GROUPS} more folders.`] : []),
  ]
}

function reasonOf(entry: FileEntry, { problems }: Files): string {
  const problem = problems.find(({ message }) => message.includes(entry.path))
  if (problem !== undefined)
    return problem.message.replace(/^Shard refused, |; nothing was imported\.$/g, '').replace(`${entry.path}: `, '')
  if (isPicture(entry)) return 'a picture that no question is asked with'
  return /\.(?:csv|tsv|xls[xm]|jsonl?|parquet|npy)$/i.test(entry.path)
    ? 'neither questions nor true values of this benchmark'
    : 'not a kind of file that is read'
}
