import { ModelFiles } from '../shared/files.ts'
import { RUNTIME } from '../shared/runtime.ts'
import type { ModelFile } from './types.ts'

/**
 * What identifies a model and what runs it, without loading it: SHA-256 (hex) of its files by path, and the
 * runtime's versions. Files whose hash is known from where they ship are not read.
 * @throws LeakscopeError `model-incomplete`, `model-corrupt`
 */
export async function fingerprint(
  files: readonly ModelFile[],
): Promise<{ hashes: Record<string, string>; runtime: string }> {
  const hashes: Record<string, string> = {}
  for (const file of files) {
    // What a manifest says of a picked folder is not what lies there.
    const shipped = typeof file.from === 'string' ? file.sha256 : null
    const one = new ModelFiles([{ ...file, sha256: null }])
    if (shipped === null) await one.read(file.path)
    hashes[file.path] = shipped ?? one.hashes[file.path]!
  }
  return { hashes, runtime: RUNTIME }
}
