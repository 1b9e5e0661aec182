/** @file What is in a cell or a field of somebody else's file. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that says something; null for anything else. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** Says which fields of records nothing is read from, and why where that is not plain; nothing where there are none. */
export function unusedFields(where: string, fields: Iterable<string>, used: readonly string[], why = ''): string[] {
  const left = [...new Set(fields)].filter((field) => !used.includes(field))
  if (left.length === 0) return []
  return [
    `${where}: fields not used: ${left.map((field) => field.slice(0, 40)).join(', ')}${why === '' ? '' : ` (${why})`}.`,
  ]
}

/** One text or a list of it; what is no text is left out. */
export function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => textIn(one) ?? [])
}
