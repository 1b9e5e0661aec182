/**
 * @file Names of people by their form: words of a list of given and family names of seventy languages and countries,
 * in capitals or not, with titles and initials; and Chinese, Japanese and Korean names by their family names.
 */
import lists from './person-names.json' with { type: 'json' }
import { folded } from './text-forms.ts'

const GIVEN: ReadonlySet<string> = new Set(lists.given.split(' '))
/** With the family names of specimens, which nobody has. */
const FAMILY: ReadonlySet<string> = new Set([
  ...lists.family.split(' '),
  ...'doe roe public sample specimen muster mustermann musterfrau citizen traveler traveller example testperson'.split(
    ' ',
  ),
])

const TITLE =
  /^(?:(?:mr|mrs|ms|miss|mx|master|mstr|dr|dr\.-ing|prof|professor|sir|dame|lord|lady|rev|hon|herrn?|frau|hr|fr|m|mme|mlle|monsieur|madame|mademoiselle|ma[iî]tre|sr|sra|srta|se[nñ]or|se[nñ]ora|don|do[nñ]a|sig|sig\.ra|signor|signora|avv|geom|rag|arch|dhr|mevr|mevrouw|de heer|pan|pan[ií]|bay|bayan|say[iı]n|capt|capitaine|captain|lt|col|gen|sgt|shri|sri|smt|kumari|ir|ing|mag|dipl|med|dott|dott\.ssa|dra|drs|dr\.ª|mgr|in[zż]|lic|eng|adv|mudr|phdr|dipl\.-ing|univ\.-prof|datuk|dato|encik|puan|tuan|haji|nyonya)\.?\s+)+/i
const PATRONYMIC = /\p{L}{3} (?:binti?|binte|[as]\/[lpo]|d\/o) \p{L}{3}/iu
const SUFFIX =
  /(?:[,\s]+(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|d\.?o|esq|mba|dds|dmd|dvm|cpa|cfa|rn|np|bsn|pa-c|msc|bsc|llm|j\.?d|mph|facc|facs|frcs|aia|p\.?e|ba|ma)\.?)+$/i
/** Names of streets, firms, papers and places have given names in them too. */
const NOT_NAMES = new Set(
  (
    'street st avenue ave road rd boulevard blvd drive lane way court place highway square park hotel inn restaurant cafe bar store shop market bank ' +
    'company co corp corporation inc ltd llc plc gmbh ag sa sarl spa srl bv nv pty pvt limited private group holding holdings enterprise enterprises trading services service solutions systems ' +
    'consulting university college school hospital clinic insurance license licence passport card identity document certificate republic kingdom state states united national federal ' +
    'government ministry department office authority agency court county city town village district province north south east west central international global ' +
    'invoice receipt bill total subtotal tax date number name address phone email page form application employment information personal section part ' +
    'driver drivers class type sex male female nationality signature issued expires valid specimen sample copy original void test ' +
    'january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday ' +
    'the and of for to from with your our this that not all any please thank you thanks visit welcome open closed ' +
    'american british french german italian spanish dutch canadian indian chinese japanese australian polish swiss hungarian ' +
    'visa mastercard amex cash change credit debit account payment due balance amount price quantity description item product summary profile ' +
    'education experience skills contact languages hobbies references certifications objective senior junior manager director engineer developer researcher ' +
    'america europe asia africa community residential ' +
    'blue red green black white gold silver platinum premium standard medical health care dental vision plan network choice choose ' +
    'web design project creative media digital technology data software security social ' +
    'republique francaise carte nationale identite union europeenne permis conduire repubblica italiana espana documento nacional identidad bundesrepublik deutschland ' +
    'marriage county michigan washington virginia arizona california texas florida york london paris berlin madrid rome toronto sydney tokyo lisbon ' +
    'main first second third new old grand saint san santa los las el la le les de du des fort port lake river mount ' +
    'lorem ipsum dolor amet surface table order room menu coffee tea food milk rice chicken fish bread water ' +
    'coinsurance copay copays deductible healthcare area region metro valued cardmember emergency ' +
    'garden gardens nursery kettle salon studio bakery pharmacy deli grill pizza pizzeria kitchen grocery farm farms flowers florist motors auto electric plumbing heating ' +
    'rewards loyalty member membership points student faculty staff visitor pass debit platinum world classic infinite valid thru security contactless since expires cardholder authorized signature group choice plus ' +
    'legal club gym fitness theatre theater museum library temple airlines airways express freight logistics cargo energy power gas telecom wireless broadband mutual savings union trust ' +
    'flight seat gate boarding departure arrival platform passenger carrier luggage terminal row section table guests brother sister spouse child children parent parents guardian grandparents relative ' +
    'statutory employee employer recipient payer taxpayer dependent wages tips compensation income withheld interest dividends distributions benefits retirement insurance premium deductible payments statement certificate schedule attachment instructions copy corrected omb ' +
    'physician patient provider practitioner officer bank branch account balance available pending settings privacy policy terms conditions rights reserved software update ' +
    'australia austria belgium brasil brazil bulgaria canada chile colombia croatia cyprus czechia denmark deutschland ecuador egypt espana estonia finland france germany greece hungary iceland indonesia ireland italia italy japan kenya latvia lithuania luxembourg malaysia malta mexico morocco nederland netherlands nigeria norway pakistan peru philippines poland polska portugal romania russia schweiz serbia singapore slovakia slovenia spain suisse sverige sweden switzerland taiwan thailand tunisia turkey turkiye ukraine venezuela vietnam vic nsw qld tas ' +
    'one two three four five six seven eight nine ten hundred thousand dollars euro cents only'
  ).split(' '),
)

export interface NameGuess {
  readonly text: string
  /** 0 to 1: how much of it is in the lists. */
  readonly likely: number
}

/** The name that a whole stretch of text is; null where it is none. */
export function nameIn(text: string): NameGuess | null {
  const trimmed = text.trim().replace(/^[^\p{L}]+|[^\p{L}.]+$/gu, '')
  if (trimmed === '' || trimmed.length > 50) return null
  const title = TITLE.exec(trimmed)?.[0] ?? ''
  const plain = trimmed.slice(title.length).replace(SUFFIX, '')
  const east = eastern(plain)
  if (east !== null) return east
  // "Rosnah binti Ahmad", "Kumar a/l Raju": whose child one is stands in no other words.
  const isPatronymic = PATRONYMIC.test(plain)
  if (/\d|[@#:;!?&()]/.test(plain) || (plain.includes('/') && !isPatronymic)) return null
  const words = plain.split(/[\s,]+/).filter((word) => word !== '')
  if (words.length < (title === '' ? 2 : 1) || words.length > 5) return null
  // Capitals begin every word of a name but its particles.
  const particle =
    /^(?:d[aeiou]s?|del|della|di|van|von|der|den|ten|ter|le|la|los|bin|binti|ibn|al|el|y|e|af|av|zu|zur|mac|mc|st|san|a\/l|a\/p|s\/o|d\/o)$/i
  if (!words.every((word) => /^\p{Lu}/u.test(word) || particle.test(word))) return null
  if (!words.every((word) => /^\p{L}[\p{L}.'’-]*$/u.test(word) || particle.test(word))) return null
  const parts = words
    .filter((word) => !particle.test(word) || words.length === 2)
    .map((word) => folded(word).replace(/[.’]/g, ''))
  if (parts.some((part) => NOT_NAMES.has(part))) return null
  const full = parts.filter((part) => part.length > 1)
  if (full.length === 0) return null
  // "Art-Nr" is no name, though Art is one.
  const isIn = (list: ReadonlySet<string>) => (part: string) =>
    part.split('-').some((piece) => list.has(piece)) &&
    part.split('-').every((piece) => piece.length > 2 || list.has(piece))
  const [isGiven, isFamily] = [isIn(GIVEN), isIn(FAMILY)]
  const given = full.filter(isGiven).length
  const known = full.filter((part) => isGiven(part) || isFamily(part)).length
  const share = known / full.length
  if (isPatronymic) return { text: plain.trim(), likely: 0.8 }
  if (title !== '') return { text: plain.trim(), likely: Math.max(0.7, share) }
  if (full.length < 2 || known === 0) return null
  // A family name alone is a street's or a firm's as often.
  if (given === 0) return { text: plain.trim(), likely: 0.3 }
  return { text: plain.trim(), likely: given === known && known === 1 ? 0.5 * share + 0.2 : share }
}

/** Whether words are in the form of a name, and none of them is one of shops, papers and places. */
export function mayBeName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    words.every((word) =>
      /^(?:\p{Lu}[\p{L}'’.-]*|d[aeiou]s?|del|della|di|van|von|der|den|ten|ter|le|la|bin|binti|al|el|y|af|zu)$/u.test(
        word,
      ),
    ) &&
    words.filter((word) => word.replace(/[^\p{L}]/gu, '').length > 1).length >= 2 &&
    !words.some((word) => word.split('-').some((part) => NOT_NAMES.has(folded(part).replace(/[.’]/g, ''))))
  )
}

/** "C. ARIAS": initials and a family name, as cards print whose they are. */
export function mayBeInitialled(text: string): boolean {
  const rest = /^(?:\p{Lu}\.? ?){1,2} (\p{Lu}[\p{L}'’-]{2,})$/u.exec(text.trim())?.[1]
  return rest !== undefined && !NOT_NAMES.has(folded(rest))
}

/** Whether one of the words is in the lists of names. */
export function hasNameWord(text: string): boolean {
  return text.split(/[\s-]+/).some((word) => {
    const plain = folded(word)
    return plain.length > 2 && !NOT_NAMES.has(plain) && (GIVEN.has(plain) || FAMILY.has(plain))
  })
}

/** A single word of the lists. */
export function isGivenName(word: string): boolean {
  return /^\p{Lu}\p{L}+$/u.test(word) && GIVEN.has(folded(word)) && !NOT_NAMES.has(folded(word))
}

/** A single word of the lists of family names. */
export function isFamilyName(word: string): boolean {
  return /^\p{Lu}[\p{L}'-]+$/u.test(word) && !NOT_NAMES.has(folded(word)) && FAMILY.has(folded(word))
}

/** The commonest family names: nine in ten people of these countries have one of them. */
const CHINESE =
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯'
const COMPOUND =
  /^(?:欧阳|歐陽|司马|司馬|司徒|诸葛|諸葛|上官|东方|東方|独孤|慕容|皇甫|尉迟|尉遲|公孙|公孫|令狐|夏侯|长孙|長孫|宇文|轩辕|軒轅|端木|百里|南宫|南宮|申屠|张简|歐阳)\p{Script=Han}{1,2}$/u
const JAPANESE =
  /^(?:佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|斉藤|清水|山崎|森|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤|村上|遠藤|青木|坂本|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|中川|原田|松田|竹内|小野|田村|中山|和田|石田|森田|上田|原|内田|柴田|酒井|宮崎|横山|高木|安藤|宮本|大野|小島|谷口|今井|工藤|増田|丸山|杉山|村田|大塚|新井|小山|平野|藤本|河野|上野|野口|武田|松井|千葉|菅原|岩崎|木下|久保|佐野|野村|松尾|菊地|市川|杉本|古川|大西|島田|水野|桜井|高野|渡部|山内|西田|飯田|東京|日本)[ 　]*(\p{Script=Han}{1,3}|\p{Script=Hiragana}{2,4}|\p{Script=Katakana}{2,5})$/u

function eastern(text: string): NameGuess | null {
  const plain = text.replace(/(?:先生|女士|小姐|様|さん|씨|님)$/u, '').trim()
  if (!/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul} 　]+$/u.test(plain)) return null
  const letters = plain.replace(/[ 　]/g, '')
  if (/^(?:日本|中国|中華|中华|大韓|台湾|臺灣)/.test(letters)) return null
  if (JAPANESE.test(plain) && letters.length >= 3 && letters.length <= 6) return { text: plain, likely: 0.9 }
  if (
    /^[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국]\p{Script=Hangul}{2}$/u.test(
      letters,
    )
  )
    return { text: plain, likely: 0.6 }
  if (COMPOUND.test(letters)) return { text: plain, likely: 0.8 }
  // A family and a given name set apart, as on Japanese cards.
  if (/^\p{Script=Han}{2,3}[ 　]+\p{Script=Han}{1,3}$/u.test(plain) && !/会社|課長|部長|営業|株式/u.test(plain))
    return { text: plain, likely: 0.5 }
  const isChinese = /^\p{Script=Han}{2,3}$/u.test(letters) && CHINESE.includes(letters[0]!)
  // Two or three signs that begin with a family name are as often a common word: alone they say little.
  return isChinese && letters.length === 3 ? { text: plain, likely: 0.4 } : null
}
