/** @file A folder, by the browser's picker or dropped on the page: a list of its files, read where they lie. */
import { LeakscopeError } from '../../domain/errors.ts'
import { repositoryFaults } from '../../domain/repository.ts'
import { withPaths } from '../../run/index.ts'
import type { PickedFile } from '../../../workers/intake/types.ts'

/** A model has a few dozen files; more is another folder. */
const MAX_FILES = 2000

/** Not in TypeScript's DOM: Chromium only. */
interface Picking {
  showDirectoryPicker?: (options: { mode: 'read'; id: string }) => Promise<FileSystemDirectoryHandle>
}

/**
 * Null where the browser has no picker of folders and an `<input webkitdirectory>` must do. The picker's
 * answer is null when the user thought better of it.
 */
export const pickFolder: (() => Promise<PickedFile[] | null>) | null =
  typeof (globalThis as Picking).showDirectoryPicker === 'function'
    ? async () => {
        const handle = await (globalThis as Picking).showDirectoryPicker!({ mode: 'read', id: 'model' }).catch(
          (error: unknown) => {
            if (error instanceof DOMException && error.name === 'AbortError') return null
            throw error
          },
        )
        return handle === null ? null : filesOf(handle, handle.name, [])
      }
    : null

/**
 * The files of an `<input webkitdirectory>`. @throws LeakscopeError `model-incomplete` when they are too many
 * for a model.
 */
export function inputFolder(files: Iterable<File>): PickedFile[] {
  const found: PickedFile[] = []
  for (const file of withPaths([...files])) if (!file.path.split('/').some(hidden)) add(found, file)
  return found
}

/** The files of a dropped folder. @throws LeakscopeError `model-incomplete` when it is none. */
export async function droppedFolder(data: DataTransfer): Promise<PickedFile[]> {
  const entry = [...data.items].map((item) => item.webkitGetAsEntry())[0] ?? null
  if (entry === null || !entry.isDirectory) {
    const files = entry === null ? [] : [{ path: entry.name, bytes: 0 }]
    const [fault = ''] = repositoryFaults({ files, architecture: null })
    throw new LeakscopeError('model-incomplete', `Drop a folder, the model's own. ${fault}`)
  }
  return entriesOf(entry as FileSystemDirectoryEntry, entry.name, [])
}

async function filesOf(folder: FileSystemDirectoryHandle, path: string, found: PickedFile[]): Promise<PickedFile[]> {
  for await (const [name, handle] of folder.entries()) {
    if (hidden(name)) continue
    if (handle.kind === 'directory') await filesOf(handle, `${path}/${name}`, found)
    else add(found, { path: `${path}/${name}`, file: await handle.getFile() })
  }
  return found
}

async function entriesOf(folder: FileSystemDirectoryEntry, path: string, found: PickedFile[]): Promise<PickedFile[]> {
  const reader = folder.createReader()
  for (;;) {
    // It hands them out a hundred at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return found
    for (const entry of entries) {
      if (hidden(entry.name)) continue
      if (entry.isDirectory) await entriesOf(entry as FileSystemDirectoryEntry, `${path}/${entry.name}`, found)
      else {
        const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
        add(found, { path: `${path}/${entry.name}`, file })
      }
    }
  }
}

function add(found: PickedFile[], file: PickedFile): void {
  found.push(file)
  if (found.length > MAX_FILES)
    throw new LeakscopeError(
      'model-incomplete',
      `This folder has more than ${MAX_FILES} files; pick the model's own folder`,
    )
}

/** `.git` and its like. */
function hidden(name: string): boolean {
  return name.startsWith('.')
}
