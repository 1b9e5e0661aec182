/** @file Entities, escapes, tags and LaTeX in a text, put back to what they show. */

export interface Decoded {
  readonly text: string
  /** Where unit `i` of `text` stood; null where nothing was decoded. */
  readonly at: { readonly starts: readonly number[]; readonly ends: readonly number[] } | null
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  commat: '@',
  period: '.',
  lowbar: '_',
  plus: '+',
  num: '#',
  sol: '/',
  hyphen: '-',
  dash: '-',
  ndash: '-',
  mdash: '-',
  minus: '-',
  middot: '·',
  bull: '·',
  shy: '',
  zwnj: '',
  zwj: '',
  szlig: 'ß',
  oslash: 'ø',
  Oslash: 'Ø',
  aelig: 'æ',
  AElig: 'Æ',
  aring: 'å',
  Aring: 'Å',
  lpar: '(',
  rpar: ')',
  colon: ':',
  comma: ',',
}
/** Every pattern has a bound, so that none goes far from where it began. */
const MARKUP = new RegExp(
  [
    String.raw`&#(?<decimal>\d{1,7});?`,
    String.raw`&#[xX](?<hex>[\da-fA-F]{1,6});?`,
    String.raw`&(?<accented>[A-Za-z])(?:acute|grave|circ|uml|tilde|cedil|caron|ring|slash);`,
    String.raw`&(?<named>[A-Za-z]{2,8});`,
    String.raw`\\u(?<unicode>[\da-fA-F]{4})`,
    String.raw`\\u\{(?<braced>[\da-fA-F]{1,6})\}`,
    String.raw`\\x(?<byte>[\da-fA-F]{2})`,
    String.raw`%(?<percent>[2-7][\da-fA-F])`,
    String.raw`</?(?<tag>[A-Za-z][A-Za-z0-9]{0,9})(?: [^<>]{0,200})?/?>`,
    String.raw`\\(?<command>text|textbf|textit|texttt|textsf|textrm|emph|mathrm|mathbf|mathit|mathsf|mathtt|operatorname|boxed|underline|mbox|hbox|href)(?=\{)`,
    String.raw`\\(?<escape>[nrt])(?![a-z])`,
    String.raw`\\(?<space>[,;:! ]|quad|qquad)`,
    String.raw`\\(?<dash>textendash|textemdash)`,
  ].join('|'),
  'g',
)
const INLINE = new Set(
  'b i em strong span u s mark code a font small sub sup ins del kbd tt wbr bdi bdo q cite var samp big'.split(' '),
)
const BLOCK = new Set(
  'p br td th tr li ul ol dl dt dd div table tbody thead h1 h2 h3 h4 h5 h6 pre hr section article address blockquote'.split(
    ' ',
  ),
)
const TRIGGER = /[&\\%<]/

export function decodeMarkup(original: string): Decoded {
  if (!TRIGGER.test(original)) return { text: original, at: null }
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  let changed = false
  let from = 0
  const copy = (to: number): void => {
    for (let unit = from; unit < to; unit++) {
      starts.push(unit)
      ends.push(unit + 1)
    }
    text += original.slice(from, to)
  }
  for (const match of original.matchAll(MARKUP)) {
    const shown = shownBy(match.groups ?? {})
    if (shown === null) continue
    changed = true
    copy(match.index)
    from = match.index + match[0].length
    for (let unit = 0; unit < shown.length; unit++) {
      starts.push(match.index)
      ends.push(from)
    }
    text += shown
  }
  if (!changed) return { text: original, at: null }
  copy(original.length)
  return { text, at: { starts, ends } }
}

function shownBy(groups: Readonly<Record<string, string | undefined>>): string | null {
  const { decimal, hex, accented, named, unicode, braced, byte, percent, tag, command, escape, space, dash } = groups
  if (decimal !== undefined) return fromCode(Number(decimal))
  const code = hex ?? unicode ?? braced ?? byte ?? percent
  if (code !== undefined) return fromCode(Number.parseInt(code, 16))
  if (accented !== undefined) return accented
  if (named !== undefined) return NAMED[named] ?? null
  if (tag !== undefined) return BLOCK.has(tag.toLowerCase()) ? ' ' : INLINE.has(tag.toLowerCase()) ? '' : null
  if (command !== undefined) return ''
  if (escape !== undefined || space !== undefined) return ' '
  return dash === undefined ? null : '-'
}

function fromCode(code: number): string | null {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : null
}
