/** White space, and words whole. */
const WORDS = /\s+|\S+/gu
/** Behind a hyphen between letters, and a dash on both sides: there a word may be parted. */
const PARTING =
  /(?<=[\p{L}_]{2}-|[\p{L}_]-[\p{L}\p{N}_!"'&.,?]-)(?=[\p{L}_]-?[\p{L}_])|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_])|(?<=[\p{L}\p{N}_!"'&.,?]-{2,})(?=[\p{L}\p{N}_])/u

/**
 * Lines as Python's `textwrap.wrap` breaks them with its defaults: greedy, behind hyphens too, and a word
 * that is longer than a line is cut where the line ends.
 * @param width in characters.
 */
export function filled(text: string, width: number): string[] {
  const words = text.replaceAll(/\s/g, ' ').match(WORDS) ?? []
  const left = words.flatMap((word) => word.split(PARTING))
  const lines: string[] = []
  while (left.length > 0) {
    if (left[0]!.trim() === '' && lines.length > 0) left.shift()
    let line = ''
    while (left.length > 0 && line.length + left[0]!.length <= width) line += left.shift()!
    if (left.length > 0 && left[0]!.length > width) {
      const room = width - line.length
      const hyphen = left[0]!.slice(0, room).lastIndexOf('-')
      const end = hyphen > 0 && /[^-]/.test(left[0]!.slice(0, hyphen)) ? hyphen + 1 : room
      line += left[0]!.slice(0, end)
      left[0] = left[0]!.slice(end)
    }
    if (line.trimEnd() !== '') lines.push(line.trimEnd())
  }
  return lines
}
