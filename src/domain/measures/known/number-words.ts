/**
 * @file Words for 0 to 99, read as digits: `data/number-words.json` holds them in the languages whose numbers
 * are read in pairs, and to 20 in others.
 */
import words from './data/number-words.json' with { type: 'json' }

const ZEROS = ['oh', 'o', 'nought', 'cero', 'nulla', 'zerro']
const OTHERS: Readonly<Record<string, string>> = {
  zwo: '2',
  meia: '6',
  पांच: '5',
  छह: '6',
  छः: '6',
  une: '1',
  uno: '1',
  una: '1',
  um: '1',
  uma: '1',
  eine: '1',
  eins: '1',
  ein: '1',
  один: '1',
  одна: '1',
  две: '2',
  صفر: '0',
  واحد: '1',
  اثنان: '2',
  اثنين: '2',
  ثلاثه: '3',
  اربعه: '4',
  خمسه: '5',
  سته: '6',
  سبعه: '7',
  ثمانيه: '8',
  تسعه: '9',
  septante: '70',
  huitante: '80',
  nonante: '90',
}

/** How a language says its hundreds (100 to 900), and what joins the rest to them. */
const HUNDREDS: Readonly<Partial<Record<keyof typeof words, { said: readonly string[]; joints: readonly string[] }>>> =
  {
    en: { said: words.en.slice(1, 10).map((unit) => `${unit} hundred`), joints: [' ', ' and '] },
    de: {
      said: ['', ...'zwei drei vier funf sechs sieben acht neun'.split(' ')].map((unit) => `${unit}hundert`),
      joints: ['', 'und'],
    },
    fr: { said: ['cent', ...words.fr.slice(2, 10).map((unit) => `${unit} cent`)], joints: [' '] },
    es: {
      said: 'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
        ' ',
      ),
      joints: [' '],
    },
    pt: {
      said: 'cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos'.split(' '),
      joints: [' e '],
    },
    it: { said: ['cento', ...words.it.slice(2, 10).map((unit) => `${unit}cento`)], joints: [''] },
    ru: { said: 'сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split(' '), joints: [' '] },
  }

/** Phrases as `fold` writes them, to their digits. The first language that has a word decides. */
export const NUMBERS: ReadonlyMap<string, string> = readWords()

/** The words that such phrases begin with. */
export const NUMBER_WORDS: ReadonlySet<string> = new Set(
  [...NUMBERS.keys()].map((phrase) => phrase.split(' ', 1)[0] ?? ''),
)

/** What longer phrases begin with: "twenty" of "twenty three". */
export const NUMBERS_BEGUN: ReadonlySet<string> = new Set(
  [...NUMBERS.keys()].flatMap((phrase) =>
    phrase.split(' ').flatMap((_, count, all) => (count === 0 ? [] : [all.slice(0, count).join(' ')])),
  ),
)

/** A word or a number, and where it stands in the folded text. */
export interface Token {
  readonly text: string
  readonly from: number
  readonly to: number
}

function readWords(): Map<string, string> {
  const numbers = new Map<string, string>()
  for (const zero of ZEROS) numbers.set(zero, '0')
  for (const list of Object.values(words)) {
    for (const [number, phrase] of list.entries()) {
      if (!numbers.has(phrase)) numbers.set(phrase, String(number))
    }
  }
  for (const [word, digits] of Object.entries(OTHERS)) if (!numbers.has(word)) numbers.set(word, digits)
  for (let unit = 1; unit <= 9; unit++) {
    // "oh three" is read digit by digit; "zero" is no tens.
    for (const tens of ['treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'])
      numbers.set(`${tens} ${words.es[unit]}`, String((words.es.indexOf(tens) || 0) + unit))
  }
  for (const [phrase, digits] of hundreds()) if (!numbers.has(phrase)) numbers.set(phrase, digits)
  return numbers
}

/** 100 to 999 in words: "four hundred four" is an area code. */
function* hundreds(): Generator<[string, string]> {
  for (const [language, { said, joints }] of Object.entries(HUNDREDS)) {
    for (const [at, hundred] of said.entries()) {
      yield [hundred, String(100 * (at + 1))]
      for (const [rest, phrase] of words[language as keyof typeof words].entries())
        if (rest > 0) for (const joint of joints) yield [`${hundred}${joint}${phrase}`, String(100 * (at + 1) + rest)]
    }
  }
}

/** Whether a text may hold number words at all: two of the commonest beginnings, or characters that are digits. */
export const NUMBER_START =
  /[零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{2}|[영공일이삼사오육륙칠팔구]{2}|ゼロ|れい|いち|よん|(?<![\p{L}])(?:zer|zér|oh |null|nul |nol|noll|one|two|three|four|five|six|seven|eight|nine|eins|zwei|zwo|drei|vier|funf|sechs|sieben|acht|neun|un |deux|trois|quatre|cinq|sept|huit|neuf|dos |tres |cuatro|cinco|seis|siete|ocho|nueve|cero|dois|quatro|sete|oito|nove|tre |quattro|cinque|sei |sette|otto|ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|jeden|dwa|trzy|sifir|bir |iki |uc |dort|bes |alti|yedi|sekiz|dokuz|satu|dua |tiga|صفر|واحد|ثلاث|اربع|خمس|سبع|ثمان|تسع|शून्य|एक|दो |तीन|चार|पांच|पाच|सात|आठ|नौ|khong|mot |hai |ba |bon |nam |ศูนย์|หนึ่ง|สอง|สาม|สี่|ห้า|een |twee|drie|vijf|zes |zeven|negen|ett |tva |fyra|fem |sju |atta|nio )/u
