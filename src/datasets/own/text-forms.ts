/** @file One form for words that are the same to a reader: case, accents, ligatures and punctuation do not count. */

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/** Lower case, without accents. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßøłđðþæœı]/g, (letter) => LETTERS[letter]!)
}

/** The letters of a text, folded, and nothing else. */
export function compact(text: string): string {
  return folded(text).replace(/[^\p{L}]/gu, '')
}
