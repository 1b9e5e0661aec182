/** @file Days and years in words. */
import { NUMBER_WORDS, NUMBERS, type Token } from './number-words.ts'

/** Ordinals of 1 to 31 in other languages, folded, without their endings. */
const GERMAN =
  'erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte dreizehnte vierzehnte funfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste einundzwanzigste zweiundzwanzigste dreiundzwanzigste vierundzwanzigste funfundzwanzigste sechsundzwanzigste siebenundzwanzigste achtundzwanzigste neunundzwanzigste dreissigste einunddreissigste'
const DUTCH =
  'eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste eenentwintigste tweeentwintigste drieentwintigste vierentwintigste vijfentwintigste zesentwintigste zevenentwintigste achtentwintigste negenentwintigste dertigste eenendertigste'
const RUSSIAN =
  'перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат двадцать_перв двадцать_втор двадцать_трет двадцать_четверт двадцать_пят двадцать_шест двадцать_седьм двадцать_восьм двадцать_девят тридцат тридцать_перв'
const POLISH =
  'pierwsz drug trzec czwart piat szost siodm osm dziewiat dziesiat jedenast dwunast trzynast czternast pietnast szesnast siedemnast osiemnast dziewietnast dwudziest dwudziestego_pierwsz dwudziestego_drug dwudziestego_trzec dwudziestego_czwart dwudziestego_piat dwudziestego_szost dwudziestego_siodm dwudziestego_osm dwudziestego_dziewiat trzydziest trzydziestego_pierwsz'

function ordinalsOf(stems: string, endings: readonly string[]): [string, number][] {
  return stems
    .split(' ')
    .flatMap((stem, at) => endings.map((ending): [string, number] => [stem.replace('_', ' ') + ending, at + 1]))
}

/** Russian tens and units that end a year in words: девятьсот восемьдесят шестого. */
const RUSSIAN_TENS: readonly (readonly [string, number])[] = [
  ['двадцать', 20],
  ['тридцать', 30],
  ['сорок', 40],
  ['пятьдесят', 50],
  ['шестьдесят', 60],
  ['семьдесят', 70],
  ['восемьдесят', 80],
  ['девяносто', 90],
]

const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .flatMap((word, at): [string, number][] => [
      [word, at + 1],
      ...(at < 9 ? [[`twenty ${word}`, at + 21] as [string, number]] : []),
    ])
    .concat([
      ['thirtieth', 30],
      ['thirty first', 31],
      ['premier', 1],
      ['primero', 1],
      ['primeiro', 1],
      ['primo', 1],
      ...ordinalsOf(GERMAN, ['', 'r', 'n', 's', 'm']),
      ...ordinalsOf(DUTCH, ['']),
      ...ordinalsOf(RUSSIAN, ['ого', 'ое', 'ый', 'ий', 'ой', 'го', 'е', 'его', 'ье', 'ьего']),
      ...ordinalsOf(POLISH, ['ego', 'y', 'i', 'iego']),
    ]),
)
const WHOLE =
  /^(neunzehnhundert|achtzehnhundert|zweitausend(?:und)?|millenovecento|duemila|negentienhonderd|tweeduizend(?:en)?)(.*)$/

/** A day or a year in words, with how many tokens it takes. */
export function numberWords(tokens: readonly Token[], at: number): [string | null, number] {
  const start = tokens[at]?.text ?? ''
  if (!FIRST_WORDS.has(start) && !WHOLE.test(start)) return [null, 0]
  const word = (offset: number): string => tokens[at + offset]?.text ?? ''
  const two = `${word(0)} ${word(1)}`
  const ordinal = ORDINAL_WORDS.get(two)
  if (ordinal !== undefined) return [String(ordinal), 2]
  const single = ORDINAL_WORDS.get(word(0))
  if (single !== undefined) return [String(single), 1]
  const whole = WHOLE.exec(start)
  if (whole !== null) {
    const century = CENTURIES[whole[1] ?? ''] ?? 0
    const rest = whole[2] === '' ? '0' : NUMBERS.get(whole[2] ?? '')
    return rest === undefined ? [null, 0] : [String(century + Number(rest)), 1]
  }
  for (const [phrase, century] of CENTURY_PHRASES) {
    const length = phrase.length
    if (!phrase.every((part, offset) => word(offset) === part)) continue
    let skip = length
    if (['and', 'e', 'et', 'y'].includes(word(skip))) skip++
    const tens = RUSSIAN_TENS.find(([ten]) => ten === word(skip))?.[1]
    const unit = ORDINAL_WORDS.get(word(skip + 1))
    if (tens !== undefined && unit !== undefined && unit < 10) return [String(century + tens + unit), skip + 2]
    const last = ORDINAL_WORDS.get(word(skip))
    if (last !== undefined && last < 20 && /^[а-я]/.test(word(skip))) return [String(century + last), skip + 1]
    const [rest, used] = phraseAt(tokens, at + skip)
    return rest === null ? [String(century), length] : [String(century + Number(rest)), skip + used]
  }
  const [digits, used] = phraseAt(tokens, at)
  if (digits === null) return [null, 0]
  if (['18', '19', '20'].includes(digits)) {
    const [rest, more] = phraseAt(tokens, at + used)
    if (rest?.length === 2) return [digits + rest, used + more]
    if (word(used) === 'oh' || word(used) === 'zero') {
      const [unit, last] = phraseAt(tokens, at + used + 1)
      if (unit?.length === 1) return [`${digits}0${unit}`, used + 1 + last]
    }
  }
  return [digits, used]
}

const CENTURIES: Readonly<Record<string, number>> = {
  neunzehnhundert: 1900,
  achtzehnhundert: 1800,
  zweitausend: 2000,
  zweitausendund: 2000,
  millenovecento: 1900,
  duemila: 2000,
  negentienhonderd: 1900,
  tweeduizend: 2000,
  tweeduizenden: 2000,
}
const CENTURY_PHRASES: readonly (readonly [readonly string[], number])[] = [
  [['two', 'thousand'], 2000],
  [['nineteen', 'hundred'], 1900],
  [['mil', 'novecientos'], 1900],
  [['mil', 'novecentos'], 1900],
  [['mille', 'neuf', 'cent'], 1900],
  [['mil', 'neuf', 'cent'], 1900],
  [['deux', 'mille'], 2000],
  [['dos', 'mil'], 2000],
  [['dois', 'mil'], 2000],
  [['тысяча', 'девятьсот'], 1900],
  [['две', 'тысячи'], 2000],
  [['bin', 'dokuz', 'yuz'], 1900],
  [['iki', 'bin'], 2000],
]

/** Nothing else begins a day or a year in words, but for years that are one word. */
const FIRST_WORDS: ReadonlySet<string> = new Set([
  ...NUMBER_WORDS,
  ...[...ORDINAL_WORDS.keys()].map((phrase) => phrase.split(' ', 1)[0] ?? ''),
  ...CENTURY_PHRASES.map(([[first = '']]) => first),
])

function phraseAt(tokens: readonly Token[], at: number): [string | null, number] {
  let phrase = ''
  let found: [string | null, number] = [null, 0]
  for (let used = 1; used <= 4 && tokens[at + used - 1] !== undefined; used++) {
    const word = tokens[at + used - 1]?.text ?? ''
    phrase = phrase === '' ? word : `${phrase} ${word}`
    const digits = NUMBERS.get(phrase)
    if (digits !== undefined) found = [digits, used]
  }
  return found
}
