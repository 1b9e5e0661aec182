/** @file Letters and digits in circles and squares that Unicode gives no plain form (NFKC leaves them as they are). */

/** Where the rows of 26 begin: white squares, black circles, black squares. */
const LETTER_ROWS = [0x1f130, 0x1f150, 0x1f170]
const LETTERS = 26

/** The plain form, in lower case, of one code point; null where it is no such sign. */
export function enclosedCharacter(code: number): string | null {
  for (const first of LETTER_ROWS)
    if (code >= first && code < first + LETTERS) return String.fromCharCode(97 + code - first)
  // Digits in two circles, and a black zero.
  if (code >= 0x24f5 && code <= 0x24fd) return String(code - 0x24f4)
  return code === 0x24ff ? '0' : null
}

const ENCLOSED_LETTER = /[\u{1f130}-\u{1f149}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]\ufe0f?/gu

/** A text whose enclosed letters are capitals. */
export function withPlainLetters(text: string): string {
  return text.replace(ENCLOSED_LETTER, (sign) => enclosedCharacter(sign.codePointAt(0) ?? 0)?.toUpperCase() ?? sign)
}
