/** @file Where a name or a word of free text may begin and end, by the script that it is written in. */
import { isAlnum, NO_SPACES } from './signs.ts'

const HAN = /\p{Script=Han}/u
const HANGUL = /\p{Script=Hangul}/u
const KATAKANA = /[\p{Script=Katakana}ー]/u

/** Family names that may stand before two characters to make another name of them. */
const FAMILY = new Set(
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫胡朱郭何林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭蔡潘袁董余苏蘇叶葉吕呂魏蒋蔣田杜丁沈姜范傅钟鍾卢盧汪戴崔陆陸廖姚谭譚邹鄒熊孟秦邱侯',
)
/** Characters that given names end with, and that hardly ever follow one as a word of their own. */
const GIVEN = new Set(
  '明华華伟偉芳娜敏静靜丽麗强強磊洋艳豔勇军軍杰傑娟涛濤超秀英霞平刚剛桂文辉輝玲红紅梅兰蘭飞飛鹏鵬浩宇轩軒涵瑞琪欣怡雪雨婷佳嘉琳颖穎莉莎晨阳陽曦博俊峰锋鋒龙龍虎鑫宁寧波斌彬健建国國庆慶海凯凱旭昊睿泽澤豪翔宏弘毅志智慧珍珠琴莲蓮香月凤鳳云雲萍瑶瑤璐璇茜蕾薇萱妍媛倩悦悅诗詩梦夢思雯菲芸莹瑩晶洁潔燕',
)
/** The same in Japan. */
const JAPANESE_GIVEN = new Set('子美恵郎夫雄男代江奈菜乃香織里介助彦司樹哉斗翔')
const FUNCTION = new Set('的了吗嗎呢吧是在说說也和与與等先女及或其有为為叫住生老同君氏様家')

/** One character more and then no other: as likely the last of a name as a word. */
function isLastOfName(text: string, at: number): boolean {
  const rest = text.slice(at, at + 2)
  return !FUNCTION.has(rest.charAt(0)) && !HAN.test(rest.charAt(1)) && !NO_SPACES.test(rest.charAt(1))
}

/** Particles, honorifics and endings behind a Korean name. */
const PARTICLE =
  /^(?:은|는|이|가|을|를|의|에|와|과|도|로|으로|만|씨|님|께|군|양|아|야|여|인|임|입|라|랑|하고|한테|부터|까지|처럼|보다|마다|조차|예요|이에요|에요|였|이었|이었|선생|교수|박사|대표|과장|부장|사장|고객|환자)/

/** Whether a word may begin at unit `at` of `text`, where `first` is its first character. */
export function mayBegin(text: string, at: number): boolean {
  if (at === 0) return true
  const before = characterBefore(text, at)
  const first = String.fromCodePoint(text.codePointAt(at) ?? 0x20)
  if (!isAlnum(before.codePointAt(0) ?? 0)) return true
  if (HAN.test(first) && HAN.test(before)) return !FAMILY.has(before)
  if (HANGUL.test(first) && HANGUL.test(before)) return false
  if (KATAKANA.test(first) && KATAKANA.test(before)) return false
  return NO_SPACES.test(first) || NO_SPACES.test(before)
}

/** Whether one may end at unit `at`; `length` is that of the word, `person` whether it is a person's name. */
export function mayEnd(text: string, at: number, word: string, person: boolean): boolean {
  const after = text.codePointAt(at)
  if (after === undefined || !isAlnum(after)) return true
  const next = String.fromCodePoint(after)
  const last = characterBefore(text, at)
  if (HAN.test(last) && HAN.test(next)) {
    // A family name and one character: a third would make another person of it.
    if (!person) return true
    const length = [...word].length
    if (length > 3 || (length === 3 && !JAPANESE_GIVEN.has(next))) return true
    return next !== last && !GIVEN.has(next) && !JAPANESE_GIVEN.has(next) && !isLastOfName(text, at)
  }
  if (HANGUL.test(last) && HANGUL.test(next)) return PARTICLE.test(text.slice(at, at + 4))
  if (KATAKANA.test(last) && KATAKANA.test(next)) return false
  return NO_SPACES.test(last) || NO_SPACES.test(next)
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1)
  const isPair = low >= 0xdc00 && low <= 0xdfff && at > 1
  return text.slice(at - (isPair ? 2 : 1), at)
}
