import { hanValue, multiplierOf, wordValue } from './phrases/numerals.ts'

/** A number that a text says. */
export interface SpokenNumber {
  /** What it may be: `1.204` is 1204 in some countries and 1.204 in others. */
  readonly values: readonly number[]
  /** Unit behind it in one spelling, or null. */
  readonly unit: string | null
}

const UNITS: Readonly<Record<string, string>> = {
  mm: 'mm',
  millimeter: 'mm',
  millimeters: 'mm',
  millimetre: 'mm',
  millimetres: 'mm',
  毫米: 'mm',
  cm: 'cm',
  centimeter: 'cm',
  centimeters: 'cm',
  centimetre: 'cm',
  centimetres: 'cm',
  zentimeter: 'cm',
  centimetros: 'cm',
  厘米: 'cm',
  センチ: 'cm',
  см: 'cm',
  m: 'm',
  meter: 'm',
  meters: 'm',
  metre: 'm',
  metres: 'm',
  metros: 'm',
  metri: 'm',
  米: 'm',
  メートル: 'm',
  미터: 'm',
  метров: 'm',
  km: 'km',
  kilometer: 'km',
  kilometers: 'km',
  kilometre: 'km',
  kilometres: 'km',
  公里: 'km',
  千米: 'km',
  км: 'km',
  in: 'in',
  inch: 'in',
  inches: 'in',
  ft: 'ft',
  foot: 'ft',
  feet: 'ft',
  mi: 'mi',
  mile: 'mi',
  miles: 'mi',
  g: 'g',
  gram: 'g',
  grams: 'g',
  gramm: 'g',
  克: 'g',
  kg: 'kg',
  kilo: 'kg',
  kilos: 'kg',
  kilogram: 'kg',
  kilograms: 'kg',
  公斤: 'kg',
  千克: 'kg',
  кг: 'kg',
  lb: 'lb',
  lbs: 'lb',
  pound: 'lb',
  pounds: 'lb',
  ml: 'ml',
  l: 'l',
  liter: 'l',
  liters: 'l',
  litre: 'l',
  litres: 'l',
  升: 'l',
  '%': '%',
  percent: '%',
  'per cent': '%',
  prozent: '%',
  'pour cent': '%',
  'por ciento': '%',
  процентов: '%',
  퍼센트: '%',
  パーセント: '%',
  '°c': 'c',
  celsius: 'c',
  '°f': 'f',
  fahrenheit: 'f',
  'degrees celsius': 'c',
  '℃': 'c',
  摄氏度: 'c',
  $: 'usd',
  usd: 'usd',
  dollar: 'usd',
  dollars: 'usd',
  '€': 'eur',
  eur: 'eur',
  euro: 'eur',
  euros: 'eur',
  元: 'cny',
  '¥': 'cny',
  rmb: 'cny',
  s: 's',
  sec: 's',
  second: 's',
  seconds: 's',
  秒: 's',
  min: 'min',
  minute: 'min',
  minutes: 'min',
  分钟: 'min',
  h: 'h',
  hour: 'h',
  hours: 'h',
  小时: 'h',
  day: 'd',
  days: 'd',
  天: 'd',
  year: 'y',
  years: 'y',
  岁: 'y',
  年: 'y',
  jahre: 'y',
  ans: 'y',
  anos: 'y',
}
const UNIT = new RegExp(
  `^[ -]?(${Object.keys(UNITS)
    .toSorted((a, b) => b.length - a.length)
    .map((unit) => unit.replace('$', '\\$'))
    .join('|')})(?![a-zа-я])`,
)
const DIGITS =
  /(?<![\p{Script=Latin}\d.,#])[-+]?\d+(?:[.,]\d+)*(?!(?:st|nd|rd|th|º|ª|\.)?[\p{Script=Latin}]*\d)(?!(?:st|nd|rd|th)\b)/gu
/** "2 or 3", "2-5", "between 2 and 5": no number of them is said. */
const HEDGE = /^ ?(?:-|or|to|oder|bis|ou|o|или|或者?|到|至|か|または|또는|veya|ila|या) ?/u
const HAN =
  /(?<![第零〇一二两兩三四五六七八九十百千万])[零〇一二两兩三四五六七八九十百千万]+(?![零〇一二两兩三四五六七八九十百千万些样起般定直切旦致律边面同共时部分月日])/g
const NOT_COUNTING =
  /(?:\b(?:the|this|that|which|no|any|every|some|each|left|right|other|another|last|next|first|only the)(?: [a-z]+)? |[a-z]-)$/

/** Numbers elsewhere, words in English. */
const FALSE_FRIENDS: ReadonlySet<string> = new Set([
  'due',
  'once',
  'elf',
  'null',
  'bin',
  'cent',
  'mil',
  'mille',
  'sei',
  'meia',
  'uno',
])
const ENGLISH = /\b(?:the|is|are|of|and|to|there|i|it)\b/

/**
 * All numbers of a text made by `simplify`: in digits, in words of thirteen languages, in Han numerals.
 * Ordinals, parts of codes and alternatives are none.
 */
export function numbersIn(original: string): SpokenNumber[] {
  const text = compounded(original)
  const found: SpokenNumber[] = []
  let alternative = -2
  const add = (values: readonly number[], from: number, to: number): void => {
    const rest = text.slice(to, to + 24)
    const operator = HEDGE.exec(rest)?.[0].length ?? 0
    if (operator > 0 && startsWithNumber(rest.slice(operator))) {
      alternative = to + operator
      return
    }
    if (from === alternative || from === alternative - 1) return
    const unit = UNIT.exec(rest)?.[1]
    const sign = /[$€¥]$/.exec(text.slice(Math.max(0, from - 2), from).trimEnd())?.[0]
    found.push({ values, unit: UNITS[unit ?? sign ?? ''] ?? null })
  }
  for (const { 0: digits, index } of text.matchAll(DIGITS)) add(readings(digits), index, index + digits.length)
  for (const { 0: numeral, index } of text.matchAll(HAN)) {
    const value = hanValue(numeral)
    if (value !== null) add([value], index, index + numeral.length)
  }
  for (const { value, from, to } of wordNumbers(text)) add([value], from, to)
  return found
}

const COUNTING = /(?<![\d.,])\d{1,2}(?:(?:,|\.{2,3}|…)? ?(?:and )?\d{1,2}){2,40}(?![\d.,]\d)(?!\d)/g

/** "1, 2, 3, 4" counts to four. */
function lastCounted(run: string): string {
  const numbers = run.match(/\d+/g) ?? []
  const isCount = numbers.every((number, at) => Number(number) === at + 1)
  return isCount && /\D/.test(run) ? ` ${numbers.at(-1)} ` : run
}

/** Compounds that are written as two words: Turkish "on üç", Arabic "ثلاثة عشر", French "quatre-vingts". */
function compounded(text: string): string {
  return text
    .replace(/(?<![\d.,] ?)\d{1,3}(?: \d{3})+(?![\d,.]\d| ?\d)/g, (grouped) => grouped.replaceAll(' ', ''))
    .replace(/(?<!\d ?)(?<![a-z])(?:minus|negative|menos|moins|meno|минус|eksi|マイナス|零下|负|영하) ?(?=\d)/g, '-')
    .replace(COUNTING, lastCounted)
    .replace(/\bon (?=(?:bir|iki|uc|dort|bes|alti|yedi|sekiz|dokuz)\b)/g, 'on')
    .replace(/\bquatre[- ]vingts?/g, 'huitante')
    .replace(/(?<![\u0600-\u06ff])([\u0600-\u06ff]{1,16}) عشره?(?![\u0600-\u06ff])/g, (whole, unit: string) => {
      const value = wordValue(unit)
      return value === null || value > 9 ? whole : String(10 + value)
    })
}

function startsWithNumber(text: string): boolean {
  return /^[-+]?\d/.test(text) || wordValue(/^[^\s,.;]+/.exec(text)?.[0] ?? '') !== null
}

/** `1,204.50`, `1.204,50`, `1204`, `3,5`; where two readings are possible, both. */
function readings(digits: string): number[] {
  const plain = digits.replace(/[.,]$/, '')
  const values = new Set<number>()
  if (/^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) values.add(Number(plain.replaceAll(',', '')))
  if (/^[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(plain)) values.add(Number(plain.replaceAll('.', '').replace(',', '.')))
  if (/^[-+]?\d+(?:[.,]\d+)?$/.test(plain)) values.add(Number(plain.replace(',', '.')))
  return [...values]
}

interface WordNumber {
  readonly value: number
  readonly from: number
  readonly to: number
}

function wordNumbers(text: string): WordNumber[] {
  const found: WordNumber[] = []
  const english = ENGLISH.test(text)
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu)) {
    const parts = wordValue(word) === null && word.includes('-') ? word.split('-') : [word]
    let from = index
    for (const part of parts) {
      const to = from + part.length
      const value = wordValue(part) ?? koreanCounted(part)
      const multiplier = multiplierOf(part)
      const last = found.at(-1)
      const gap = last === undefined ? null : text.slice(last.to, from)
      const joins = last !== undefined && gap !== null && gap.length < 6 && /^[\s-]*(?:and |und |et |y |e )?$/.test(gap)
      if (joins && multiplier !== null) found.splice(-1, 1, { value: last.value * multiplier, from: last.from, to })
      else if (joins && value !== null && isBelow(value, last.value))
        found.splice(-1, 1, { value: last.value + value, from: last.from, to })
      else if (counts(part, text.slice(Math.max(0, from - 14), from), english)) {
        const own = value ?? (parts.length === 1 ? multiplier : null)
        if (own !== null) found.push({ value: own, from, to })
      }
      from = to + 1
    }
  }
  return found
}

/** Twenty-one; in French sixty-ten and eighty-seventeen too. */
function isBelow(value: number, tens: number): boolean {
  return tens >= 20 && tens % 10 === 0 && (value < 10 || ((tens === 60 || tens === 80) && value < 20))
}

function counts(word: string, before: string, english: boolean): boolean {
  if (word === 'one') return !NOT_COUNTING.test(before)
  return !(english && FALSE_FRIENDS.has(word))
}

/** 세개, 두마리: the counter is written to the number. */
function koreanCounted(word: string): number | null {
  const counted =
    /^([가-힣]{1,3}?)(?:개|명|마리|대|장|권|살|시|잔|병|번|송이|그루|채|켤레)(?:가|는|이|를|입니다|예요|이에요|있)?/.exec(
      word,
    )
  return counted === null ? null : wordValue(counted[1]!)
}
