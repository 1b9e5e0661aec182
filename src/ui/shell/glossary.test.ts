import { expect, test } from 'vitest'
import { glossary } from './glossary.ts'

test('the documents’ glossary without marks, without words of code, in order', () => {
  const terms = glossary()
  expect(terms.length).toBeGreaterThan(20)
  const names = terms.map(({ term }) => term)
  expect(names).toContain('attack success rate (ASR)')
  expect(names).toContain('over-blocking')
  expect(names).not.toContain('composition root')
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)))
  expect(JSON.stringify(terms)).not.toMatch(/\]\(|`|\*/)
})
