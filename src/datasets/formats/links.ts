/** @file Links in archives: the file that they lead to is there once, and people mean it by either name. */
import { folderOf } from './names.ts'

export interface Link<Entry> {
  readonly path: string
  /** Path of what it leads to, as entries have it; null for one that leads out of the archive. */
  readonly target: string | null
  /** What it leads to, under the link's own path. */
  as(other: Entry): Entry
}

/** Links may lead to links. */
const LONGEST_CHAIN = 8
/** Links that are named one by one. */
const NAMED = 3

/** @param path of the link. @param target as it is written: from the link's folder on. */
export function linkTarget(path: string, target: string): string | null {
  if (target === '' || /^[\\/]|^[A-Za-z]:/.test(target)) return null
  const parts = folderOf(path).split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..' && parts.length <= 1) return null
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/**
 * Entries, and behind them each link as the entry that it leads to. @param path of the archive. @param notes takes
 * which links lead to none.
 */
export function withLinks<Entry extends { readonly path: string }>(
  path: string,
  entries: readonly Entry[],
  links: readonly Link<Entry>[],
  notes: string[],
): Entry[] {
  if (links.length === 0) return [...entries]
  const files = new Map(entries.map((entry) => [entry.path, entry]))
  const leads = new Map(links.map((link) => [link.path, link.target]))
  const found: Entry[] = []
  const left: string[] = []
  for (const link of links) {
    let target = link.target
    for (let n = 0; n < LONGEST_CHAIN && target !== null && !files.has(target); n++) target = leads.get(target) ?? null
    const entry = target === null ? undefined : files.get(target)
    if (entry === undefined) left.push(link.path)
    else found.push(link.as(entry))
  }
  if (left.length > 0)
    notes.push(
      `${path}: ${left.length} links lead to no file in it and are left out: ${left
        .slice(0, NAMED)
        .map((one) => one.slice(path.length + 1))
        .join(', ')}${left.length > NAMED ? ', …' : ''}.`,
    )
  return [...entries, ...found]
}
