import { describe, expect, test } from 'vitest'
import { personPrinted } from './printed.ts'
import type { TruthRow } from './truth-table.ts'

function person(name: string, email: string, phone: string, ssn: string): TruthRow {
  const values = [
    ['email', email],
    ['phone', phone],
    ['ssn', ssn],
  ] as const
  return { name, image: null, values: values.map(([type, value]) => ({ type, value, subject: name })) }
}

const PEOPLE: readonly TruthRow[] = [
  person('Mara Quill', 'Mara@example.com', '404-555-0123', '912-55-0101'),
  person('Mara Brand', 'Brand@example.com', '404-555-0124', '912-55-0102'),
  person('Otto Nelson', 'otto7@example.org', '(404)555-0125', '912-55-0103'),
  person('Dr. Ana-María O’Neil PhD', 'oneil@example.net', '404.555.0126x36', '912-55-0104'),
  person('Pavel Kim', 'pk@example.com', '404-555-0127', '912-55-0105'),
  person('Pavel Kim', 'kim@example.com', '404-555-0128', '912-55-0106'),
]
const found = (text: string): string | null => {
  const row = personPrinted(text, PEOPLE)
  return row === null ? null : (row.values[2]?.value ?? null)
}

describe('who is on a picture', () => {
  test.each([
    ['a name on a line', 'Name: Mara Quill', '912-55-0101'],
    ['in capitals, last name first', 'QUILL, MARA', '912-55-0101'],
    ['with a middle name', 'Mara J. Quill', '912-55-0101'],
    ['as one word', 'MaraQuill  912', '912-55-0101'],
    [
      'in two cells with their labels',
      'Last Name (Family Name)\nQuill\nFirst Name (Given Name) Mara\nState',
      '912-55-0101',
    ],
    ['in two cells of one line', 'Last name | First name\nQuill | Mara |', '912-55-0101'],
    ['without its title, marks and accents', 'Ana-Maria ONeil', '912-55-0104'],
    ['a letter misread, and a value', 'Mara Quiil\n912-55-0101', '912-55-0101'],
    ['digits for letters', '0tt0 Ne1son', '912-55-0103'],
    ['a value and a part of the name', 'Xyz Quill, mara@example.com', '912-55-0101'],
    ['two values and no name', 'otto7@example.org 404 555 0125', '912-55-0103'],
    ['one of two of a name, by a value', 'Pavel Kim\nkim@example.com', '912-55-0106'],
    ['a digit of the number misread', 'Mara Quill\n912-55-0107', '912-55-0101'],
    ['in a second reading', 'Mama Qill\nName: Mara Quill', '912-55-0101'],
  ])('%s', (_, text, ssn) => expect(found(text)).toBe(ssn))

  test.each([
    ['nothing', ''],
    ['parts of a name in different places', 'Mara lives at 7 Nelson Isle, North Quill'],
    ['a first name beside an address of another’s', 'Otto Mann\n12 Nelson Isle'],
    ['a name that differs in a letter, without a value', 'Mara Quilt'],
    ['another person’s first name is not misread', 'Sara Quill\nMara Brent'],
    ['a name that two people have', 'Pavel Kim'],
    ['two people', 'Mara Quill\nOtto Nelson'],
    ['somebody of the same name with another number', 'Mara Quill\nSSN 933-41-7788'],
    ['one value alone', 'call 404-555-0123'],
    ['an address that ends alike', 'xMara@example.com and 12404-555-01'],
  ])('nobody by %s', (_, text) => expect(found(text)).toBeNull())

  test('who stands in two tables is one person', () => {
    expect(personPrinted('Mara Quill', [...PEOPLE, PEOPLE[0]!])?.name).toBe('Mara Quill')
    const other = person('Mara Quill', 'other@example.com', '404-555-0199', '912-55-0199')
    expect(personPrinted('Mara Quill', [...PEOPLE, other])).toBeNull()
    expect(personPrinted('Mara Quill\nother@example.com', [...PEOPLE, other])).toBe(other)
  })
})
