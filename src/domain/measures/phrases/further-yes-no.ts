/**
 * @file Yes and no of languages beyond the thirteen that are read in full: the word that an answer begins with,
 * or is. Nothing else of them is read, so that "da" and "ja" inside of a sentence mean nothing.
 */
import { foldLetters } from '../prose.ts'

interface Words {
  readonly yes: string
  readonly no: string
}

/** By ISO 639-1; words as `simplify` folds them, parted by `|`. */
const WORDS: Readonly<Record<string, Words>> = {
  nl: { yes: 'ja|jazeker|jawel|inderdaad|klopt|zeker', no: 'nee|neen|helemaal niet|zeker niet|geen enkele?' },
  sv: { yes: 'ja|jo|javisst|visst|precis|det stämmer', no: 'nej|inte alls|nix|det finns (?:ingen|inget|inga)' },
  da: { yes: 'ja|jo|javist|jep|det passer', no: 'nej|slet ikke|overhovedet ikke|der er (?:ingen|intet|ikke)' },
  no: { yes: 'ja|jo|jepp|det stemmer', no: 'nei|slett ikke|det er (?:ingen|ikke noen|ikke noe)' },
  is: { yes: 'já', no: 'nei' },
  fi: { yes: 'kyllä|joo|juu|aivan|pitää paikkansa', no: 'ei|eipä|ei ole|ei lainkaan' },
  et: { yes: 'jah|jaa|just nii', no: 'ei|ei ole|üldse mitte' },
  lv: { yes: 'jā|protams', no: 'nē|nav' },
  lt: { yes: 'taip|žinoma', no: 'ne|nėra' },
  pl: { yes: 'tak|owszem|zgadza się|oczywiście|jest', no: 'nie|nie ma|wcale nie|brak' },
  cs: { yes: 'ano|jo|jasně|přesně tak|samozřejmě', no: 'ne|nikoli|nikoliv|vůbec ne|není' },
  sk: { yes: 'áno|samozrejme', no: 'nie|vôbec nie|nie je' },
  sl: { yes: 'da|ja|seveda', no: 'ne|sploh ne|ni' },
  hr: { yes: 'da|jest|naravno|tako je', no: 'ne|nema|nije|nikako' },
  ro: { yes: 'da|desigur|sigur|corect', no: 'nu|deloc|nu există' },
  hu: { yes: 'igen|persze|így van', no: 'nem|nincs|nincsen|dehogy' },
  ca: { yes: 'sí|és clar|exacte', no: 'no|gens' },
  eu: { yes: 'bai|noski', no: 'ez|ez dago' },
  id: { yes: 'ya|iya|betul|benar|tentu|ada', no: 'tidak|nggak|enggak|bukan|tidak ada|tak ada' },
  ms: { yes: 'ya|betul|ada', no: 'tidak|bukan|tiada' },
  tl: { yes: 'oo|opo|mayroon|meron|tama', no: 'hindi|hindi po|wala|walang' },
  vi: { yes: 'có|vâng|dạ|đúng|đúng vậy|phải', no: 'không|không có|không phải|chẳng có' },
  sw: { yes: 'ndiyo|ndio|naam|kweli', no: 'hapana|hakuna' },
  af: { yes: 'ja|beslis', no: 'nee|glad nie' },
  az: { yes: 'bəli|hə', no: 'xeyr|yox|yoxdur' },
  uz: { yes: 'albatta', no: "yo'q|yoq" },
  uk: { yes: 'так|авжеж|звичайно|є', no: 'ні|немає|нема|не видно' },
  be: { yes: 'так|вядома', no: 'не|няма' },
  bg: { yes: 'да|разбира се', no: 'не|няма' },
  sr: { yes: 'да|јесте|наравно', no: 'не|нема|није' },
  kk: { yes: 'иә|ия|әрине', no: 'жоқ' },
  mn: { yes: 'тийм', no: 'үгүй' },
  el: { yes: 'ναι|βεβαίως|φυσικά|σωστά|υπάρχει', no: 'όχι|δεν υπάρχει|καθόλου' },
  he: { yes: 'כן|בהחלט|נכון|יש', no: 'לא|אין|ממש לא' },
  fa: { yes: 'بله|آری|بلی|آره|درست است', no: 'خیر|نه|نخیر' },
  ur: { yes: 'ہاں|جی ہاں|جی|بالکل', no: 'نہیں|جی نہیں' },
  bn: { yes: 'হ্যাঁ|হ্যা|জি|হাঁ|আছে', no: 'না|নেই|নাই|জি না' },
  mr: { yes: 'होय|हो', no: 'नाही|नाहीये' },
  gu: { yes: 'હા', no: 'ના|નથી' },
  pa: { yes: 'ਹਾਂ|ਹਾਂ ਜੀ', no: 'ਨਹੀਂ|ਨਹੀਂ ਜੀ' },
  ta: { yes: 'ஆம்|ஆமாம்|உண்டு', no: 'இல்லை' },
  te: { yes: 'అవును|ఉంది', no: 'లేదు|కాదు' },
  kn: { yes: 'ಹೌದು|ಇದೆ', no: 'ಇಲ್ಲ|ಅಲ್ಲ' },
  ml: { yes: 'അതെ|ഉണ്ട്', no: 'ഇല്ല|അല്ല' },
  si: { yes: 'ඔව්', no: 'නැහැ|නැත' },
  ne: { yes: 'हो|छ', no: 'होइन|छैन' },
  am: { yes: 'አዎ', no: 'አይ|አይደለም|የለም' },
  ka: { yes: 'დიახ|კი|ხო', no: 'არა' },
  hy: { yes: 'այո', no: 'ոչ' },
}
/** Scripts without blanks between words: the word begins the answer, whatever follows it. */
const UNSPACED: readonly Words[] = [
  { yes: 'ใช่(?!ไหม|หรือ|มั้ย)|มี(?!หรือ|ไหม|มั้ย)|ถูกต้อง', no: 'ไม่(?:ใช่|มี|พบ|เห็น)(?!หรือ|ไหม|มั้ย)|ไม่(?=$|[\\s.,!]|ครับ|ค่ะ|คะ)' },
  { yes: 'បាទ|ចាស|មាន', no: 'ទេ|មិនមាន|គ្មាន' },
  { yes: 'ແມ່ນ|ມີ', no: 'ບໍ່' },
  { yes: 'ဟုတ်(?:တယ်|ကဲ့|ပါတယ်)|ရှိ(?:တယ်|ပါတယ်)', no: 'မဟုတ်|မရှိ' },
]

/** Says in one of these languages that it is not known, or not sure. */
const NEITHER =
  'weet (?:ik |het ){0,2}niet|geen idee|niet zeker|nie wiem|nie jestem pew|trudno powiedzieć|vet (?:jag )?inte|vet (?:eg |jeg )?ikke|ved (?:jeg )?ikke|en tiedä|en osaa sanoa|nevím|neviem|nem tudom|nu știu|nu stiu|tidak tahu|kurang tahu|tak tahu|không biết|không rõ|không chắc|ne znam|ne vem|не знам|не знаю|не впевнен|δεν ξέρω|δεν είμαι σίγουρ|לא יודע|לא בטוח|نمی ?دانم|معلوم نہیں|জানি না|নিশ্চিত নই|ไม่รู้|ไม่ทราบ|ไม่แน่ใจ|sijui|hindi ko alam|ek weet nie|nežinau|nezinu|ma ei tea|no ho sé|ez dakit|தெரியாது|தெரியவில்லை|తెలియదు|माहीत नाही|थाहा छैन|ખબર નથી'
let neither: RegExp | null = null

/** @param simple by `simplify`. */
export function isFurtherNeither(simple: string): boolean {
  return (neither ??= new RegExp(`(?<![\\p{L}\\p{M}])(?:${foldLetters(NEITHER)})`, 'u')).test(simple)
}

interface Begins {
  readonly yes: RegExp
  readonly no: RegExp
}

let compiled: Begins | null = null

function begins(): Begins {
  const one = (said: keyof Words): RegExp => {
    const spaced = foldLetters(
      Object.values(WORDS)
        .map((words) => words[said])
        .join('|'),
    )
    const unspaced = foldLetters(UNSPACED.map((words) => words[said]).join('|'))
    // The word, and then a stop or nothing; or more of it behind a mark.
    return new RegExp(`^["'(]?(?:(?:${spaced})(?=["')]?(?:[.,!;:։።]|$| - ))|(?:${unspaced}))`, 'u')
  }
  return (compiled ??= { yes: one('yes'), no: one('no') })
}

/**
 * What the first words of an answer say in one of these languages, or null; also where one language's yes is
 * another's no.
 * @param simple by `simplify`.
 */
export function furtherYesOrNo(simple: string): 'yes' | 'no' | null {
  const { yes, no } = begins()
  const said = simple.replace(/^[\s"'([{*:,.¡¿-]+/, '')
  const [isYes, isNo] = [yes.test(said), no.test(said)]
  return isYes === isNo ? null : isYes ? 'yes' : 'no'
}
