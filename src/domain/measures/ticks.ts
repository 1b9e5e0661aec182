/** @file Boxes that an answer ticks among others that it leaves empty: `[x] Yes [ ] No`, `☐ A ☑ B`, `A ❌ B ✅`. */

const TICKED = '☑|☒|✅|✔|✓|🗹|🔘|◉|●|\\[ ?[xX✓✔] ?\\]|\\( ?[xX✓✔•] ?\\)'
const EMPTY = '☐|□|⬜|🔲|▢|○|◯|❌|✗|✘|✖|\\[ {0,3}\\]|\\( {0,3}\\)'
const MARK = new RegExp(`(?<ticked>${TICKED})|${EMPTY}`, 'gu')
/** What is struck through is taken back: `~~A~~ B`. */
const STRUCK = /~~[^~\n]{1,200}~~|<(s|del|strike)>[^<\n]{1,200}<\/\1>/g
/** So many boxes are a form, not an answer to one question. */
const MOST = 12

/**
 * A text without what stands at its empty boxes and what is struck through, blanked so that offsets stay; as it
 * is where all boxes are alike, or nothing else is said.
 */
export function withoutUnticked(text: string): string {
  const told = text.replace(STRUCK, (struck) => ' '.repeat(struck.length))
  const kept = /[\p{L}\p{N}]/u.test(told) ? told : text
  const marks = [...kept.matchAll(MARK)]
  const ticked = marks.filter(({ groups }) => groups?.['ticked'] !== undefined).length
  if (ticked === 0 || ticked === marks.length || marks.length > MOST) return kept
  const isBefore = /^[\s>*_"'|-]*$/.test(kept.slice(0, marks[0]?.index))
  let out = ''
  let from = 0
  for (const [at, { 0: sign, index, groups }] of marks.entries()) {
    // A mark stands before what it marks, or behind it.
    const [start, end] = isBefore
      ? [index, lineOrMark(kept, index + sign.length, marks[at + 1]?.index ?? kept.length)]
      : [Math.max(from, kept.lastIndexOf('\n', index) + 1), index + sign.length]
    out += kept.slice(from, start)
    const own = kept.slice(start, end)
    out += groups?.['ticked'] === undefined ? own.replace(/[^\n]/g, ' ') : own.replace(sign, ' '.repeat(sign.length))
    from = end
  }
  return out + kept.slice(from)
}

/** The next mark, or the end of the line. */
function lineOrMark(text: string, from: number, next: number): number {
  const line = text.indexOf('\n', from)
  return line < 0 ? next : Math.min(line, next)
}
