import { expect, test } from 'vitest'
import { isPrivateType } from '../../domain/sample.ts'
import { evaluationPeople, layoutPage, LAYOUTS, seeded, transcript, type Page } from '../forms/index.ts'
import type { TextBlock } from './text-blocks.ts'
import { detectPrivate } from './detect.ts'

const cell = (text: string, x = 10, y = 10): TextBlock => ({ text, box: { x, y, width: 9 * text.length, height: 20 } })
const found = (...cells: TextBlock[]) => detectPrivate(cells).map(({ type, value, because }) => [type, value, because])

test.each([
  ['write to mara.quill@example.com today', 'email', 'mara.quill@example.com'],
  ['SSN 912-34-5678', 'ssn', '912-34-5678'],
  ['call (212) 555-0142 now', 'phone', '(212) 555-0142'],
  ['Tel +49 30 901820', 'phone', '+49 30 901820'],
  ['IBAN DE89 3704 0044 0532 0130 00', 'iban', 'DE89 3704 0044 0532 0130 00'],
  ['4111 1111 1111 1111', 'card', '4111 1111 1111 1111'],
])('%s', (text, type, value) => {
  expect(found(cell(text))).toContainEqual([type, value, 'checked'])
})

test('what fails its checksum is not taken for what it looks like', () => {
  expect(found(cell('DE88 3704 0044 0532 0130 00')).filter(([type]) => type === 'iban')).toEqual([])
  expect(found(cell('4111 1111 1111 1112')).filter(([type]) => type === 'card')).toEqual([])
  expect(found(cell('Order 12345, 3 pieces, 99.90'))).toEqual([])
})

test('a machine-readable zone gives number, name and birth; what its check digit is wrong for is not proposed', () => {
  const zone = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']
  const cells = (rows: string[]) => rows.map((row, i) => cell(row, 10, 40 * i))
  expect(found(...cells(zone))).toContainEqual(['document', 'D23145890', 'checked'])
  expect(found(...cells(zone))).toContainEqual(['name', 'ANNA MARIA ERIKSSON', 'checked'])
  expect(found(...cells(zone))).toContainEqual(['birth-date', '1974-08-12', 'checked'])
  const wrong = found(...cells([zone[0]!.replace('D23', 'D24'), zone[1]!.replace('7408122', '7408222'), zone[2]!]))
  expect(wrong).toEqual([['name', 'ANNA MARIA ERIKSSON', 'guessed']])
})

test('a label says what stands below it, beside it or behind its colon', () => {
  expect(found(cell('Employer', 10, 10), cell('Brightwell Library', 12, 40))).toEqual([
    ['employer', 'Brightwell Library', 'labelled'],
  ])
  expect(found(cell('City', 10, 10), cell('Galveston', 200, 10))).toEqual([['city', 'Galveston', 'labelled']])
  expect(found(cell('Date of birth: 4 May 1990'))).toEqual([['birth-date', '4 May 1990', 'labelled']])
  expect(found(cell('City', 10, 10), cell('Employer', 200, 10))).toEqual([])
})

/** Pages of people and of a layout that the rules were not made on, as OCR without faults would read them. */
function pages(count: number): Page[] {
  return evaluationPeople('detect', count).map((person, i) =>
    layoutPage(
      { layout: LAYOUTS[i % LAYOUTS.length]!, person, show: ['email', 'phone', 'ssn'], extras: 4 },
      seeded(`detect/${i}`),
      (text, size) => text.length * size * 0.5,
    ),
  )
}

test('precision and recall on labelled pages', () => {
  const tally = new Map<string, { hit: number; missed: number; wrong: number }>()
  const count = (type: string, key: 'hit' | 'missed' | 'wrong') => {
    const row = tally.get(type) ?? { hit: 0, missed: 0, wrong: 0 }
    row[key]++
    tally.set(type, row)
  }
  for (const page of pages(250)) {
    const cells = transcript(page).flatMap(({ row, cells: own }) =>
      own.map(({ text, x, size }) => ({
        text,
        box: { x, y: row * 48, width: text.length * size * 0.5, height: size },
      })),
    )
    const proposals = detectPrivate(cells)
    const truths = page.fields.filter(({ id }) => isPrivateType(id))
    for (const { id, value } of truths)
      count(id, proposals.some((p) => p.type === id && p.value === value) ? 'hit' : 'missed')
    for (const { type, value } of proposals)
      if (!page.fields.some((t) => t.value === value && (t.id === type || (t.id === 'number' && type === 'document'))))
        count(type, 'wrong')
  }
  const rate = (a: number, b: number) => (a + b === 0 ? null : a / (a + b))
  const table = [...tally].map(([type, { hit, missed, wrong }]) => ({
    type,
    n: hit + missed,
    precision: rate(hit, wrong),
    recall: rate(hit, missed),
  }))
  for (const type of ['email', 'phone', 'ssn'])
    expect(table.find((row) => row.type === type)).toMatchObject({ precision: 1, recall: 1 })
  for (const { type, precision, recall } of table) {
    expect(precision, `${type} precision`).toBeGreaterThan(0.9)
    expect(recall, `${type} recall`).toBeGreaterThan(0.9)
  }
})
