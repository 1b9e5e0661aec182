/**
 * @file What a command says on `--help`: the comment that its own file begins with, so that there is one text of it.
 */
const WIDTH = 100

/**
 * @param {string} source of a command's file.
 * @returns {string} Its usage, wrapped; where it has options that a table explains, the table is named.
 */
export function helpOf(source) {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(source)?.[1]
  if (comment === undefined) throw new Error('the file begins with no comment')
  const text = comment
    .replaceAll(/^\s*\* ?/gm, '')
    .replace('@file', '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const [, usage = '', says = text] = /^`([^`]+)`:? ?(.*)$/.exec(text) ?? []
  return `${wrap(`Usage: ${usage}`)}\n\n${wrap(says.replaceAll('`', ''))}\n\nMore, with examples: docs/cli.md\n`
}

/** @param {string} text */
function wrap(text) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
