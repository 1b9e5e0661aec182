import { expect, test } from 'vitest'
import { LONG, tsvRows, type TsvCell } from './tsv.ts'

async function rowsOf(text: string): Promise<(readonly TsvCell[])[]> {
  const rows = []
  for await (const { cells } of tsvRows('x.tsv', new Blob([text]))) rows.push(cells)
  return rows
}

test('quotes, tabs and line ends in them, line ends of Windows, empty rows, no last line end', async () => {
  expect(await rowsOf('\uFEFFa\tb\r\n"one\ttwo\nthree"\t"say ""x"""\r\n\n\t\nlast\t')).toEqual([
    ['a', 'b'],
    ['one\ttwo\nthree', 'say "x"'],
    ['last', ''],
  ])
})

test('a long cell stays where it lies, also across what is read at once', async () => {
  const long = 'QUJD'.repeat(2 ** 20)
  const text = `a\tb\n1\t${long}\n"é"\t"${long}"\n3\tshort\n`
  const file = new Blob([text])
  const found: (string | undefined)[] = []
  for await (const { cells } of tsvRows('x.tsv', file)) {
    const cell = cells[1]!
    found.push(typeof cell === 'string' ? cell : await file.slice(cell.from, cell.to).text())
  }
  expect(long.length).toBeGreaterThan(LONG)
  expect(found).toEqual(['b', long, long, 'short'])
})

test('a row without an end is refused', async () => {
  const endless = new Blob(Array.from({ length: 70 }, () => new Uint8Array(2 ** 20).fill(65)))
  await expect(tsvRows('x.tsv', endless).next()).rejects.toThrow(/row 1 is larger than 64 MiB/)
})
