/** @file Numbers of people in national registers that their form and check digits prove, unlabelled. */
import type { Stretch } from '../../domain/measures/pii.ts'

interface Register {
  readonly form: RegExp
  readonly isValid: (compact: string) => boolean
}

const digits = (text: string) => [...text].map(Number)
const weighted = (text: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * (digits(text)[index] ?? 0), 0)
const isDay = (month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= 31

/** Only registers whose numbers have letters or a date in them: bare digits with one check digit are anything. */
const REGISTERS: readonly Register[] = [
  // Spain: DNI and NIE.
  {
    form: /(?<![\p{L}\d])(?:\d{8}|[XYZ]\d{7})-?[A-Z](?![\p{L}\d])/gu,
    isValid: (text) =>
      'TRWAGMYFPDXBNJZSQVHLCKE'[
        Number(text.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2')) % 23
      ] === text.at(-1),
  },
  // Italy: codice fiscale.
  {
    form: /(?<![\p{L}\d])[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\d])/gu,
    isValid: () => true,
  },
  // France: number of social security, with its key.
  {
    form: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
    isValid: (text) => {
      const number = BigInt(text.slice(0, 13).replace('2A', '19').replace('2B', '18'))
      return 97n - (number % 97n) === BigInt(text.slice(13))
    },
  },
  // China: resident identity number.
  {
    form: /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g,
    isValid: (text) =>
      '10X98765432'[weighted(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] ===
      text.at(-1)!.toUpperCase(),
  },
  // Brazil: CPF, in its printed form.
  {
    form: /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g,
    isValid: (text) => {
      const check = (length: number) => {
        const rest =
          (weighted(
            text,
            Array.from({ length }, (_, i) => length + 1 - i),
          ) *
            10) %
          11
        return rest === 10 ? 0 : rest
      }
      return check(9) === Number(text[9]) && check(10) === Number(text[10])
    },
  },
  // Mexico: CURP.
  { form: /(?<![\p{L}\d])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?![\p{L}\d])/gu, isValid: () => true },
  // Finland: henkilötunnus.
  {
    form: /(?<![\p{L}\d])\d{6}[-+A]\d{3}[\dA-Z](?![\p{L}\d])/gu,
    isValid: (text) =>
      '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(-4, -1)) % 31] === text.at(-1),
  },
  // Poland: PESEL.
  {
    form: /(?<![\d.])\d{11}(?![\d.])/g,
    isValid: (text) =>
      isDay(Number(text.slice(2, 4)) % 20, Number(text.slice(4, 6))) &&
      (10 - (weighted(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(text[10]),
  },
  // Romania: CNP.
  {
    form: /(?<!\d)[1-8]\d{12}(?!\d)/g,
    isValid: (text) => {
      const rest = weighted(text, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
      return isDay(Number(text.slice(3, 5)), Number(text.slice(5, 7))) && (rest === 10 ? 1 : rest) === Number(text[12])
    },
  },
  // India: PAN.
  { form: /(?<![\p{L}\d])[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?![\p{L}\d])/gu, isValid: () => true },
  // Taiwan: identity number.
  {
    form: /(?<![\p{L}\d])[A-Z][12]\d{8}(?![\p{L}\d])/gu,
    isValid: (text) => {
      const code = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text[0]!) + 10
      const sum = Math.floor(code / 10) + (code % 10) * 9 + weighted(text.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])
      return sum % 10 === 0
    },
  },
  // Korea: resident registration number.
  { form: /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?!\d)/g, isValid: () => true },
  // Vehicle plates of one form each: France and Italy.
  { form: /^[A-HJ-NP-TV-Z]{2}[- ·.]?\d{3}[- ·.]?[A-HJ-NP-TV-Z]{2}$/g, isValid: () => true },
]

/** Where such numbers stand in a text. */
export function nationalNumbers(text: string): Stretch[] {
  return REGISTERS.flatMap(({ form, isValid }) =>
    [...text.matchAll(form)]
      .filter(({ 0: found }) => isValid(found.replace(/[ .·-]/g, '')))
      .map(({ 0: found, index }) => ({ start: index, end: index + found.length })),
  )
}
