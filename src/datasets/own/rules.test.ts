import { expect, test } from 'vitest'
import { isStreet, isTown } from './addresses.ts'
import { datesIn } from './dates.ts'
import { detectPrivate } from './detect.ts'
import { labelBefore, labelOf } from './labels.ts'
import { nameIn } from './names.ts'
import { nationalNumbers } from './national-numbers.ts'
import type { TextBlock } from './text-blocks.ts'

const cell = (text: string, x = 10, y = 10): TextBlock => ({ text, box: { x, y, width: 9 * text.length, height: 20 } })
const found = (...cells: TextBlock[]) => detectPrivate(cells).map(({ type, value }) => `${type}: ${value}`)

test.each([
  ['Surname / Nom (1)', 'name'],
  ['SurnameNom', 'name'],
  ['Sumame/Nom', 'name'],
  ['3. Date of birthlDate de naissance', 'birth-date'],
  ['Geburtsdatum', 'birth-date'],
  ['NÚM SOPORT', 'document'],
  ['出生日期', 'birth-date'],
  ['Place of Issue/Lieu de délivrance', 'other'],
  ['4490 Oak Drive', null],
  ['Guest Name: Sanjay', null],
  ['MARTIN', null],
])('%s labels %s', (text, type) => expect(labelOf(text)).toBe(type))

test.each([
  ['DOB: 03/23/1988', 'birth-date', 5],
  ['LIC#:034568', 'document', 5],
  ['Home address 345 Willow Avenue', 'address', 13],
])('%s begins with a label of %s', (text, type, at) => expect(labelBefore(text)).toMatchObject({ type, at }))

test.each([
  ['12 AUG/AOUT 74', 1974, 8, 12],
  ['30 MAR/MAR 1972', 1972, 3, 30],
  ['05FEB1965', 1965, 2, 5],
  ['24.04.1994', 1994, 4, 24],
  ['03/23/1988', 1988, 3, 23],
  ['1960-02-08', 1960, 2, 8],
  ['2020年9月21日', 2020, 9, 21],
])('%s is a day', (text, year, month, day) => expect(datesIn(text)).toMatchObject([{ year, month, day }]))

test('no days: prices, times, numbers of telephones', () => {
  for (const text of ['99.13.2001', '12.345.678', '416-555-1212', '1.46.26']) expect(datesIn(text), text).toEqual([])
})

test.each([
  '4490 Oak Drive',
  '52 RUE DES FLEURS',
  'Bahnhofstraße 01',
  'Calle de Atocha 27, 2º, 4ª',
  'Via Garibaldi 26',
  'Rua de flora 12',
  'Lindengracht 123',
  'NO.53 JALAN PUTRA 1,',
  '東京都港区港南2-16-3',
])('%s is a street', (text) => expect(isStreet(text)).toBe(true))

test.each(['Albany, NY 12210', '33500 LIBOURNE', 'Paddington, London, W2 6BD', '2740-034 Colores'])(
  '%s is a town',
  (text) => expect(isTown(text)).toBe(true),
)

test('no addresses: items, sentences, totals', () => {
  for (const text of [
    '1 Cappuccino',
    'WE WILL BE STARTING OUR UNITED WAY FUND',
    'Total 43.82',
    'UNITED STATES OF AMERICA',
  ]) {
    expect(isStreet(text), text).toBe(false)
    expect(isTown(text), text).toBe(false)
  }
})

test('names in capitals, with titles and initials; no names: firms, streets, papers', () => {
  for (const text of ['CHRIS SMITH', 'Dr. Avery Smith', 'Jessie M Horne', '田村 大輝'])
    expect(nameIn(text)?.likely, text).toBeGreaterThan(0.6)
  for (const text of ['West Virginia', 'Social Security', 'Main Street', 'Thank You', 'CHANGE 5.90'])
    expect(nameIn(text), text).toBeNull()
})

test('national numbers by their check digits', () => {
  expect(nationalNumbers('DNI 12345678Z')).toEqual([{ start: 4, end: 13 }])
  expect(nationalNumbers('DNI 12345678A')).toEqual([])
  expect(nationalNumbers('11010519491231002X')).toHaveLength(1)
  expect(nationalNumbers('110105194912310021')).toEqual([])
})

test('labels stand above, beside, before and, where the page shows it, below their values', () => {
  expect(found(cell('Apellidos', 10, 10), cell('MUESTRA', 10, 34))).toEqual(['name: MUESTRA'])
  const lined = ['1/6/58', 'Date of Birth'].map((text, row) => cell(text, 10, 24 * row))
  expect(found(...lined, cell('Mary', 300, 0), cell('Last Name', 300, 24))).toEqual([
    'birth-date: 1/6/58',
    'name: Mary',
  ])
})

test('an address is one block, and a name above it a name', () => {
  const lines = ['Marie Monet', '1954 Bloor Street West', 'Toronto, ON, M6P 3K9', 'Canada'].map((text, row) =>
    cell(text, 10, 24 * row),
  )
  expect(found(...lines)).toEqual([
    'address: 1954 Bloor Street West, Toronto, ON, M6P 3K9, Canada',
    'name: Marie Monet',
  ])
})

test('a licence names its fields by numbers', () => {
  const lines = ['DRIVER LICENSE', '4dLIC#WDLABCD456DG 9CLASS B', '1 TALBOT', '2 LIAM R.', '3 DOB 01/06/1958']
  expect(found(...lines.map((text, row) => cell(text, 10, 24 * row))).toSorted()).toEqual([
    'birth-date: 01/06/1958',
    'document: WDLABCD456DG',
    'name: LIAM R. TALBOT',
  ])
})

const page = (...lines: string[]) => found(...lines.map((text, row) => cell(text, 10, 30 * row)))

test('letters: who is greeted and who signs', () => {
  expect(page('Dear Ms Quillam,', 'thank you for your letter of last week.', 'Kind regards', 'Oda Varn')).toEqual(
    expect.arrayContaining(['name: Quillam', 'name: Oda Varn']),
  )
  expect(page('Dear Customer,', 'Dear Sir or Madam,', 'thank you for your order.')).toEqual([])
})

test('tickets, CVs and vehicles', () => {
  expect(page('BOARDING PASS', 'VARNOQ/ODALIS MS', 'SEAT 12A')).toContain('name: VARNOQ/ODALIS MS')
  expect(page('Odalis Varnoq', 'Work experience', 'Baker at a bakery', 'Education', 'School of bread')).toContain(
    'name: Odalis Varnoq',
  )
  expect(page('B-AB 1234')).toEqual(['document: B-AB 1234'])
})

test('given and family names of one person are one value, of two persons two', () => {
  const row = (y: number, ...texts: readonly string[]) => texts.map((text, column) => cell(text, 10 + 260 * column, y))
  expect(
    found(
      ...row(0, 'First name', 'Last name'),
      ...row(26, 'Pascale', 'Weydert'),
      ...row(60, 'Spouse’s first name', 'Last name'),
      ...row(86, 'John', 'Weydert'),
    ),
  ).toEqual(['name: Pascale Weydert', 'name: John Weydert'])
})

test.each([
  ['MARCH 23,1981', 1981, 3, 23],
  ['MAR.24,1981', 1981, 3, 24],
  ['24 CEP/AUG 91', 1991, 8, 24],
])('%s is a day, whichever of its languages is read', (text, year, month, day) =>
  expect(datesIn(text)).toMatchObject([{ year, month, day }]),
)

test.each([
  ['Your social security number', 'ssn'],
  ['Borrower’s date of birth', 'birth-date'],
  ['PAYER’S TIN', 'other'],
  ['Home address (number and street). If you have a P.O. box, see instructions.', 'address'],
])('%s labels %s: whose it is and what the form asks for say nothing', (text, type) => expect(labelOf(text)).toBe(type))

test('two languages of which one is not known, an address that begins like a label, a number in groups', () => {
  const card = page(
    'PHILIPPINE IDENTIFICATION CARD',
    '4321-8765-1019-3121',
    'Petsa ng Kapanganakan/Date of Birth',
    'MARCH 04, 1988',
    'Tirahan/Address',
    '14 OAK ST., BRGY 5, SAMPALOK, MANILA',
    'CITY, METRO MANILA',
  )
  expect(card).toEqual(expect.arrayContaining(['birth-date: MARCH 04, 1988', 'document: 4321-8765-1019-3121']))
  expect(card.filter((one) => one.startsWith('city'))).toEqual([])
})

test('whose a bank’s card is: an initial and a family name, and no word for any customer', () => {
  const card = (name: string) => page('Visa Classic', '4000 1234 5678 9010', 'VALIDO HASTA', '12/24', name, 'VISA')
  expect(card('Q. VARNOQ')).toEqual(['card: 4000 1234 5678 9010', 'name: Q. VARNOQ'])
  for (const nobody of ['VALUED CARDMEMBER', 'CU MEMBER']) expect(card(nobody)).toEqual(['card: 4000 1234 5678 9010'])
})

test('contacts: what a value is stands behind it, and a column of names has more', () => {
  const lines = [
    ['0123 456 789', 'Mobile'],
    ['Mar 4, 1988 (38)', 'Birthday'],
  ] as const
  const contact = lines.flatMap(([value, label], row) => [cell(value, 10, 60 * row), cell(label, 330, 60 * row)])
  expect(found(...contact)).toEqual(['phone: 0123 456 789', 'birth-date: Mar 4, 1988'])
  const names = ['Emma Garcia', 'Hannah Lee', 'Marco Rossi', 'James Varnoq']
  expect(found(...names.map((name, row) => cell(name, 10, 90 * row)))).toContain('name: James Varnoq')
  expect(found(cell('James Varnoq', 10, 90))).toEqual([])
})

test('names at birth, and a given name that is a short word too', () => {
  expect(page('PERSONALAUSWEIS', 'Name', 'VARNOQ', 'GEB. QUILLAM', 'Vornamen', 'ODA')).toContain('name: QUILLAM')
  expect(page('Max Mustermann', 'Lilienweg 21', '12345 Nebendorf')).toContain('name: Max Mustermann')
  expect(page('San Francisco Bay Area')).toEqual([])
})

test('a till’s numbers are nobody’s', () => {
  for (const line of ['CHECK: 1012107', 'TRANS: 5510293', 'ORDER: 88123456']) expect(page(line), line).toEqual([])
  expect(page('TCKN: 10482077516')).toEqual(['document: 10482077516'])
})
