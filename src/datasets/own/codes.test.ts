import { expect, test } from 'vitest'
import { codeProposals } from './codes.ts'

const box = { x: 1, y: 2, width: 30, height: 30 }
const found = (text: string, format = 'QRCode') =>
  codeProposals([{ text, format, box }], []).map(({ type, value }) => `${type}: ${value}`)

test('a contact, in both of its notations', () => {
  const expected = ['email: anna@petersen.example', 'name: Anna Petersen', 'phone: +49 30 901820']
  const card =
    'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Petersen;Anna\r\nFN:Anna Petersen\r\nTEL;TYPE=work:+49 30 901820\r\nEMAIL:anna@petersen.example\r\nEND:VCARD'
  expect(
    found(card)
      .filter((one) => expected.includes(one))
      .toSorted(),
  ).toEqual(expected)
  expect(found('MECARD:N:Anna Petersen;TEL:+49 30 901820;EMAIL:anna@petersen.example;;').toSorted()).toEqual(expected)
})

test('a payment has its account and its owner', () => {
  expect(found('BCD\n002\n1\nSCT\nBFSWDE33BER\nAnna Petersen\nDE89370400440532013000\nEUR12.30')).toEqual(
    expect.arrayContaining(['iban: DE89370400440532013000', 'name: Anna Petersen']),
  )
})

test('a driving licence by its fields', () => {
  const text =
    '@\n\u001e\rANSI 636020090002DL00410278ZC03190008DLDAQ972730020\nDCSBARROL\nDACTEST\nDADTESTER\nDBB08061984\nDAG14466 EVOLVER AVE\nDAIAURORA\nDAJCO\nDAK800000000  '
  expect(found(text, 'PDF417')).toEqual([
    'name: TEST TESTER BARROL',
    'document: 972730020',
    'birth-date: 08/06/1984',
    'address: 14466 EVOLVER AVE, AURORA, CO, 800000000',
  ])
})

test('any other text is proposed whole; goods and what is printed are not', () => {
  expect(found('https://example.com/t/8f31ab')).toEqual(['document: https://example.com/t/8f31ab'])
  expect(found('4006381333931', 'EAN13')).toEqual([])
  const printed = [{ type: 'document' as const, value: 'AB-12 345', box, because: 'labelled' as const }]
  expect(codeProposals([{ text: 'AB12345', format: 'Code128', box }], printed)).toEqual([])
})
