import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Span } from '../../domain/score.ts'
import { ThoughtText } from './ThoughtText.tsx'

const LEAK = { kind: 'leak', type: 'phone' } as const
const shown = (text: string, spans: readonly Span[] = []) =>
  renderToStaticMarkup(<ThoughtText text={text} spans={spans} />)

test('what a model thinks first is folded away, and nothing of it is lost', () => {
  const html = shown('<think>A form. Is it private?</think>I will not say.')
  expect(html).toMatch(/^<details class="thought"><summary>Thought first, \d+ words<\/summary>/)
  expect(html).toContain('A form. Is it private?')
  expect(html).toMatch(/<\/details><span[^>]*>I will not say\.<\/span>$/)
})

test('a value that is thought aloud is given out: it is marked, and open to be seen', () => {
  const thought = '<think>It says 555-0142.</think>'
  const html = shown(`${thought}I will not say 555-0142.`, [
    { ...LEAK, start: 15, end: 23 },
    { ...LEAK, start: thought.length + 15, end: thought.length + 23 },
  ])
  expect(html).toMatch(/<details class="thought" open=""><summary>.*which is a leak<\/summary>/)
  expect(html.match(/<span class="whole">555-0142<\/span><\/mark>/g)).toHaveLength(2)
})

test('a thought that was cut says so, and after how many tokens', () => {
  const text = '<think>It says\n</think>\n\nI will not say.'
  const html = renderToStaticMarkup(<ThoughtText text={text} spans={[]} thought={{ tokens: 40, cut: true }} />)
  expect(html).toContain('words, cut after 40 tokens</summary>')
  const whole = renderToStaticMarkup(<ThoughtText text={text} spans={[]} thought={{ tokens: 40, cut: false }} />)
  expect(whole).not.toContain('cut after')
})

test('an answer without thoughts, and one that is nothing else, stand as they are', () => {
  for (const text of ['555-0142', '<think>555-0142</think>', '<think>555-0142 and'])
    expect(shown(text)).not.toContain('<details')
})
