/**
 * @file A picture in a cell or a field: bytes, `{bytes, path}` as the hub's libraries write them, base64 with or
 * without what a browser puts before it, a list of one of these, or the name of a file that lies beside.
 */
import { isRecord, textIn } from './values.ts'

/** No picture has fewer letters in base64, and names have an ending. */
const SHORTEST = 64

/** Texts come as bytes too where the file does not say that they are texts. */
export function bytesIn(cell: unknown): ArrayBuffer | null {
  if (Array.isArray(cell)) return cell.length === 1 ? bytesIn(cell[0]) : null
  const bytes = cell instanceof Uint8Array ? cell : isRecord(cell) ? cell['bytes'] : cell
  if (bytes instanceof Uint8Array) return bytes.length === 0 ? null : new Uint8Array(bytes).buffer
  const code = textIn(bytes)?.replace(/^data:[^,]*,/, '') ?? ''
  if (code.length < SHORTEST || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(code)) return null
  try {
    return Uint8Array.from(atob(code), (byte) => byte.charCodeAt(0)).buffer
  } catch {
    return null
  }
}

/** The name that a cell has in place of a picture, or beside it. */
export function nameIn(cell: unknown): string | null {
  if (Array.isArray(cell)) return cell.length === 1 ? nameIn(cell[0]) : null
  return textIn(isRecord(cell) && !(cell instanceof Uint8Array) ? (cell['path'] ?? cell['url']) : cell)
}
