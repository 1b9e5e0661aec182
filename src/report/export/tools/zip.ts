import { configure, TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import type { ToolFile } from './tool-format.ts'

/** The earliest date that a zip knows: the same files are the same bytes whenever they are packed. */
const DATE = new Date(1980, 0, 1)

/** A ZIP of the files in the order given. */
export async function zipOf(files: Iterable<ToolFile> | AsyncIterable<ToolFile>): Promise<Uint8Array<ArrayBuffer>> {
  // The page's policy lets no script start a worker that is not a file of the app.
  configure({ useWebWorkers: false })
  const zip = new ZipWriter(new Uint8ArrayWriter(), { lastModDate: DATE, extendedTimestamp: false })
  for await (const { name, pieces } of files) {
    const parts = [...pieces]
    const [first] = parts
    const reader =
      parts.length === 1 && first instanceof Uint8Array ? new Uint8ArrayReader(first) : new TextReader(parts.join(''))
    await zip.add(name, reader)
  }
  return Uint8Array.from(await zip.close())
}
