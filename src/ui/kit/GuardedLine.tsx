import type { ReactElement } from 'react'
import { changesOf } from '../../guards/guard.ts'
import { HARM_DETECTOR_MEASURED, readsHarmDetector } from '../../guards/harm-limits.ts'
import type { GuardAction } from '../../domain/guard-record.ts'
import type { Response } from '../../domain/response.ts'
import type { Score } from '../../domain/score.ts'
import { ChangedText } from '../../report/view/ChangedText.tsx'
import { formatNumber } from '../../report/model/text.ts'
import { OutcomeBadge } from './OutcomeBadge.tsx'

const SAID: Readonly<Record<GuardAction, string>> = {
  passed: 'let it through',
  redacted: 'redacted it',
  rewritten: 'had it rewritten',
  refused: 'refused it',
  unguarded: 'could not look: it went out unguarded',
}

/** What a guard made of an answer, with what it changed on the same line. */
export function GuardedLine({
  raw,
  guarded: { response, score },
}: {
  raw: string
  guarded: { readonly response: Response; readonly score: Score | null }
}): ReactElement | null {
  const record = response.guarded
  if (record == null) return null
  return (
    <div className="guarded">
      <h3>
        Guard {response.guard} {SAID[record.action]} {score !== null && <OutcomeBadge outcome={score.outcome} />}
        {record.score !== null && (
          <small className="muted">
            {' '}
            P(harmless) {formatNumber(record.score, 3)}
            {record.ms !== null && `, ${Math.round(record.ms)} ms`}
          </small>
        )}
      </h3>
      {readsHarmDetector(response.guard) && <p className="muted">{HARM_DETECTOR_MEASURED}</p>}
      {record.failure !== null && <p className="state-bad">✗ {record.failure.message}</p>}
      {response.output !== raw && (
        <p className="answer">
          <ChangedText raw={raw} edits={changesOf(raw, response.output, record)} />
        </p>
      )}
    </div>
  )
}
