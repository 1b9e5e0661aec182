import { LeakscopeError } from '../../src/audit/errors.ts'
import type { Spool } from '../../src/intake/import.ts'

const FOLDER = 'leakscope-intake'

/**
 * One file in the origin's private file system that pictures of an import are appended to, so that none stays in memory: until a transaction ends the
 * browser holds every blob that it is to write. What an import that died left there is removed first. Null where a browser has no such files.
 */
export async function openSpool(): Promise<(Spool & { remove(): Promise<void> }) | null> {
  try {
    const root = await navigator.storage.getDirectory()
    const remove = (): Promise<void> => root.removeEntry(FOLDER, { recursive: true }).catch(() => undefined)
    await remove()
    const folder = await root.getDirectoryHandle(FOLDER, { create: true })
    const file = await folder.getFileHandle(crypto.randomUUID(), { create: true })
    const access = await file.createSyncAccessHandle()
    let size = 0
    let open = true
    const end = (): void => {
      if (open) access.close()
      open = false
    }
    return {
      async add(bytes) {
        const from = size
        const written = write(access, bytes, from)
        if (written < bytes.byteLength) throw full()
        size += written
        return from
      },
      async close() {
        access.flush()
        end()
        return file.getFile()
      },
      async remove() {
        end()
        await remove()
      },
    }
  } catch {
    return null
  }
}

function write(access: FileSystemSyncAccessHandle, bytes: ArrayBuffer, at: number): number {
  try {
    return access.write(bytes, { at })
  } catch (error) {
    throw full(error)
  }
}

function full(cause?: unknown): LeakscopeError {
  return new LeakscopeError(
    'quota',
    'Storage is full: nothing of this step was saved; delete old runs or shards, or free disk space.',
    { cause },
  )
}
