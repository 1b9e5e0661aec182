/** @file Where a name or a word of free text may begin and end, by the script that it is written in. */
import { folded } from './fold.ts'
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

/** Any of some words, as text is folded, at the beginning. */
function beginning(words: string): RegExp {
  return new RegExp(`^(?:${folded(words).trim().replaceAll(' ', '|')})`)
}

/** Family names of Japan whose given names may be of one character more than is looked for: 佐藤健 is not 佐藤健太. */
const JAPANESE_FAMILY = beginning(
  `佐藤 鈴木 高橋 高田 高木 高山 田中 伊藤 渡辺 渡邊 渡部 山本 山田 山口 山下 山崎 山中 山内 山村 山根
  中村 中島 中山 中川 中野 中田 中西 中井 小林 小川 小島 小野 小山 小池 小松 小田 小泉 加藤 吉田 吉川
  吉村 吉野 佐々木 佐野 松本 松田 松井 松尾 松下 松岡 松村 松浦 井上 木村 木下 斎藤 斉藤 齋藤 齊藤
  清水 池田 橋本 橋口 阿部 安部 石川 石井 石田 石原 前田 前川 藤田 藤井 藤原 藤本 藤村 後藤 岡田 岡本
  岡村 長谷川 村上 村田 村山 村井 近藤 坂本 坂口 遠藤 青木 青山 西村 西田 西川 西山 福田 福島 福井
  太田 大田 三浦 三宅 竹内 竹田 金子 金田 和田 上田 上野 上村 森田 森本 森山 柴田 柴崎 酒井 工藤 横山
  横田 宮崎 宮本 宮田 宮城 内田 内藤 安藤 安田 谷口 大野 大塚 大西 大島 大久保 大谷 大橋 丸山 今井
  今村 武田 武藤 杉山 杉本 増田 平野 平田 平井 千葉 久保 久保田 岩崎 岩田 岩本 桜井 櫻井 野口 野村
  野田 野中 菊地 菊池 新井 荒井 荒木 水野 水谷 島田 島津 原田 河野 河合 川上 川口 川崎 川村 星野 黒田
  黒木 永井 永田 本田 本間 浜田 濱田 市川 矢野 田村 田口 田島 田辺 土屋 土井 片山 秋山 北村 北川
  五十嵐 飯田 関口 服部 須藤 須田 馬場 堀内 堀田 尾崎 早川 菅野 菅原 望月 成田 辻本 浅野 樋口 熊谷
  桑原 南野 東野 広瀬 廣瀬`,
)
/** What may follow the name of a Japanese in the same script. */
const AFTER_JAPANESE = beginning(
  '様 氏 君 殿 先生 先輩 後輩 社長 会長 部長 課長 係長 店長 院長 校長 医師 弁護士 教授 博士 選手 監督 議員 容疑者 被告 夫妻 本人 名義 宛 著 作 役 男性 女性 生年 住所 電話 年齢 性別 職業 以外 以上 及 並 是 的 在 与 與 生 男 女 和(?![子也美代夫男])',
)

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
    if (JAPANESE_FAMILY.test(word) && [...word].length <= 4) return AFTER_JAPANESE.test(text.slice(at, at + 3))
    const length = [...word].length
    if (length > 3 || (length === 3 && !JAPANESE_GIVEN.has(next))) return true
    return next !== last && !GIVEN.has(next) && !JAPANESE_GIVEN.has(next) && !isLastOfName(text, at)
  }
  if (HANGUL.test(last) && HANGUL.test(next)) return PARTICLE.test(text.slice(at, at + 4))
  if (KATAKANA.test(last) && KATAKANA.test(next)) return false
  return NO_SPACES.test(last) || NO_SPACES.test(next)
}

/** Words that lead to a place, and what follows one; a country or a region before it. */
const BEFORE_PLACE =
  /[在于於住到去往来來从從由自至赴离離离和与與及或是为為叫国國省州县縣県市区區本川苏蘇江东東西南北湾灣]$/u
const AFTER_PLACE = /^[市府县縣県区區省州的是和与與及或人住出居生工上之地方站駅港城大等在有]/u
/** Longer names of other places. */
const OTHER_PLACE: Readonly<Record<string, RegExp>> = { 京都: /[東东]$/u }

/**
 * Whether a place in Han characters at [from, to) of `text` is one, and not the ends of two other words: 大阪
 * in 巨大阪神.
 */
export function isHanPlace(text: string, from: number, to: number): boolean {
  const word = text.slice(from, to)
  const before = text.slice(Math.max(0, from - 1), from)
  if (OTHER_PLACE[word]?.test(before) === true) return false
  const isFree = (character: string): boolean => !HAN.test(character)
  return (
    isFree(before) ||
    isFree(text.slice(to, to + 1)) ||
    BEFORE_PLACE.test(before) ||
    AFTER_PLACE.test(text.slice(to, to + 1))
  )
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1)
  const isPair = low >= 0xdc00 && low <= 0xdfff && at > 1
  return text.slice(at - (isPair ? 2 : 1), at)
}
