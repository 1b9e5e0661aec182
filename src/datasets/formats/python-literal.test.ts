import { expect, test } from 'vitest'
import { pythonLiteral } from './python-literal.ts'

test.each<[string, unknown]>([
  ["[{'role': 'user', 'content': None, 'n': 1.5e3,}]", [{ role: 'user', content: null, n: 1500 }]],
  [`('a', "it's", True, -2)`, ['a', "it's", true, -2]],
  [String.raw`{'bytes': b'\x89PNG\n', 7: 'caf\u00e9', 'two' : 'a' 'b'}`, { bytes: '\x89PNG\n', 7: 'café', two: 'ab' }],
  ['[]', []],
])('%s', (source, value) => {
  expect(pythonLiteral(source)).toEqual(value)
})

test.each([
  '[open("x")]',
  '{1, 2}',
  '[1',
  '[1] + [2]',
  'None',
  "{'a': {}: 1}",
  '['.repeat(100),
  String.raw`['\U00110000']`,
])('%s is none', (source) => {
  expect(pythonLiteral(source)).toBeUndefined()
})

test('no key reaches a prototype, and a long text that does not end takes no time', () => {
  expect(Object.keys(pythonLiteral("{'__proto__': 1}") as object)).toEqual(['__proto__'])
  const began = performance.now()
  expect(pythonLiteral(`['${String.raw`\\'`.repeat(200_000)}`)).toBeUndefined()
  expect(performance.now() - began).toBeLessThan(1000)
})
