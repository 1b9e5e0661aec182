/** @file Letters and digits in circles and squares that Unicode gives no plain form (NFKC leaves them as they are). */

/** Where the rows of 26 begin: white squares, black circles, black squares. */
const LETTER_ROWS = [0x1f130, 0x1f150, 0x1f170]
const LETTERS = 26
/** Where the rows of 1 to 9 begin: in two circles; dingbats in black, white and black circles. */
const DIGIT_ROWS = [0x24f5, 0x2776, 0x2780, 0x278a]
const DIGITS = 9
const BLACK_ZERO = 0x24ff

/** The plain form, in lower case, of one code point; null where it is no such sign. */
export function enclosedCharacter(code: number): string | null {
  for (const first of LETTER_ROWS)
    if (code >= first && code < first + LETTERS) return String.fromCharCode(97 + code - first)
  for (const one of DIGIT_ROWS) if (code >= one && code < one + DIGITS) return String(code - one + 1)
  return code === BLACK_ZERO ? '0' : null
}

const ENCLOSED_LETTER = /[\u{1f130}-\u{1f149}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]\ufe0f?/gu

/** A text whose enclosed letters are capitals. */
export function withPlainLetters(text: string): string {
  return text.replace(ENCLOSED_LETTER, (sign) => enclosedCharacter(sign.codePointAt(0) ?? 0)?.toUpperCase() ?? sign)
}
