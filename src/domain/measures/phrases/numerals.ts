/** @file Numbers as words. */
import { foldLetters } from '../prose.ts'

/** From 0 on, in the order of counting; several forms of one number stand with `/` between. */
const COUNTED: readonly string[] = [
  // English
  'zero/none one two/couple/pair three four five six seven eight nine ten eleven twelve/dozen thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  // German
  'null ein/eins/eine/einen/einer/einem zwei/zwo drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  // French
  'zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
  // Spanish
  'cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte',
  // Portuguese
  'zero um/uma dois/duas tres quatro cinco seis/meia sete oito nove dez onze doze treze catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte',
  // Italian
  'zero uno/un/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
  // Turkish
  'sifir bir iki uc dort bes alti yedi sekiz dokuz on/- onbir oniki onuc ondort onbes onalti onyedi onsekiz ondokuz yirmi',
  // Russian
  'ноль/нуль один/одна/одно/одну два/две/двое три/трое четыре/четверо пять/пятеро шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать',
  // Arabic
  'صفر واحد/واحده اثنان/اثنين/اثنتان/اثنتين ثلاثه/ثلاث اربعه/اربع خمسه/خمس سته/ست سبعه/سبع ثمانيه/ثماني/ثمان تسعه/تسع عشره/عشر',
  // Hindi
  'शून्य एक दो तीन चार पांच/पाँच छह/छः/छे सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस',
  // Korean, both ways of counting
  '영/제로 하나/한 둘/두 셋/세/석 넷/네/넉 다섯 여섯 일곱 여덟 아홉 열 열하나/열한 열둘/열두 열셋/열세 열넷/열네 열다섯 열여섯 열일곱 열여덟 열아홉 스물/스무',
]
const TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  dreissig: 30,
  vierzig: 40,
  funfzig: 50,
  sechzig: 60,
  siebzig: 70,
  achtzig: 80,
  neunzig: 90,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  nonante: 90,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
  trinta: 30,
  quarenta: 40,
  cinquenta: 50,
  sessenta: 60,
  oitenta: 80,
  trenta: 30,
  quaranta: 40,
  cinquanta: 50,
  sessanta: 60,
  settanta: 70,
  ottanta: 80,
  novanta: 90,
  otuz: 30,
  kirk: 40,
  elli: 50,
  altmis: 60,
  yetmis: 70,
  seksen: 80,
  doksan: 90,
  тридцать: 30,
  сорок: 40,
  пятьдесят: 50,
  шестьдесят: 60,
  семьдесят: 70,
  восемьдесят: 80,
  девяносто: 90,
  عشرون: 20,
  عشرين: 20,
  ثلاثون: 30,
  ثلاثين: 30,
  اربعون: 40,
  اربعين: 40,
  خمسون: 50,
  خمسين: 50,
  तीस: 30,
  चालीस: 40,
  पचास: 50,
  서른: 30,
  마흔: 40,
  쉰: 50,
  예순: 60,
}
const HUNDREDS: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  hundert: 100,
  tausend: 1000,
  cent: 100,
  mille: 1000,
  cien: 100,
  ciento: 100,
  mil: 1000,
  cem: 100,
  cento: 100,
  сто: 100,
  тысяча: 1000,
  yuz: 100,
  bin: 1000,
  مئه: 100,
  مائه: 100,
  الف: 1000,
  सौ: 100,
  हजार: 1000,
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ...COUNTED.flatMap((words) =>
    words.split(' ').flatMap((forms, n) =>
      forms
        .split('/')
        .filter((form) => form !== '-')
        .map((form) => [foldLetters(form), n] as const),
    ),
  ),
  ...Object.entries(TENS).map(([word, n]) => [foldLetters(word), n] as const),
])

/** German says the units first, as one word: "dreiundzwanzig". */
const GERMAN = /^(ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)und([a-z]+)$/

/** The number that one word stands for, or null. */
export function wordValue(word: string): number | null {
  const known = UNITS.get(word)
  if (known !== undefined) return known
  const german = GERMAN.exec(word)
  const tens = german === null ? undefined : UNITS.get(german[2]!)
  return german === null || tens === undefined ? null : tens + UNITS.get(german[1]!)!
}

export function multiplierOf(word: string): number | null {
  return HUNDREDS[word] ?? null
}

const HAN_DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const HAN_PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 十三, 二十一, 三百零五, 两万; digits in a row (二〇一九) are read as such. Null for what is no number. */
export function hanValue(numeral: string): number | null {
  if (!/^[零〇一二两兩三四五六七八九十百千万]+$/.test(numeral)) return null
  if (!/[十百千万]/.test(numeral)) return Number([...numeral].map((sign) => HAN_DIGITS[sign]).join(''))
  let total = 0
  let part = 0
  let digit = 0
  for (const sign of numeral) {
    if (sign === '万') {
      total += (part + digit) * 10_000
      part = 0
      digit = 0
    } else if (HAN_PLACES[sign] !== undefined) {
      part += (digit === 0 ? 1 : digit) * HAN_PLACES[sign]
      digit = 0
    } else digit = HAN_DIGITS[sign]!
  }
  return total + part + digit
}
