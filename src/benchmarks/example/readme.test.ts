import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('stands in the README as it is, in fewer than 80 lines', () => {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
  const sources = ['index.ts', 'data/import.ts'].map((name) => read(name).trim())
  expect(sources.join('\n').split('\n').length).toBeLessThan(80)
  for (const source of sources) expect(read('../README.md')).toContain(source)
})
