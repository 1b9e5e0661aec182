/** @file Names of exported files, made of ids that a model's author chose. */
import type { ExportKind } from '../model/mask.ts'

/** File systems end at 255 bytes, and some programs at 260 characters of a whole path. */
const LONGEST = 100

/**
 * What an export is called, without its ending: letters, digits, `_`, `-`, `.` and `+` alone, at most 100. It
 * begins with "leakscope-", so that it is neither hidden nor a name that Windows keeps for its devices.
 * @param models ids of the models, masked where the kind is shareable.
 */
export function exportName(models: readonly string[], kind: ExportKind): string {
  const names = models.map((id) => id.replaceAll(/[^\w.-]+/g, '-').replaceAll(/\.{2,}/g, '.'))
  const around = `leakscope--${kind}`.length
  return `leakscope-${names.join('+').slice(0, LONGEST - around)}-${kind}`
}
