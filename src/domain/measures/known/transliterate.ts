/**
 * @file One spelling for names of all scripts, to compare a name in one with a name in another: letters by
 * their usual Latin ones, then the spellings that differ between systems made one. Never used between two
 * Latin spellings, which must agree as they are.
 */
import scripts from './data/letters.json' with { type: 'json' }
import pinyin from './data/pinyin.json' with { type: 'json' }

/** Consonants of Arabic and Hebrew alone are sure: vowels are not written, or by letters that are consonants too. */
const LETTERS: Readonly<Record<string, string>> = { ...scripts.cyrillic, ...scripts.greek, ...scripts.semitic }
const DEVANAGARI: Readonly<Record<string, string>> = scripts.devanagari
const KANA: Readonly<Record<string, string>> = kana()

function kana(): Record<string, string> {
  const rows =
    'アaイiウuエeオoカkaキkiクkuケkeコkoサsaシshiスsuセseソsoタtaチchiツtsuテteトtoナnaニniヌnuネneノnoハhaヒhiフfuヘheホhoマmaミmiムmuメmeモmoヤyaユyuヨyoラraリriルruレreロroワwaヲoンnガgaギgiグguゲgeゴgoザzaジjiズzuゼzeゾzoダdaヂjiヅzuデdeドdoバbaビbiブbuベbeボboパpaピpiプpuペpeポpoヴvuァaィiゥuェeォoャyaュyuョyoッーヮwa'
  const table: Record<string, string> = {}
  for (const [, letter = '', spelled = ''] of rows.matchAll(/(\P{ASCII})([a-z]*)/gu)) {
    table[letter] = spelled
    table[String.fromCharCode(letter.charCodeAt(0) - 0x60)] = spelled
  }
  return table
}

const LEADS = ['g', 'kk', 'n', 'd', 'tt', 'r', 'm', 'b', 'pp', 's', 'ss', '', 'j', 'jj', 'ch', 'k', 't', 'p', 'h']
const VOWELS = [
  'a',
  'ae',
  'ya',
  'yae',
  'eo',
  'e',
  'yeo',
  'ye',
  'o',
  'wa',
  'wae',
  'oe',
  'yo',
  'u',
  'wo',
  'we',
  'wi',
  'yu',
  'eu',
  'ui',
  'i',
]
const TAILS = [
  '',
  'k',
  'k',
  'k',
  'n',
  'n',
  'n',
  't',
  'l',
  'k',
  'm',
  'l',
  'l',
  'l',
  'p',
  'l',
  'm',
  'p',
  'p',
  't',
  't',
  'ng',
  't',
  't',
  'k',
  't',
  'p',
  't',
]

const PINYIN: ReadonlyMap<string, string> = new Map(
  Object.entries(pinyin).flatMap(([spelled, characters]) =>
    [...characters].map((one): [string, string] => [one, spelled]),
  ),
)

export type Script = 'latin' | 'cyrillic' | 'greek' | 'semitic' | 'devanagari' | 'kana' | 'hangul' | 'han' | 'other'
const SCRIPTS: readonly (readonly [RegExp, Script])[] = [
  [/[a-z]/, 'latin'],
  [/\p{Script=Cyrillic}/u, 'cyrillic'],
  [/\p{Script=Greek}/u, 'greek'],
  [/[\p{Script=Arabic}\p{Script=Hebrew}]/u, 'semitic'],
  [/\p{Script=Devanagari}/u, 'devanagari'],
  [/\p{Script=Hangul}/u, 'hangul'],
  [/\p{Script=Han}/u, 'han'],
  [/[\p{Script=Katakana}\p{Script=Hiragana}]/u, 'kana'],
]

/** Of a folded word. */
export function scriptOf(word: string): Script {
  return SCRIPTS.find(([pattern]) => pattern.test(word))?.[1] ?? 'other'
}

/** Latin letters for a folded word of any script; empty where there are none. */
export function latin(word: string): string {
  const script = scriptOf(word)
  if (script === 'latin') return word
  if (script === 'kana') return kanaOf(word)
  if (script === 'devanagari') return indicOf(word)
  return Array.from(word, (letter) => {
    const code = letter.charCodeAt(0)
    if (code >= 0xac00 && code <= 0xd7a3) return syllable(code - 0xac00)
    return LETTERS[letter] ?? PINYIN.get(letter) ?? ''
  }).join('')
}

function syllable(index: number): string {
  return (
    (LEADS[Math.floor(index / 588)] ?? '') + (VOWELS[Math.floor((index % 588) / 28)] ?? '') + (TAILS[index % 28] ?? '')
  )
}

function kanaOf(word: string): string {
  return Array.from(word, (letter) => KANA[letter] ?? '')
    .join('')
    .replace(/i([aueo])(?=$|[^aeiou])/g, 'i$1')
    .replace(/(?<=[kgnhbpmr])iy/g, 'y')
    .replace(/(?<=sh|ch|j)iy/g, '')
}

/** A consonant has an a behind it unless a sign says otherwise; at the end of a word it is not said. */
function indicOf(word: string): string {
  const letters = [...word]
  return letters
    .map((letter, at) => {
      const spoken = DEVANAGARI[letter] ?? ''
      const isConsonant = /[\u0915-\u0939]/.test(letter)
      const next = letters[at + 1]
      return isConsonant && next !== undefined && /[\u0915-\u0939\u0905-\u0914]|\u0902/.test(next)
        ? `${spoken}a`
        : spoken
    })
    .join('')
}

/** Spellings that differ between systems, made one. */
export function sound(word: string): string {
  return latin(word)
    .replace(/dzh/g, 'j')
    .replace(/sch/g, 'sh')
    .replace(/tch|tsch/g, 'ch')
    .replace(/ph/g, 'f')
    .replace(/kh|gh/g, 'h')
    .replace(/th/g, 't')
    .replace(/(?<=[aeiou])h(?=[^aeiou])/g, '')
    .replace(/dh/g, 'd')
    .replace(/ck|q/g, 'k')
    .replace(/c(?!h)/g, 'k')
    .replace(/ks/g, 'x')
    .replace(/x/g, 'ks')
    .replace(/ts|tz/g, 'z')
    .replace(/w/g, 'v')
    .replace(/ku(?=[aeio])/g, 'kv')
    .replace(/oo|ou/g, 'u')
    .replace(/ee|ea|ie/g, 'i')
    .replace(/[yj]/g, 'i')
    .replace(/ii+/g, 'i')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=.)h$/, '')
}

/** Consonants alone, for scripts that leave vowels out. */
export function skeleton(word: string): string {
  return sound(word)
    .replace(/[aeiouvh]/g, '')
    .replace(/(.)\1+/g, '$1')
}

/** The same for Arabic and Hebrew, where h is a letter and w and y stand for vowels. */
function semiticSkeleton(word: string): string {
  return latin(word)
    .replace(/sh|sch/g, 'S')
    .replace(/kh/g, 'K')
    .replace(/gh/g, 'G')
    .replace(/th/g, 't')
    .replace(/dh/g, 'd')
    .replace(/ph/g, 'f')
    .replace(/ck|q|c/g, 'k')
    .replace(/p/g, 'b')
    .replace(/[aeiouwyv]/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=.)h$/, '')
}

/** Korean names as they are romanised: by the rules, or as families always have. */
const HANGUL_SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:yi|rhee|lee|ri|i)$/, 'i'],
  [/^(?:park|pak|bak|bag)$/, 'pak'],
  [/^(?:choi|choe|choy)$/, 'choi'],
  [/^(?:rim|lim|im|yim)$/, 'im'],
  [/^(?:ryu|yoo|yu|ryoo)$/, 'yu'],
  [/^(?:noh|no|roh)$/, 'no'],
  [/^(?:woo|wu|u)$/, 'u'],
  [/^(?:oh|o)$/, 'o'],
]

export function koreanSound(word: string): string {
  const romanised = latin(word)
  const family = HANGUL_SPELLINGS.find(([pattern]) => pattern.test(romanised))
  if (family !== undefined) return family[1]
  return romanised
    .replace(/eo|u(?!i)/g, 'u')
    .replace(/oo/g, 'u')
    .replace(/ou/g, 'u')
    .replace(/eu/g, 'u')
    .replace(/ae|ai/g, 'e')
    .replace(/y?ung/g, (found) => (found.startsWith('y') ? 'yung' : 'ung'))
    .replace(/young/g, 'yung')
    .replace(/ee/g, 'i')
    .replace(/g/g, 'k')
    .replace(/b/g, 'p')
    .replace(/d/g, 't')
    .replace(/j/g, 'ch')
    .replace(/r/g, 'l')
    .replace(/sh/g, 's')
    .replace(/nk/g, 'ng')
    .replace(/(.)\1+/g, '$1')
}

/** Vowels that Japanese must add between consonants, long ones and sounds that it has not are made one. */
function japaneseSound(word: string): string {
  return latin(word)
    .replace(/qu/g, 'ku')
    .replace(/th/g, 's')
    .replace(/ph/g, 'f')
    .replace(/ck|c(?!h)/g, 'k')
    .replace(/l/g, 'r')
    .replace(/v/g, 'b')
    .replace(/f/g, 'h')
    .replace(/sh|si/g, 'si')
    .replace(/ch|ti/g, 'ti')
    .replace(/tsu|tu/g, 'tu')
    .replace(/ou|oo|oh(?=$|[^aeiou])/g, 'o')
    .replace(/u/g, '')
    .replace(/(?<=[td])o$/, '')
    .replace(/er$|ar$/, 'a')
    .replace(/(.)\1+/g, '$1')
}

const FEWEST = 3

/**
 * Whether a folded Latin word and a folded word of another script are one name, whatever system it was
 * transliterated by.
 */
export function soundsAlike(latinWord: string, other: string): boolean {
  const script = scriptOf(other)
  if (script === 'latin' || script === 'other' || scriptOf(latinWord) !== 'latin') return false
  if (script === 'han') return latin(other) === latinWord
  if (script === 'hangul') return koreanSound(latinWord) === koreanSound(other)
  if (script === 'kana') {
    const wanted = japaneseSound(latinWord)
    return wanted.length >= 2 && wanted === japaneseSound(other)
  }
  if (script === 'semitic') {
    const written = semiticSkeleton(latinWord)
    return written !== '' && written === semiticSkeleton(other)
  }
  const consonants = skeleton(latinWord)
  return (
    sound(latinWord) === sound(other) ||
    // Yekaterina, Jelena: a Cyrillic е in front.
    (other.startsWith('е') && sound(latinWord.replace(/^[yj]e/, 'e')) === sound(other)) ||
    (consonants.length >= FEWEST && consonants === skeleton(other) && sound(latinWord)[0] === sound(other)[0])
  )
}
