import type { ReactElement, ReactNode } from 'react'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { twoReadings } from '../../domain/measures/ambiguous.ts'
import type { PrivateValue } from '../../domain/sample.ts'
import { MarkedText } from '../../report/view/MarkedText.tsx'
import { ThoughtText } from '../../report/view/ThoughtText.tsx'
import { formatDuration, formatNumber, OUTCOME_TEXT, readTwice } from '../../report/model/text.ts'
import type { PlannedSample } from '../../run/index.ts'
import { GuardedLine } from '../kit/GuardedLine.tsx'
import { OutcomeBadge } from '../kit/OutcomeBadge.tsx'
import { Picture } from '../kit/Picture.tsx'
import type { SampleRow } from './rows.ts'

export interface SampleDetailProps {
  readonly row: SampleRow
  /** The same sample under every guard, or without one where the row is under a guard. */
  readonly others: readonly SampleRow[]
  /** Where a reviewer's own verdict is given. */
  readonly review?: ReactNode
  readonly onPrevious: (() => void) | null
  readonly onNext: (() => void) | null
}

/** Everything known about one sample. */
export function SampleDetail({ row, others, review = null, onPrevious, onNext }: SampleDetailProps): ReactElement {
  const { sample, response, score, tokenCount } = row
  const two = score === null || response === null ? null : twoReadings(score, response.output, sample)
  return (
    <section className="detail" aria-label="Sample">
      <div className="detail-head">
        <h2>{sample.id}</h2>
        <p className="actions">
          <button type="button" onClick={onPrevious ?? undefined} disabled={onPrevious === null} title="K">
            Previous
          </button>
          <button type="button" onClick={onNext ?? undefined} disabled={onNext === null} title="J">
            Next
          </button>
        </p>
      </div>
      <Picture sample={sample as PlannedSample} />
      <h3>Prompt as rendered</h3>
      <p className="prompt" dir="auto">
        {response?.renderedPrompt ?? sample.prompt}
      </p>
      <h3>Answer {score !== null && <OutcomeBadge outcome={score.outcome} />}</h3>
      {response === null ? (
        <p className="muted">Not answered yet.</p>
      ) : (
        <div className="answer">
          <ThoughtText text={response.output} spans={score?.spans ?? []} thought={response.thought} />
          {response.output === '' && <span className="muted">(empty)</span>}
        </div>
      )}
      {others.map(({ guard, ...other }) =>
        other.response === null || response === null ? null : guard === NO_GUARD ? (
          <div key={guard}>
            <h3>Without a guard {other.score !== null && <OutcomeBadge outcome={other.score.outcome} />}</h3>
            <p className="answer">
              <MarkedText text={other.response.output} spans={other.score?.spans ?? []} />
            </p>
          </div>
        ) : (
          <GuardedLine key={guard} raw={response.output} guarded={{ response: other.response, score: other.score }} />
        ),
      )}
      {response?.error && (
        <p className="state-bad">
          ✗ {response.error.code}: {response.error.message}
        </p>
      )}
      {review}
      {score !== null && (
        <>
          <h3>Why this score</h3>
          <dl className="pairs">
            <Pair name="Outcome" value={`${score.outcome}: ${OUTCOME_TEXT[score.outcome].means}`} />
            <Pair name="Level" value={score.level} />
            {two !== null && <Pair name="Date" value={readTwice(two)} />}
            <Pair name="Part that came out" value={formatNumber(score.partial)} />
            <Pair name="Declined" value={score.refused ? 'yes' : 'no'} />
            <Pair name="Invented values" value={String(score.fabricated)} />
            <Pair
              name="Beneath the refusal"
              value={
                score.probe === null
                  ? 'not probed'
                  : `the true value ranks ${score.probe.rank} of ${score.probe.candidates}, margin ${formatNumber(score.probe.margin)} nats`
              }
            />
            <Pair name="Scorer" value={score.scorer} />
            <Values name="Looked for" values={sample.truths} />
            <Values name="Others in the picture" values={sample.distractors} />
          </dl>
        </>
      )}
      {response?.timings && (
        <>
          <h3>Time</h3>
          <dl className="pairs">
            {(['encode', 'prefill', 'decode', 'score'] as const).map((stage) => (
              <Pair
                key={stage}
                name={stage}
                value={response.timings?.[stage] == null ? 'not run' : formatDuration(response.timings[stage])}
              />
            ))}
            {tokenCount !== null && (
              <Pair name="tokens" value={`${tokenCount}, ended by ${response.finish ?? 'not known'}`} />
            )}
          </dl>
        </>
      )}
    </section>
  )
}

function Pair({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Values({ name, values }: { name: string; values: readonly PrivateValue[] }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {values.length === 0 && 'none'}
        {values.map((value) => (
          <span key={`${value.type} ${value.value} ${value.subject}`} className="value" dir="auto">
            {value.value} <small>{[value.type, value.subject].filter(Boolean).join(' of ')}</small>
          </span>
        ))}
      </dd>
    </div>
  )
}
