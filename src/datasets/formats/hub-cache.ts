/**
 * @file The hub's cache as its client lays it out: `snapshots/<revision>/` of links to `blobs/<hash>`, and the
 * revision that is meant in `refs/main`.
 */
import type { FileEntry } from './file-entry.ts'

const SNAPSHOT = /^(|.*\/)snapshots\/([^/]+)\//
/** Two hashes of hex digits, of git and of Git LFS, name what is kept. */
const BLOB = /(?:^|\/)blobs\/(?:[0-9a-f]{40}|[0-9a-f]{64})$/

export function isCacheBlob(path: string): boolean {
  return BLOB.test(path)
}

export interface OneRevision {
  readonly entries: readonly FileEntry[]
  readonly notes: readonly string[]
}

/** The files of one revision, where there are snapshots: that of `refs/main`, else the one with most files. */
export async function oneRevision(all: readonly FileEntry[]): Promise<OneRevision> {
  const revisions = new Map<string, Map<string, number>>()
  for (const { path } of all) {
    const [, root, revision] = SNAPSHOT.exec(path) ?? []
    if (root === undefined || revision === undefined) continue
    const known = revisions.get(root) ?? new Map<string, number>()
    revisions.set(root, known.set(revision, (known.get(revision) ?? 0) + 1))
  }
  const taken = new Map<string, string>()
  const notes: string[] = []
  for (const [root, known] of revisions) {
    const main = all.find(({ path, size }) => path === `${root}refs/main` && size < 200)
    const said = main === undefined ? '' : new TextDecoder().decode(await main.bytes()).trim()
    const [most = ''] = [...known].toSorted(([, a], [, b]) => b - a).map(([revision]) => revision)
    taken.set(root, known.has(said) ? said : most)
    if (known.size > 1)
      notes.push(`${root}snapshots holds ${known.size} revisions; ${taken.get(root)} is read, the others are left out.`)
  }
  if (taken.size === 0) return { entries: all, notes }
  const isKept = ({ path }: FileEntry): boolean => {
    const [, root, revision] = SNAPSHOT.exec(path) ?? []
    if (root !== undefined) return taken.get(root) === revision
    // What the snapshots link to, and the cache's own marks.
    return ![...taken.keys()].some(
      (home) => /^(?:blobs|refs|\.no_exist)\//.test(path.slice(home.length)) && path.startsWith(home),
    )
  }
  return { entries: all.filter(isKept), notes }
}
