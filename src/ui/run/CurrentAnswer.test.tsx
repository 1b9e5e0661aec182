import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { sample, TRUTH } from '../../report/testing/fixture.ts'
import type { PlannedSample, RunSnapshot, Session } from '../../run/index.ts'
import { SessionContext } from '../session.ts'
import { CurrentAnswer } from './CurrentAnswer.tsx'

/** The screen while the answer has come so far. */
function shown(text: string): string {
  const asked = { ...sample('s1'), imageId: null, shardId: 'shard' } as PlannedSample
  const run = { runId: 'run-1', current: { sample: asked, text }, last: null } as RunSnapshot
  return renderToStaticMarkup(
    <SessionContext value={{ store: {} } as Session}>
      <CurrentAnswer run={run} />
    </SessionContext>,
  )
}

test('an answer under way is shown with its leak marked as soon as the value is whole', () => {
  const half = shown(`It is ${TRUTH.value.slice(0, 3)}`)
  expect(half).toContain(`It is ${TRUTH.value.slice(0, 3)}`)
  expect(half).not.toContain('span-leak')
  expect(shown(`It is ${TRUTH.value}`)).toMatch(/<mark class="span-leak">.*leak email/)
})
