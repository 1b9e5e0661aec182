import { expect, it } from 'vitest'
import { wrapMarkdown } from './wrap-markdown.ts'

const word = 'word '.repeat(30).trim()

it('breaks paragraphs and items at 100 columns, under their own beginning', () => {
  const wrapped = wrapMarkdown(`${word}\n\n- ${word}\n  - ${word}\n1. ${word}`).split('\n')
  expect(Math.max(...wrapped.map((line) => line.length))).toBeLessThanOrEqual(100)
  expect(wrapped.filter((line) => line.startsWith('  word'))).toHaveLength(1)
  expect(wrapped.filter((line) => line.startsWith('    word'))).toHaveLength(1)
  expect(wrapped.filter((line) => line.startsWith('   word'))).toHaveLength(1)
  expect(wrapped.join(' ').replaceAll(/\s+/g, ' ')).toBe(`${word} - ${word} - ${word} 1. ${word}`)
})

it('leaves tables, headings, code, spans of code and long words whole', () => {
  const kept = [`| ${word} |`, `# ${word}`, `\`\`\`\n${word}\n\`\`\``, 'x'.repeat(120)]
  expect(wrapMarkdown(kept.join('\n'))).toBe(kept.join('\n'))
  const span = '`a && b || c ? d : e`'
  expect(wrapMarkdown(`${word.slice(0, 90)} ${span} ${word}`).replaceAll('\n', ' ')).toContain(span)
  expect(
    wrapMarkdown(`${word.slice(0, 90)} ${span} ${word}`)
      .split('\n')
      .some((line) => line.includes(span)),
  ).toBe(true)
  const doubled = '``const a = `b ${c}`, d``'
  expect(
    wrapMarkdown(`${word.slice(0, 90)} ${doubled} ${word}`)
      .split('\n')
      .some((line) => line.includes(doubled)),
  ).toBe(true)
})

it('begins no line with what would make an item of it', () => {
  expect(wrapMarkdown(`${'x'.repeat(98)} - 5 and 3. more`).split('\n')).not.toContainEqual(
    expect.stringMatching(/^(?:-|\d+\.)/),
  )
})
