/**
 * @file One spelling for names of all scripts, to compare a name in one with a name in another: letters by their usual Latin ones, then the
 * spellings that differ between systems made one. Never used between two Latin spellings, which must agree as they are.
 */
import pinyin from './data/pinyin.json' with { type: 'json' }

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'e', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n',
  о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia',
  ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', ђ: 'dj', џ: 'dz', ў: 'u', ө: 'o', ү: 'u', қ: 'k', ғ: 'g', ң: 'n', ә: 'a', ұ: 'u', һ: 'h',
}
const GREEK: Readonly<Record<string, string>> = {
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'ks', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's',
  τ: 't', υ: 'i', φ: 'f', χ: 'kh', ψ: 'ps', ω: 'o',
}
/** Consonants; vowels are not written, or by letters that are consonants too. */
const SEMITIC: Readonly<Record<string, string>> = {
  ا: 'a', أ: 'a', إ: 'a', آ: 'a', ء: '', ؤ: 'w', ئ: 'y', ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'd', ر: 'r', ز: 'z', س: 's', ش: 'sh',
  ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: '', غ: 'gh', ف: 'f', ق: 'q', ك: 'k', ک: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h', و: 'w', ي: 'y', ی: 'y', پ: 'p', چ: 'ch', ژ: 'zh',
  گ: 'g', ڤ: 'v', א: 'a', ב: 'b', ג: 'g', ד: 'd', ה: 'h', ו: 'v', ז: 'z', ח: 'h', ט: 't', י: 'y', כ: 'k', ך: 'k', ל: 'l', מ: 'm', ם: 'm', נ: 'n', ן: 'n', ס: 's',
  ע: '', פ: 'p', ף: 'p', צ: 'ts', ץ: 'ts', ק: 'k', ר: 'r', ש: 'sh', ת: 't',
}
const DEVANAGARI: Readonly<Record<string, string>> = {
  अ: 'a', आ: 'a', इ: 'i', ई: 'i', उ: 'u', ऊ: 'u', ऋ: 'ri', ए: 'e', ऐ: 'ai', ओ: 'o', औ: 'au', ऑ: 'o', क: 'k', ख: 'kh', ग: 'g', घ: 'gh', ङ: 'n', च: 'ch', छ: 'chh',
  ज: 'j', झ: 'jh', ञ: 'n', ट: 't', ठ: 'th', ड: 'd', ढ: 'dh', ण: 'n', त: 't', थ: 'th', द: 'd', ध: 'dh', न: 'n', प: 'p', फ: 'f', ब: 'b', भ: 'bh', म: 'm', य: 'y',
  र: 'r', ल: 'l', व: 'v', श: 'sh', ष: 'sh', स: 's', ह: 'h', 'ा': 'a', 'ि': 'i', 'ी': 'i', 'ु': 'u', 'ू': 'u', 'ृ': 'ri', 'े': 'e', 'ै': 'ai', 'ो': 'o', 'ौ': 'au', 'ॉ': 'o', 'ं': 'n',
  'ँ': 'n', 'ः': 'h', '्': '',
}
const KANA: Readonly<Record<string, string>> = kana()

function kana(): Record<string, string> {
  const rows = 'アaイiウuエeオoカkaキkiクkuケkeコkoサsaシshiスsuセseソsoタtaチchiツtsuテteトtoナnaニniヌnuネneノnoハhaヒhiフfuヘheホhoマmaミmiムmuメmeモmoヤyaユyuヨyoラraリriルruレreロroワwaヲoンnガgaギgiグguゲgeゴgoザzaジjiズzuゼzeゾzoダdaヂjiヅzuデdeドdoバbaビbiブbuベbeボboパpaピpiプpuペpeポpoヴvuァaィiゥuェeォoャyaュyuョyoッーヮwa'
  const table: Record<string, string> = {}
  for (const [, letter = '', latin = ''] of rows.matchAll(/(\P{ASCII})([a-z]*)/gu)) {
    table[letter] = latin
    table[String.fromCharCode(letter.charCodeAt(0) - 0x60)] = latin
  }
  return table
}

const LEADS = ['g', 'kk', 'n', 'd', 'tt', 'r', 'm', 'b', 'pp', 's', 'ss', '', 'j', 'jj', 'ch', 'k', 't', 'p', 'h']
const VOWELS = ['a', 'ae', 'ya', 'yae', 'eo', 'e', 'yeo', 'ye', 'o', 'wa', 'wae', 'oe', 'yo', 'u', 'wo', 'we', 'wi', 'yu', 'eu', 'ui', 'i']
const TAILS = ['', 'k', 'k', 'k', 'n', 'n', 'n', 't', 'l', 'k', 'm', 'l', 'l', 'l', 'p', 'l', 'm', 'p', 'p', 't', 't', 'ng', 't', 't', 'k', 't', 'p', 't']

const PINYIN: ReadonlyMap<string, string> = new Map(
  Object.entries(pinyin).flatMap(([sound, characters]) => [...characters].map((one): [string, string] => [one, sound])),
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
    return CYRILLIC[letter] ?? GREEK[letter] ?? SEMITIC[letter] ?? PINYIN.get(letter) ?? ''
  }).join('')
}

function syllable(index: number): string {
  return (LEADS[Math.floor(index / 588)] ?? '') + (VOWELS[Math.floor((index % 588) / 28)] ?? '') + (TAILS[index % 28] ?? '')
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
      const sound = DEVANAGARI[letter] ?? ''
      const isConsonant = /[\u0915-\u0939]/.test(letter)
      const next = letters[at + 1]
      return isConsonant && next !== undefined && /[\u0915-\u0939\u0902\u0905-\u0914]/.test(next) ? `${sound}a` : sound
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
  return sound(word).replace(/[aeiouvh]/g, '').replace(/(.)\1+/g, '$1')
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

/** Whether a folded Latin word and a folded word of another script are one name, whatever system it was transliterated by. */
export function soundsAlike(latinWord: string, other: string): boolean {
  const script = scriptOf(other)
  if (script === 'latin' || script === 'other' || scriptOf(latinWord) !== 'latin') return false
  if (script === 'han') return latin(other) === latinWord
  if (script === 'hangul') return koreanSound(latinWord) === koreanSound(other)
  if (script === 'kana') {
    const wanted = japaneseSound(latinWord)
    return wanted.length >= 2 && wanted === japaneseSound(other)
  }
  const consonants = skeleton(latinWord)
  if (script === 'semitic') return consonants.length >= 2 && consonants === skeleton(other)
  return sound(latinWord) === sound(other) || (consonants.length >= FEWEST && consonants === skeleton(other) && sound(latinWord)[0] === sound(other)[0])
}
