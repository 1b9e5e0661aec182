import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { HARM_DETECTOR_MEASURED } from '../../guards/harm-limits.ts'
import type { GuardRecord } from '../../domain/guard-record.ts'
import { response } from '../../report/testing/fixture.ts'
import { GuardedLine } from './GuardedLine.tsx'

const record: GuardRecord = {
  score: 0.2,
  heads: { harm: 0.8 },
  spans: [],
  action: 'refused',
  draft: null,
  draftScore: null,
  ms: 12,
  failure: null,
}

test('what the harm detector says of an answer stands beside where it was measured', () => {
  const line = (guard: string): string => {
    const guarded = { response: response('s1', 'No.', { guard, guarded: record }), score: null }
    return renderToStaticMarkup(<GuardedLine raw="Yes." guarded={guarded} />)
  }
  expect(line('refuse')).toContain(HARM_DETECTOR_MEASURED)
  expect(line('ensemble+redact')).toContain(HARM_DETECTOR_MEASURED)
  expect(line('redact')).not.toContain('harm detector')
})
