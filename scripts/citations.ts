/**
 * @file What code and documents cite, and whether it is there: pages, headings, decisions. Nothing outside
 * the repository is cited.
 */
import { posix } from 'node:path'

export interface TextFile {
  /** Relative to the repository, with `/`. */
  readonly path: string
  readonly text: string
}

/** The pages that are not in the repository, whatever they were called: a reader cannot open them. */
const OUTSIDE: readonly RegExp[] = [
  /\bbenchmarks\.md\b/,
  /\bshared\/(?:reference|design)\b/,
  /(?<![\w/])reference\/[\w-]+\.md\b/,
  /\bruntime notes\b/,
  /(?<![\w/#])[Ii]ssues? #?\d+\b/,
  /\b(?:chapters?|ch\.) \d/,
]
/** A page cited by its path from the root, with or without a heading. */
const PAGE = /(?<![\w/.-])(docs\/[\w/-]+\.md)(?:#([\w-]+))?/g
/** A decision cited by its number; `docs/adr/0017` for short in code. */
const DECISION = /(?<![\w/.-])docs\/adr\/(\d{4})(?![\w-])|\bADR (\d{1,4})\b/g
/** A Markdown link to somewhere in the repository. */
const LINK = /\]\(([^)\s]+)\)/g
/** A file or folder of this repository named in a document, in backticks. */
const NAMED = /`((?:src|workers|scripts|bench|e2e|training|public|docs)\/[\w./-]+)`/g

/**
 * @param files every text that may cite, documents among them.
 * @param exists whether a path, relative to the repository, is a file or folder.
 * @returns One line for each citation that leads nowhere, or out of the repository.
 */
export function brokenCitations(files: readonly TextFile[], exists: (path: string) => boolean): string[] {
  const headings = new Map(
    files.filter(({ path }) => path.endsWith('.md')).map((file) => [file.path, slugs(file.text)]),
  )
  const decisions = new Set([...headings.keys()].flatMap((path) => /^docs\/adr\/(\d{4})-/.exec(path)?.[1] ?? []))

  const page = (path: string, heading: string | undefined): string | null => {
    if (!exists(path)) return 'no such file'
    const known = headings.get(path)
    if (heading === undefined || known === undefined) return null
    return known.has(heading) ? null : `no such heading; there are ${[...known].join(', ')}`
  }

  return files.flatMap(({ path, text }) => {
    const complaints: string[] = []
    const say = (index: number, cited: string, complaint: string | null): void => {
      if (complaint !== null)
        complaints.push(`${path}:${text.slice(0, index).split('\n').length}: ${cited}: ${complaint}`)
    }
    for (const { index, 0: cited, 1: file = '', 2: heading } of text.matchAll(PAGE)) {
      // In a document a link's target is relative to it and is looked at below.
      if (path.endsWith('.md') && text[index - 1] === '(') continue
      say(index, cited, page(file, heading))
    }
    for (const { index, 0: cited, 1: short, 2: number } of text.matchAll(DECISION)) {
      const known = decisions.has((short ?? number ?? '').padStart(4, '0'))
      say(index, cited, known ? null : 'no such decision')
    }
    for (const outside of OUTSIDE) {
      const found = outside.exec(text)
      if (found !== null) say(found.index, found[0], 'not in the repository')
    }
    if (!path.endsWith('.md')) return complaints
    const prose = withoutCode(text)
    for (const { index, 1: target = '' } of prose.matchAll(LINK)) {
      if (/^[a-z]+:/.test(target)) continue
      const [file = '', heading] = target.split('#', 2)
      say(index, target, page(file === '' ? path : posix.join(posix.dirname(path), file), heading))
    }
    // The protocols name files of the authors' repositories, the changelog files that were.
    if (/^(CHANGELOG\.md$|docs\/protocols\/)/.test(path)) return complaints
    for (const { index, 1: named = '' } of prose.matchAll(NAMED)) {
      say(index, named, exists(named) ? null : 'no such file or folder')
    }
    return complaints
  })
}

/** The anchors of a page's headings, as GitHub makes them. */
export function slugs(text: string): Set<string> {
  const found = new Set<string>()
  for (const [, title = ''] of withoutCode(text).matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const slug = title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-')
    let unique = slug
    for (let n = 1; found.has(unique); n++) unique = `${slug}-${n}`
    found.add(unique)
  }
  return found
}

/** Fenced blocks blanked out, every line where it was. */
function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, ' '))
}
