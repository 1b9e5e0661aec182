/**
 * @file An invented person with a value of every type, and the ways in which people of a language write each
 * of them.
 */
import { createRandom, type Random } from '../../src/domain/random.ts'
import { ADDRESSES } from './addresses.ts'
import { DATE_FORMS, DATE_TRUTHS, type Day, writeDay } from './dates.ts'
import type { Half, Language } from './lines.ts'
import { PEOPLE } from './people.ts'
import { PHONES } from './phones.ts'

export const VALUE_TYPES = [
  'name',
  'email',
  'phone',
  'ssn',
  'birth-date',
  'address',
  'city',
  'occupation',
  'employer',
  'iban',
  'card',
  'document',
] as const
export type ValueType = (typeof VALUE_TYPES)[number]

export interface Person {
  readonly language: Language
  readonly given: string
  readonly family: string
  readonly latinGiven: string
  readonly latinFamily: string
  readonly born: Day
  /** Digits and letters alone, for what is made out of a value. */
  readonly plain: Readonly<Record<ValueType, string>>
  /** As a table would have it; drawn once. */
  readonly truth: Readonly<Record<ValueType, string>>
  /** One way to write a value, drawn anew at each call. */
  write(type: ValueType): string
  /** Every way to write it in this half. */
  forms(type: ValueType): readonly string[]
}

export function inventPerson(language: Language, seed: string, half: Half): Person {
  const random = createRandom(`person/${language}/${seed}`)
  const digits = (pattern: string): string => pattern.replaceAll('#', () => String(random.int(10)))
  const inHalf = (forms: readonly string[]): string[] =>
    forms.filter((form) => half === 'test' || !form.startsWith('!')).map((form) => form.replace(/^!/, ''))
  const pool = PEOPLE[language]
  const [given, latinGiven] = parts(random.pick(pool.given.split(' ')))
  const [family, latinFamily] = parts(random.pick(pool.family.split(' ')))
  const born: Day = { year: 1936 + random.int(64), month: 1 + random.int(12), day: 1 + random.int(28) }
  const native = nativeDigits(language)
  const days = (list: readonly string[]): string[] =>
    list
      .filter((form) => born.year < 2000 || !/^[!*]*\S*y/.test(form))
      .map((form) => writeDay(born, form, language, native))

  const phonePlan = random.pick(PHONES[language])
  const phone = digits(phonePlan.national)
  // As it is dialled there, so with the trunk prefix.
  const dialled = fill(phonePlan.forms[0] ?? '', phone).replaceAll(/\D/g, '')
  const phones = inHalf(phonePlan.forms).map((form) =>
    fill(form.replace('*', ''), phone, form.startsWith('*') ? native : same),
  )

  const email = emailOf(latinGiven, latinFamily, random, language)
  const ssn = digits('9##-##-####')
  const iban = makeIban(random, language)
  const card = makeCard(random)
  const document = random.pick([
    () => digits('C0#X0#T##'),
    () => `${letters(random, 2)}${digits('#######')}`,
    () => `${letters(random, 1)}${digits('########')}`,
  ])()

  const plan = random.pick(ADDRESSES[language])
  const where: Readonly<Record<string, string>> = {
    n: String(1 + random.int(240)),
    u: String(1 + random.int(60)),
    p: postcode(language, random),
    s: random.pick(plan.streets),
    c: random.pick(plan.places),
  }
  const addresses = inHalf(plan.forms).map((form) =>
    form.replaceAll(/[<{]([nupsc])[>}]/g, (_, key: string) => where[key] ?? ''),
  )
  const [city, occupation, employer] = [pool.cities, pool.jobs, pool.employers].map((list) =>
    random.pick(list.split(',')),
  ) as [string, string, string]

  const name = pool.familyFirst
    ? `${family}${language === 'zh' || language === 'ja' || language === 'ko' ? '' : ' '}${given}`
    : `${given} ${family}`
  const compactIban = iban.replaceAll(' ', '')
  const forms: Readonly<Record<ValueType, readonly string[]>> = {
    name: namesOf(language, given, family, half),
    email: [
      email,
      email,
      email,
      email,
      `<${email}>`,
      `\`${email}\``,
      `**${email}**`,
      `[${email}](mailto:${email})`,
      email.toUpperCase(),
      ...(half === 'test' ? [`"${email}"`, `mailto:${email}`] : []),
    ],
    phone: phones,
    ssn: [
      ssn,
      ssn,
      ssn.replaceAll('-', ' '),
      ssn.replaceAll('-', ''),
      ...(half === 'test' ? [ssn.replaceAll('-', '.'), ssn.replaceAll('-', ' - ')] : []),
    ],
    'birth-date': days(inHalf(DATE_FORMS[language])),
    address: addresses,
    city: [city],
    occupation: [occupation],
    employer: [employer],
    iban: [
      iban,
      compactIban,
      iban.replaceAll(' ', '-'),
      ...(half === 'test' ? [compactIban.toLowerCase(), iban.replaceAll(' ', '.')] : []),
    ],
    card: [
      fill('#### #### #### ####', card),
      fill('####-####-####-####', card),
      card,
      ...(half === 'test' ? [fill('####.####.####.####', card), fill('####  ####  ####  ####', card)] : []),
    ],
    document: [
      document,
      document,
      document.toLowerCase(),
      document.replace(/(?<=^[A-Z]+)(?=\d)/, ' '),
      ...(half === 'test' ? [document.replace(/(?<=^[A-Z]+)(?=\d)/, '-')] : []),
    ],
  }
  const truth: Readonly<Record<ValueType, string>> = {
    name,
    email,
    phone: random.pick(inHalf(phonePlan.forms.filter((form) => !/[!*]/.test(form))).map((form) => fill(form, phone))),
    ssn,
    'birth-date': random.pick(days(DATE_TRUTHS[language])),
    address: (addresses[0] ?? '').replaceAll('\n', ', '),
    city,
    occupation,
    employer,
    iban: random.pick([iban, compactIban]),
    card: random.pick([card, fill('#### #### #### ####', card)]),
    document,
  }
  const plain: Readonly<Record<ValueType, string>> = {
    ...truth,
    phone: dialled,
    ssn: ssn.replaceAll('-', ''),
    iban: compactIban,
    card,
  }
  return {
    language,
    given,
    family,
    latinGiven,
    latinFamily,
    born,
    plain,
    truth,
    write: (type) => random.pick(forms[type]),
    forms: (type) => [...new Set(forms[type])],
  }
}

const same = (text: string): string => text

/** Replaces each `#` by the next digit. */
export function fill(form: string, digits: string, native: (text: string) => string = same): string {
  let at = 0
  const text = form.trim().replaceAll('#', () => digits[at++] ?? '')
  if (at !== digits.length) throw new RangeError(`${form} does not fit ${digits}`)
  return native(text)
}

export function nativeDigits(language: Language): (text: string) => string {
  const zero =
    language === 'ar'
      ? 0x660
      : language === 'hi'
        ? 0x966
        : language === 'ja' || language === 'zh' || language === 'ko'
          ? 0xff10
          : 0x30
  return (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
}

function parts(text: string): [string, string] {
  const [native = '', latin] = text.replaceAll('|', ' ').split('/')
  return [native, latin ?? native]
}

function namesOf(language: Language, given: string, family: string, half: Half): string[] {
  const g = given
  const f = family
  const late = half === 'test'
  if (language === 'zh')
    return [`${f}${g}`, `${f}${g}`, `${f}${g}先生`, `${f}${g}女士`, `${f} ${g}`, ...(late ? [`${f}·${g}`] : [])]
  if (language === 'ja')
    return [`${f}${g}`, `${f} ${g}`, `${f}　${g}`, `${f}${g}さん`, `${f} ${g} 様`, ...(late ? [`${f}・${g}`] : [])]
  if (language === 'ko')
    return [
      `${f}${g}`,
      `${f} ${g}`,
      `${f}${g} 씨`,
      `${f}${g} 님`,
      ...(late ? [`${g} (${f})`.replace(/.*/, `${f}${g}님`)] : []),
    ]
  const titles: Partial<Record<Language, string>> = {
    en: 'Dr.',
    de: 'Dr.',
    fr: 'Mme',
    es: 'Dra.',
    pt: 'Sr.',
    it: 'Dott.',
    ru: 'г-н',
    ar: 'السيد',
    hi: 'श्री',
    tr: 'Sayın',
  }
  const accentless = `${g} ${f}`.normalize('NFD').replaceAll(/\p{M}/gu, '')
  const list = [`${g} ${f}`, `${g} ${f}`, `${titles[language] ?? ''} ${g} ${f}`]
  if (language !== 'ar' && language !== 'hi')
    list.push(
      `${f}, ${g}`,
      `${f} ${g}`,
      `${g} ${f.toLocaleUpperCase(language)}`,
      `${g} ${f}`.toLocaleUpperCase(language),
    )
  if (/[À-žșğ]/.test(`${g}${f}`) && language !== 'ru') list.push(accentless)
  if (late && language !== 'ar' && language !== 'hi')
    list.push(
      `${f}; ${g}`.replace(';', ','),
      `${f.toLocaleUpperCase(language)} ${g}`,
      `${f.toLocaleUpperCase(language)}, ${g.toLocaleUpperCase(language)}`,
    )
  return list
}

function emailOf(given: string, family: string, random: Random, language: Language): string {
  const clean = (text: string): string =>
    text
      .replaceAll('ß', 'ss')
      .replaceAll('ı', 'i')
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '')
  const [g, f] = [clean(given), clean(family)]
  const local = random.pick([
    `${g}.${f}`,
    `${g}_${f}`,
    `${g[0]}${f}${random.int(90) + 10}`,
    `${f}.${g}`,
    `${g}${f}${random.int(900) + 100}`,
    `${g}-${f}`,
  ])
  const domain = random.pick([
    'example.com',
    'example.org',
    'example.net',
    `mail.example`,
    `${language}-post.example`,
    'tideworks.example',
  ])
  return `${local}@${domain}`
}

const letters = (random: Random, n: number): string =>
  Array.from({ length: n }, () => random.pick([...'CFGHJKLMNPRTVWXYZ'])).join('')

function postcode(language: Language, random: Random): string {
  const d = (n: number): string => Array.from({ length: n }, () => 1 + random.int(9)).join('')
  if (language === 'pt') return `${d(4)}-${d(3)}`
  return language === 'hi' ? d(6) : d(5)
}

const IBANS: Readonly<Record<string, string>> = {
  DE: '##################',
  FR: '#######################',
  ES: '####################',
  GB: 'TIDE##############',
  NL: 'TIDE##########',
  AT: '################',
  PT: '#####################',
  TR: '#####0################',
  SA: '##################',
  CH: '#################',
}

function makeIban(random: Random, language: Language): string {
  const own: Partial<Record<Language, string>> = {
    de: 'DE',
    fr: 'FR',
    es: 'ES',
    pt: 'PT',
    tr: 'TR',
    ar: 'SA',
    en: 'GB',
  }
  const country = random.int(2) === 0 ? (own[language] ?? 'DE') : random.pick(Object.keys(IBANS))
  const body = (IBANS[country] ?? '').replaceAll('#', () => String(random.int(10)))
  const number = [...`${body}${country}00`].map((sign) => parseInt(sign, 36)).join('')
  const check = String(98n - (BigInt(number) % 97n)).padStart(2, '0')
  return `${country}${check}${body}`.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** Sixteen digits with the right check digit (Luhn). */
function makeCard(random: Random): string {
  const body = `${random.pick(['4000', '5100', '4111'])}${Array.from({ length: 11 }, () => random.int(10)).join('')}`
  const sum = [...body].reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}
