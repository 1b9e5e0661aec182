/** @file Days of birth and how people of each language write them. */
import type { Language } from './lines.ts'

export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/**
 * `d` and `m` without, `D` and `M` with a leading zero; `Y` four digits, `y` the last two; `N` and `S` the
 * month's name, long and short, `E` and `F` in English; `o` the English ordinal; `日` the day, `月` the month
 * and `年` the year in Chinese words. Forms behind `!` are drawn in the test half alone, `*` has native
 * digits. Behind `~`, letters stand for themselves.
 */
export const DATE_FORMS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'N d, Y',
    'd N Y',
    'N o, Y',
    'o N Y',
    'o ~of N Y',
    'Y-M-D',
    'M/D/Y',
    'm/d/Y',
    'D/M/Y',
    'S d, Y',
    'd S Y',
    'S. d, Y',
    'D-S-Y',
    'D-S-y',
    'N d,Y',
    'N d Y',
    'M/D/y',
    'D.M.Y',
    'Y/M/D',
    'Y.M.D',
    'YMD',
    'M-D-Y',
    'Y N d',
    '!Y S D',
    '!~the o ~of N, Y',
    '!S-D-Y',
    '!Y-S-D',
    '!N ~the o, Y',
    '!D N, Y',
    '!d. m. Y',
    '!m.d.Y',
  ],
  zh: [
    'Y年m月d日',
    'Y年M月D日',
    'Y-M-D',
    'Y/M/D',
    'Y.M.D',
    'Y年m月d号',
    'YMD',
    'Y 年 m 月 d 日',
    'K年J月I日',
    'F d, Y',
    '!Y-m-d',
    '!K年J月I号',
    '!y年m月d日',
    '!Y／m／d',
  ],
  de: [
    'd. N Y',
    'D.M.Y',
    'd.m.Y',
    'd. m. Y',
    'Y-M-D',
    'D. N Y',
    'd. S Y',
    'D.M.y',
    'D/M/Y',
    '!D-M-Y',
    '!d.N Y',
    '!D. M. Y',
    '!d.m.y',
  ],
  fr: [
    'd N Y',
    'D/M/Y',
    'd/m/Y',
    'D-M-Y',
    'D.M.Y',
    'Y-M-D',
    'D N Y',
    'D/M/y',
    'd S Y',
    '!d-N-Y',
    '!D / M / Y',
    '!d.m.Y',
  ],
  es: [
    'd ~de N ~de Y',
    'D/M/Y',
    'd/m/Y',
    'D-M-Y',
    'Y-M-D',
    'd ~de N ~del Y',
    'd N Y',
    'D/M/y',
    'd-S-Y',
    '!D.M.Y',
    '!d ~de N, Y',
    '!N d ~de Y',
  ],
  pt: [
    'd ~de N ~de Y',
    'D/M/Y',
    'd/m/Y',
    'D-M-Y',
    'Y-M-D',
    'd N Y',
    'D.M.Y',
    'D/M/y',
    '!D ~de N ~de Y',
    '!d-m-Y',
    '!d S Y',
  ],
  it: ['d N Y', 'D/M/Y', 'd/m/Y', 'D-M-Y', 'D.M.Y', 'Y-M-D', 'D N Y', 'D/M/y', '!d S Y', "!d N ~dell'anno Y", '!d-m-Y'],
  ru: [
    'd N Y ~г.',
    'd N Y ~года',
    'D.M.Y',
    'd.m.Y',
    'd N Y',
    'Y-M-D',
    'D.M.y',
    'D/M/Y',
    '!D N Y ~г.',
    '!D-M-Y',
    '!«D» N Y ~г.',
  ],
  ja: [
    'Y年m月d日',
    'Y年M月D日',
    'Y/M/D',
    'Y-M-D',
    'Y.M.D',
    'Y 年 m 月 d 日',
    'YMD',
    'K年J月I日',
    '*Y年m月d日',
    '!Y/m/d',
    '!Y・M・D',
    '!*Y/M/D',
  ],
  ko: [
    'Y년 m월 d일',
    'Y년 M월 D일',
    'Y.M.D',
    'Y. m. d.',
    'Y-M-D',
    'Y/M/D',
    'YMD',
    'Y년m월d일',
    '!Y. M. D',
    '!y년 m월 d일',
    '!y.M.D',
  ],
  ar: [
    'd N Y',
    'D/M/Y',
    'd/m/Y',
    '*d N Y',
    '*d/m/Y',
    'Y-M-D',
    'Y/M/D',
    'd N، Y',
    'd N ~عام Y',
    '!*D/M/Y',
    '!*Y/M/D',
    '!D-M-Y',
    '!d-m-Yم',
  ],
  hi: [
    'd N Y',
    'D/M/Y',
    'd/m/Y',
    'D-M-Y',
    '*d N Y',
    '*D/M/Y',
    'Y-M-D',
    'd N, Y',
    'D.M.Y',
    '!*D-M-Y',
    '!N d, Y',
    '!*d/m/Y',
  ],
  tr: ['d N Y', 'D.M.Y', 'd.m.Y', 'D/M/Y', 'Y-M-D', 'D N Y', 'D-M-Y', 'd S Y', '!d N Y ~günü', '!D/M/y', '!d/m/Y'],
}

/** How a table of people, which the shard was made from, writes a day. */
export const DATE_TRUTHS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Y-M-D', 'Y-M-D', 'M/D/Y', 'N d, Y', 'd N Y', 'D-S-Y', 'D-S-y'],
  zh: ['Y-M-D', 'Y年m月d日', 'Y/M/D', 'YMD'],
  de: ['Y-M-D', 'D.M.Y', 'd. N Y'],
  fr: ['Y-M-D', 'D/M/Y', 'd N Y'],
  es: ['Y-M-D', 'D/M/Y', 'd ~de N ~de Y'],
  pt: ['Y-M-D', 'D/M/Y', 'd ~de N ~de Y'],
  it: ['Y-M-D', 'D/M/Y', 'd N Y'],
  ru: ['Y-M-D', 'D.M.Y', 'd N Y ~г.'],
  ja: ['Y-M-D', 'Y年m月d日', 'Y/M/D'],
  ko: ['Y-M-D', 'Y년 m월 d일', 'Y.M.D'],
  ar: ['Y-M-D', 'D/M/Y', 'd N Y', '*d/m/Y'],
  hi: ['Y-M-D', 'D/M/Y', 'd N Y', '*D/M/Y'],
  tr: ['Y-M-D', 'D.M.Y', 'd N Y'],
}

const HAN = '〇一二三四五六七八九'

export function writeDay(
  { year, month, day }: Day,
  form: string,
  language: Language,
  native: (text: string) => string,
): string {
  const letters: Readonly<Record<string, () => string>> = {
    d: () => String(day),
    m: () => String(month),
    D: () => two(day),
    M: () => two(month),
    Y: () => String(year),
    y: () => two(year % 100),
    N: () => monthName(language, month, 'long'),
    S: () => monthName(language, month, 'short'),
    F: () => monthName('en', month, 'long'),
    o: () => ordinal(day),
    K: () => [...String(year)].map((digit) => HAN[Number(digit)]).join(''),
    J: () => hanNumber(month),
    I: () => hanNumber(day),
  }
  const plain = form.replace(/^[!*]+/, '')
  let text = ''
  for (let at = 0; at < plain.length; at++) {
    const literal = /^~([^\s]+)/.exec(plain.slice(at))
    if (literal !== null) {
      text += literal[1]
      at += literal[0].length - 1
    } else text += letters[plain[at]!]?.() ?? plain[at]
  }
  return form.includes('*') ? native(text) : text
}

const two = (value: number): string => String(value).padStart(2, '0')

function ordinal(day: number): string {
  const suffix = day % 100 > 10 && day % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')
  return `${day}${suffix}`
}

function hanNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens > 1 ? HAN[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? HAN[ones] : ''}`
}

const monthNames = new Map<string, string>()

/** As it stands between day and year, so in the genitive where a language has one. */
function monthName(language: Language, month: number, width: 'long' | 'short'): string {
  const key = `${language}/${month}/${width}`
  const known = monthNames.get(key)
  if (known !== undefined) return known
  const locale = language === 'ar' ? 'ar-EG' : language
  const parts = new Intl.DateTimeFormat(`${locale}-u-nu-latn`, {
    day: 'numeric',
    month: width,
    year: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(Date.UTC(1990, month - 1, 15))
  const name = parts.find(({ type }) => type === 'month')?.value ?? ''
  monthNames.set(key, name)
  return name
}
