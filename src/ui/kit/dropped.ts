/**
 * Everything that was dropped, folders unfolded. A dropped folder is a `File` that cannot be read; its files
 * are told by their path, as those of a picked folder are. Must be called within the event, before anything
 * is awaited: the browser empties the list afterwards.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry())
  if (entries.length === 0 || entries.includes(null)) return [...files]
  return (await Promise.all(entries.map((entry) => filesBelow(entry as FileSystemEntry)))).flat()
}

async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: File[] = []
  // A call gives a hundred at most, and none when there are no more.
  for (let batch = await read(reader); batch.length > 0; batch = await read(reader))
    files.push(...(await Promise.all(batch.map(filesBelow))).flat())
  return files
}

async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
  const path = entry.fullPath.replace(/^\//, '')
  if (path.includes('/')) Object.defineProperty(file, 'webkitRelativePath', { value: path })
  return file
}

function read(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject))
}
