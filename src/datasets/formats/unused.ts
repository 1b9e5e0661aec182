import type { Files } from './files.ts'
import type { FileEntry } from './file-entry.ts'
import { folderOf, isPicture, unreadKind } from './names.ts'

/** Files of one folder and kind that are named one by one; of more the first, and how many. */
const NAMED = 6
/** Folders and kinds that are named. */
const GROUPS = 40

/** Names each picked file that nothing was read from, by folder and reason. */
export function unusedNotes(files: Files, used: ReadonlySet<FileEntry>): string[] {
  const left = files.all.filter((entry) => !used.has(entry))
  const reasons = new Map(left.map((entry) => [entry, reasonOf(entry, files)]))
  const inFolders = groupsOf(reasons, ({ path }) => folderOf(path))
  const groups = inFolders.length > GROUPS ? groupsOf(reasons, topOf(left)) : inFolders
  const count = left.length
  if (count === 0) return []
  const lines = groups.map(({ folder, reason, names }) => {
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

interface Group {
  readonly folder: string
  readonly reason: string
  readonly names: string[]
}

function groupsOf(reasons: ReadonlyMap<FileEntry, string>, folderFor: (entry: FileEntry) => string): Group[] {
  const groups = new Map<string, Group>()
  for (const [entry, reason] of reasons) {
    const folder = folderFor(entry)
    const group = groups.get(`${folder}\n${reason}`) ?? { folder, reason, names: [] }
    groups.set(`${folder}\n${reason}`, group)
    group.names.push(entry.path.slice(folder.length))
  }
  return [...groups.values()]
}

/** The uppermost folder that tells the files apart: with it, hundreds of folders of code are a line or two. */
function topOf(entries: readonly FileEntry[]): (entry: FileEntry) => string {
  const folders = entries.map(({ path }) => path.split('/').slice(0, -1))
  let depth = 0
  while (folders.every((parts) => parts.length > depth && parts[depth] === folders[0]?.[depth])) depth++
  return ({ path }) =>
    path
      .split('/')
      .slice(0, -1)
      .slice(0, depth + 1)
      .map((part) => `${part}/`)
      .join('')
}

function reasonOf(entry: FileEntry, { problems, pointers }: Files): string {
  const keeper = pointers.get(entry)
  if (keeper !== undefined) return `a pointer of ${keeper.name}, not the file: ${keeper.remedy}`
  const problem = problems.find(({ message }) => message.includes(entry.path))
  if (problem !== undefined)
    return problem.message.replace(/^Shard refused, |; nothing was imported\.$/g, '').replace(`${entry.path}: `, '')
  if (isPicture(entry)) return 'a picture that no question is asked with'
  if (/\.(?:csv|tsv|xls[xm]|jsonl?|parquet|npy)$/i.test(entry.path))
    return 'no question and no true value is read from it'
  return unreadKind(entry.path) ?? 'not a kind of file that is read'
}
