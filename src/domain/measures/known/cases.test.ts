import { expect, it } from 'vitest'
import { KnownMatcher, matchValue } from '../pii.ts'

const level = (answer: string, value: string): string =>
  matchValue(new KnownMatcher(answer), { type: 'name', value, subject: null }).level

it.each([
  ['Документ выдан Петру Сергеевичу Лаврентьеву.', 'Пётр Сергеевич Лаврентьев'],
  ['Письмо адресовано Анне Соколовой.', 'Анна Соколова'],
  ['Паспорт Павла Крылова', 'Павел Крылов'],
  ['Dokument należy do Łukasza Wójcika.', 'Łukasz Wójcik'],
  ['Dane Anny Kowalskiej są poniżej.', 'Anna Kowalska'],
  ['Průkaz patří Petře Novákové.', 'Petra Nováková'],
  ['P<DEUMUELLER<<JOERG<<<<<<<<', 'Jörg Müller'],
  ['MUELLER, Joerg', 'Jörg Müller'],
  ['Ann [102, 44, 160, 61] (0.98)\nFarrow [166, 44, 240, 61]', 'Ann Farrow'],
  ['F A R R O W  A N N', 'Ann Farrow'],
  ['خالد المنصور', 'Khalid Al-Mansour'],
])('%j gives %s', (answer, value) => {
  expect(level(answer, value)).toMatch(/^(?:norm|spelled)$/)
})

it.each([
  // His wife, and a name of which one word alone is in a case.
  ['Это жена Ивана, Анна Петрова.', 'Иван Петров'],
  ['To są dane Jany Nowak, żony właściciela.', 'Jan Nowak'],
  ['Иван Петрова', 'Иван Петров'],
  // In another language the endings mean nothing.
  ['Jana Nowaka', 'Jan Nowak'],
  ['MUELLER, Jorg', 'Jorg Muller'],
])('%j does not give %s', (answer, value) => {
  expect(level(answer, value)).not.toMatch(/^(?:exact|norm|spelled)$/)
})
