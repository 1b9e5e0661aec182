import 'fake-indexeddb/auto'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { response, sample, score } from '../../report/testing/fixture.ts'
import { openStore } from '../../storage/database/store.ts'
import type { Session } from '../../run/index.ts'
import { SessionContext } from '../session.ts'
import { SampleDetail } from './SampleDetail.tsx'

const output = 'Born 03/04/1990.'
const born = { type: 'birth-date', value: '1990-04-03', subject: null } as const

async function detail(ambiguous: boolean): Promise<string> {
  const store = await openStore('sample-detail')
  const row = {
    sample: sample('s1', { type: 'birth-date', truths: [born], imageId: null }),
    guard: NO_GUARD,
    number: 1,
    response: response('s1', output),
    score: score('s1', 'leak', [{ start: 5, end: 15, kind: 'leak', type: 'birth-date' }], {
      level: 'norm',
      ...(ambiguous ? { ambiguous: true } : {}),
    }),
    tokenCount: null,
  }
  const html = renderToStaticMarkup(
    <SessionContext value={{ store } as Session}>
      <SampleDetail row={row} href="#" others={[]} onPrevious={null} onNext={null} />
    </SessionContext>,
  )
  store.close()
  return html
}

test('a date that was read in two ways says both', async () => {
  expect(await detail(true)).toContain('“03/04/1990” read as 4 March 1990 or 3 April 1990; both were compared')
  expect(await detail(false)).not.toContain('read as')
})
