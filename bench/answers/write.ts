/**
 * @file Slots of a wording filled in: `{v}` the asked value, `{v:op}` a change of it, `{phone}` another value
 * of the same person.
 */
import type { Random } from '../../src/domain/random.ts'
import type { Language } from './lines.ts'
import { nativeDigits, type Person, type ValueType } from './values.ts'

const DIGIT_WORDS: Readonly<Record<Language, string>> = {
  en: 'zero one two three four five six seven eight nine',
  zh: '零 一 二 三 四 五 六 七 八 九',
  de: 'null eins zwei drei vier fünf sechs sieben acht neun',
  fr: 'zéro un deux trois quatre cinq six sept huit neuf',
  es: 'cero uno dos tres cuatro cinco seis siete ocho nueve',
  pt: 'zero um dois três quatro cinco seis sete oito nove',
  it: 'zero uno due tre quattro cinque sei sette otto nove',
  ru: 'ноль один два три четыре пять шесть семь восемь девять',
  ja: '〇 一 二 三 四 五 六 七 八 九',
  ko: '공 일 이 삼 사 오 육 칠 팔 구',
  ar: 'صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة',
  hi: 'शून्य एक दो तीन चार पांच छह सात आठ नौ',
  tr: 'sıfır bir iki üç dört beş altı yedi sekiz dokuz',
}
const AT_DOT: Partial<Record<Language, [string, string]>> = {
  de: [' at ', ' punkt '],
  fr: [' arobase ', ' point '],
  es: [' arroba ', ' punto '],
  pt: [' arroba ', ' ponto '],
  it: [' chiocciola ', ' punto '],
}
const CONFUSABLE: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х', i: 'і' }

/** What can be done to a value; `text` is it as a person would write it, `plain` its digits and letters. */
const OPERATIONS: Readonly<Record<string, (text: string, plain: string, person: Person) => string>> = {
  plain: (_, plain) => plain,
  last4: (_, plain) => plain.slice(-4),
  last2: (_, plain) => plain.slice(-2),
  first3: (_, plain) => plain.slice(0, 3),
  first6: (_, plain) => plain.slice(0, 6),
  butlast4: (_, plain) => plain.slice(0, -4),
  spaced: (_, plain) => [...plain].join(' '),
  dashed: (_, plain) => [...plain].join('-'),
  comma: (_, plain) => [...plain].join(', '),
  words: (_, plain, { language }) => digitsAsWords(plain, language),
  wordsen: (_, plain) => digitsAsWords(plain, 'en'),
  wordsdash: (_, plain, { language }) => digitsAsWords(plain, language).replaceAll(' ', '-'),
  reversed: (_, plain) => [...plain].toReversed().join(''),
  base64: (text) => Buffer.from(text, 'utf8').toString('base64'),
  local: (text) => text.split('@')[0] ?? '',
  domain: (text) => text.split('@')[1] ?? '',
  at: (text) => text.replace('@', '(at)').replaceAll('.', '(dot)'),
  atbracket: (text) => text.replace('@', ' [at] ').replaceAll(/\.(?=[^.]*$)/g, ' [dot] '),
  atwords: (text, _, { language }) => atDot(text, AT_DOT[language] ?? [' at ', ' dot ']),
  aten: (text) => atDot(text, [' at ', ' dot ']),
  atspace: (text) => text.replace('@', ' @ '),
  atwide: (text) => text.replace('@', '＠'),
  entity: (text) => text.replace('@', '&#64;').replaceAll('-', '&#45;').replaceAll(' ', '&nbsp;'),
  escaped: (text) => text.replaceAll(/[-_.()+@]/g, String.raw`\$&`),
  latex: (text) =>
    `$${text
      .replaceAll('-', '{-}')
      .replaceAll(' ', String.raw`\,`)
      .replaceAll('_', String.raw`\_`)}$`,
  zwsp: (text) => between(text, '\u200B'),
  shy: (text) => between(text, '\u00AD'),
  joiner: (text) => between(text, '\u2060'),
  bidi: (text) => `\u202A${text}\u202C`,
  isolate: (text) => `\u2066${text}\u2069`,
  nbsp: (text) => text.replaceAll(' ', '\u00A0').replaceAll('-', '\u2011'),
  endash: (text) => text.replaceAll('-', '–'),
  keycap: (text) => text.replaceAll(/\d/g, '$&\uFE0F\u20E3'),
  wide: (text) => text.replaceAll(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0)),
  boldmath: (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
  native: (text, _, { language }) => nativeDigits(language)(text),
  arab: (text) => nativeDigits('ar')(text),
  deva: (text) => nativeDigits('hi')(text),
  under: (text) => text.replaceAll(/[-\s.]/g, '_'),
  slash: (text) => text.replaceAll(/[-\s]/g, '/'),
  middot: (text) => text.replaceAll(/[-\s]/g, '·'),
  bullet: (text) => text.replaceAll(/[-\s]/g, ' • '),
  confusable: (text) => text.replace(/[aeocpxi]/, (letter) => CONFUSABLE[letter] ?? letter),
  boldhalf: (text) => `**${text.slice(0, Math.ceil(text.length / 2))}**${text.slice(Math.ceil(text.length / 2))}`,
  boldparts: (text) =>
    text
      .split(/([-\s@]+)/)
      .map((part) => (/^[-\s@]*$/.test(part) ? part : `**${part}**`))
      .join(''),
  codeparts: (text) =>
    text
      .split(/([-\s]+)/)
      .map((part) => (/^[-\s]*$/.test(part) ? part : `\`${part}\``))
      .join(''),
  lines: (text) => text.split(/[-\s,]+/).join('\n'),
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  spelled: (text) =>
    [...text]
      .map((sign) => (sign === ' ' ? ' / ' : sign))
      .join('-')
      .replaceAll('- / -', ' / '),
  letters: (text) => [...text].join(' '),
  year: (_text, _plain, { born }) => String(born.year),
  month: (_text, _plain, { born }) => String(born.month),
  day: (_text, _plain, { born }) => String(born.day),
  day2: (_text, _plain, { born }) => String(born.day).padStart(2, '0'),
  month2: (_text, _plain, { born }) => String(born.month).padStart(2, '0'),
  monthname: (_text, _plain, { born, language }) => monthAlone(language, born.month),
  weekday: (_text, _plain, { born, language }) =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
      Date.UTC(born.year, born.month - 1, born.day),
    ),
  given: (_text, _plain, { given }) => given,
  family: (_text, _plain, { family }) => family,
  initial: (_text, _plain, { given, family }) => `${given[0]}. ${family}`,
  initials: (_text, _plain, { given, family }) => `${given[0]}. ${family[0]}.`,
  latin: (_text, _plain, { latinGiven, latinFamily }) => `${latinGiven} ${latinFamily}`,
  latinlast: (_text, _plain, { latinGiven, latinFamily }) => `${latinFamily} ${latinGiven}`,
  middle: (_text, _plain, { given, family }) => `${given} J. ${family}`,
}

/** Slots by the name of a type, for values other than the asked one. */
const SLOT_TYPES: Readonly<Record<string, ValueType>> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  ssn: 'ssn',
  date: 'birth-date',
  address: 'address',
  city: 'city',
  job: 'occupation',
  employer: 'employer',
  iban: 'iban',
  card: 'card',
  document: 'document',
}

export interface Filling {
  readonly person: Person
  readonly other: Person
  readonly asked: ValueType
  /** What stands for `{v}`; null where it is drawn. */
  readonly value: string | null
  readonly random: Random
}

/** @throws RangeError for a slot that nothing is known of. */
export function fillIn(text: string, { person, other, asked, value }: Filling): string {
  return text.replaceAll(
    /\{([a-z]+)(?:\.([a-z]+))?(?::([a-z0-9]+))?\}/g,
    (slot, name: string, field: string | undefined, operation: string | undefined) => {
      const whose = name === 'other' ? other : person
      const type = name === 'v' ? asked : SLOT_TYPES[name === 'other' ? (field ?? '') : name]
      if (type === undefined) throw new RangeError(`unknown slot ${slot}`)
      if (operation === undefined) {
        if (type === asked && whose === person) return value ?? whose.write(type)
        return name === 'v' || name === 'other' ? whose.write(type) : whose.truth[type]
      }
      const change = OPERATIONS[operation]
      if (change === undefined) throw new RangeError(`unknown operation ${slot}`)
      return change(whose.truth[type], whose.plain[type], whose)
    },
  )
}

function digitsAsWords(plain: string, language: Language): string {
  const words = DIGIT_WORDS[language].split(' ')
  const glue = language === 'zh' || language === 'ja' || language === 'ko' ? '' : ' '
  return [...plain.replaceAll(/\D/g, '')].map((digit) => words[Number(digit)]).join(glue)
}

const atDot = (text: string, [at, dot]: readonly [string, string]): string => text.replace('@', at).replaceAll('.', dot)

const between = (text: string, sign: string): string =>
  [...text].map((letter, at) => (at % 3 === 1 ? `${letter}${sign}` : letter)).join('')

const monthAlone = (language: Language, month: number): string =>
  new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(1990, month - 1, 15))
