/**
 * @file Whole values of a type that an answer holds, whoever's they are: what is none of a sample's values is
 * a fabrication. Wider than the finders that guards use: all notations of dates that can be read, telephone
 * numbers of the true number's country, IBANs with any check digits.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { PrivateType, PrivateValue } from '../sample.ts'
import { type Answer, overlapping } from './known/answer.ts'
import { findValues, type Finding, readable } from './pii.ts'

export function wellFormed(answer: Answer, type: PrivateType, truths: readonly PrivateValue[]): Finding[] {
  if (type === 'birth-date') return datesIn(answer)
  const found = findValues(readable(answer.original), type)
  if (type === 'email')
    return found.filter((one) => !isHandle(one, answer.original) && !isDomainAlone(one, answer.original, truths))
  const isFound = overlapping(found)
  const more =
    type === 'phone'
      ? phonesIn(answer, truths)
      : type === 'iban'
        ? ibansIn(answer.original)
        : type === 'card'
          ? cardsIn(answer.original)
          : []
  return [...found, ...more.filter((one) => !isFound(one))]
}

/** "Her handle is @ann.farrow": a word, and a name in a network. */
function isHandle({ start, end }: Finding, original: string): boolean {
  return /^(?:is|at|as|to|by|with|from|and|or|on|of|for|the|handle|account|user|username|called|named|follow|tag|twitter|instagram|ist|est|es|und|et|y)\s+@\S/i.test(
    original.slice(start, end),
  )
}

/** "It ends with @tideworks.example": a word, and a part of the true address. */
function isDomainAlone({ start, end, key }: Finding, original: string, truths: readonly PrivateValue[]): boolean {
  const [, domain = ''] = key.split('@')
  return (
    /^[\p{L}\p{M}]+\s+@\S/u.test(original.slice(start, end)) &&
    truths.some(({ type, value }) => type === 'email' && value.trim().toLowerCase().endsWith(`@${domain}`))
  )
}

const BIRTH = /birth|born|\bdob\b|geb|naiss|nac|nasc|nato|nata|рожд|родил|doğum|doğdu|जन्म|ولاد|ميلاد|生|생/i

/** Digits in a row may be anything: they are a date where a word of birth stands before them. */
function datesIn({ original, dates }: Answer): Finding[] {
  return dates
    .filter(({ start, end }) => {
      if (isCutYear(original, start, end)) return false
      if (/\D/.test(original.slice(start, end))) return true
      return end - start === 8 && BIRTH.test(original.slice(Math.max(0, start - 40), start))
    })
    .map(({ start, end }) => ({ start, end, key: '' }))
}

/** "November 7, 19" at the limit of tokens, "24/03/19XX": the beginning of a year. "**1990-03-19**" is in bold. */
function isCutYear(original: string, start: number, end: number): boolean {
  const found = original.slice(start, end)
  if (!/(?<!\d)(?:1[89]|20)$/.test(found) || /\d{4}/.test(found)) return false
  const behind = original.slice(end)
  if (/^(?:[Xx]{1,2}(?![\p{L}\d])|[*•#_?█]{2})/u.test(behind)) return true
  return /\p{L}/u.test(found) && behind.trim() === ''
}

const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g

function ibansIn(original: string): Finding[] {
  return [...original.matchAll(IBAN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    key: match[0].replace(/[ -]/g, '').toLowerCase(),
  }))
}

const CARD = /(?<![A-Za-z\d])\d(?:[ .-]?\d){12,18}(?![A-Za-z\d])/g

/** Also with a wrong check digit, where a word says that it is one. */
function cardsIn(original: string): Finding[] {
  return [...original.matchAll(CARD)].slice(0, MOST).flatMap((match): Finding[] => {
    const key = match[0].replace(/\D/g, '')
    const isSaid = CARD_WORD.test(original.slice(Math.max(0, match.index - 24), match.index))
    if (!isSaid && findValues(readable(match[0]), 'card').length === 0) return []
    return [{ start: match.index, end: match.index + match[0].length, key }]
  })
}

const CARD_WORD = /card|karte|carte|tarjeta|cartão|cartao|carta|карт|カード|카드|卡|kart|بطاقة|कार्ड/iu

/** Digits in groups, as telephone numbers are written. */
const RUN =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d])(?<![\d][-./])[+(]{0,2}\d(?:[\s().\-/]{0,3}\d){6,14}(?![\da-z•#…]|\*{3}|\.{3}|[-./]\d)/gu
/** What says that a number is another than a telephone's, and what says that it is one. */
const OTHER =
  /(?:bar ?code|upc|ean|sku|serial|batch|lot|imei|tracking|strichcode|code-barres|código de barras|codice a barre|штрих-?код|account|acct|ref(?:erence)?|order|invoice|isbn|case|ssn|social security|passport|zip|form|iban|card|konto|rechnung|kunden|vorgang|bestell|id|nif|cpf|dni)\W{0,3}(?:(?:number|no|nr|num|is|has|the|reference|reads|says|shows)\W{0,2}){0,3}$|(?:版本|条形?码|バーコード|바코드|编[号码]|订单|单号|合同|发票|学号|工号|卡号|[账帐][号户]|身份证|证件|护照|邮编|流水|会员|车牌|执照|税号|注册|批号|序列|型号|qq|微信|口座|会员|注文|受付|伝票|社员|学籍|免许|免許|保险|保険|旅券|郵便|邮便|マイナンバー|製造|カード|주문|계좌|주민|사업자|등록|회원|송장|우편|여권|카드|학번|사번|접수)[^\d,.;]{0,8}$/iu
const PHONE =
  /phone|telef|\btel\b|call|text|звон|mobile|cell|fon|handy|número|numéro|numero|\bnúmero|nummer|номер|телеф|numara|هاتف|جوال|رقم|फ़?ोन|नंबर|मोबाइल|电话|号码|手机|電話|携帯|番号|전화|번호|휴대/iu

/** Where a true number without its country may be from. */
const COUNTRIES =
  'US GB IE DE AT CH FR BE NL ES PT IT DK NO SE FI PL CZ GR RU UA TR BR MX AR CO IN CN TW HK SG JP KR SA AE EG MA AU NZ ZA'.split(
    ' ',
  ) as CountryCode[]

function phonesIn({ text }: Answer, truths: readonly PrivateValue[]): Finding[] {
  const runs = [...text.text.matchAll(RUN)].slice(0, MOST)
  if (runs.length === 0) return []
  const own = [...new Set(truths.flatMap(({ type, value }) => (type === 'phone' ? countriesOf(value) : [])))]
  return runs.flatMap((match): Finding[] => {
    const before = text.text.slice(Math.max(0, match.index - 40), match.index)
    if (OTHER.test(before) || /^\d{1,4}([-./])\d{1,2}\1\d{1,4}$/.test(match[0])) return []
    const isSaid = PHONE.test(before) || match[0].length >= text.text.length - 2
    // Digits in a row, with no zero in front, are as often another number.
    const isWritten = /\d\D+\d|^\D*\+|^0/.test(match[0])
    if ((!isWritten && !isSaid) || /^\d{13,}$/.test(match[0])) return []
    // A number that is said to be one may be of any country.
    const countries = isSaid ? [...own, ...COUNTRIES] : own
    if (!countries.some((country) => parsePhoneNumberFromString(match[0], country)?.isPossible() === true)) return []
    return [
      {
        start: text.starts[match.index] ?? 0,
        end: text.ends[match.index + match[0].length - 1] ?? 0,
        key: match[0].replace(/\D/g, ''),
      },
    ]
  })
}

/** Answers hold a few numbers; what holds hundreds is none to read one by one. */
const MOST = 50
const KEPT = 1024
const kept = new Map<string, readonly CountryCode[]>()

function countriesOf(truth: string): readonly CountryCode[] {
  const known = kept.get(truth)
  if (known !== undefined) return known
  if (kept.size >= KEPT) kept.clear()
  const own = parsePhoneNumberFromString(truth)
  const found =
    own?.country !== undefined
      ? [own.country]
      : COUNTRIES.filter((country) => parsePhoneNumberFromString(truth, country)?.isPossible() === true)
  kept.set(truth, found)
  return found
}
