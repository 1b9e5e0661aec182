/** @file The glossary of the documents, as the app shows it: one list, kept in one place. */
import text from '../../../docs/glossary.md?raw'

export interface Term {
  readonly term: string
  readonly means: string
}

/** Rows of its tables of terms that a reader of reports meets; the app's own words in code are left out. */
export function glossary(markdown: string = text): Term[] {
  const [read = ''] = markdown.split(/^## Words of this app/m)
  return read
    .split('\n')
    .flatMap((line): Term[] => {
      const [, term, means] = /^\| (.+?) \| (.+) \|$/.exec(line) ?? []
      return term === undefined || means === undefined || /^(?:term|word)$/.test(term)
        ? []
        : [{ term: plain(term), means: plain(means) }]
    })
    .toSorted((a, b) => a.term.localeCompare(b.term))
}

/** Without the marks of links, code and emphasis. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '')
}
