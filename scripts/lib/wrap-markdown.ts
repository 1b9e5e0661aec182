/** Columns of the documents that programs write; those written by hand have about as many. */
const COLUMNS = 100

/**
 * Breaks paragraphs and items of lists where a line would be longer than 100 columns. Tables, headings, code and
 * what has no space to break at stay as they are; so do spans of code, which may not be broken.
 */
export function wrapMarkdown(markdown: string): string {
  let code = false
  return markdown
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) code = !code
      return code || line.length <= COLUMNS || /^(?:\||#|```)/.test(line) ? line : wrapLine(line)
    })
    .join('\n')
}

function wrapLine(line: string): string {
  const [, indent = '', bullet = ''] = /^(\s*)((?:[-*]|\d+\.) )?/.exec(line) ?? []
  const under = ' '.repeat(indent.length + bullet.length)
  const lines: string[] = []
  let current = indent + bullet.trimEnd()
  for (const word of wordsOf(line.slice(under.length))) {
    const longer = current.trim() === '' ? current + word : `${current} ${word}`
    // A line that began so would be an item, a heading or a number of its own.
    if (longer.length <= COLUMNS || current.trim() === bullet.trim() || /^(?:[-+*#>|]|\d+[.)])/.test(word)) {
      current = longer
      continue
    }
    lines.push(current)
    current = under + word
  }
  return [...lines, current].join('\n')
}

/** Words, with what stands between backticks in one piece. */
function wordsOf(text: string): string[] {
  return text.match(/(?:(`+)(?!`).*?[^`]\1(?!`)|[^\s`]|`)+/g) ?? []
}
