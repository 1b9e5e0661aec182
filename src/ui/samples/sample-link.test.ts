import { expect, test } from 'vitest'
import { sample } from '../../report/testing/fixture.ts'
import { parseRoute } from '../route.ts'
import { sampleLink } from './sample-link.ts'

const PAGE = 'https://example.org/leakscope/#/samples?outcome=leak'
const row = (guard: string | null, condition?: string) => ({
  sample: sample('mm-privacy/a & b/direct', condition === undefined ? {} : { condition }),
  guard,
  response: null,
  score: null,
})

test('the link of a sample names run and sample, whatever was filtered, and leads back to them', () => {
  const link = sampleLink(PAGE, 'run-1', row('none'))
  expect(link).toMatch(/^https:\/\/example\.org\/leakscope\/#\/samples\/run-1\?sample=/)
  expect(parseRoute(new URL(link).hash)).toMatchObject({
    screen: 'samples',
    runIds: ['run-1'],
    sampleId: 'mm-privacy/a & b/direct',
    filter: { outcome: null, guard: null, condition: null },
  })
})

test('an answer under a guard or a condition is found under it', () => {
  const { filter } = parseRoute(new URL(sampleLink(PAGE, 'run-1', row('rules+redact', 'role-play'))).hash)
  expect([filter.guard, filter.condition]).toEqual(['rules+redact', 'role-play'])
})
