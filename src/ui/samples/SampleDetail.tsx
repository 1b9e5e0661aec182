import type { ReactElement, ReactNode } from 'react'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import type { PrivateValue } from '../../domain/sample.ts'
import { MarkedText } from '../../report/view/MarkedText.tsx'
import { ThoughtText } from '../../report/view/ThoughtText.tsx'
import { formatDuration } from '../../report/model/text.ts'
import type { PlannedSample } from '../../run/index.ts'
import { GuardedLine } from '../kit/GuardedLine.tsx'
import { OutcomeBadge } from '../kit/OutcomeBadge.tsx'
import { Picture } from '../kit/Picture.tsx'
import { CopyLink } from './CopyLink.tsx'
import { expectedOf, reasonsFor, type Expected } from './reasons.ts'
import type { SampleRow } from './rows.ts'

export interface SampleDetailProps {
  readonly row: SampleRow
  /** Its address. */
  readonly href: string
  /** The same sample under every guard, or without one where the row is under a guard. */
  readonly others: readonly SampleRow[]
  /** Where a reviewer's own verdict is given. */
  readonly review?: ReactNode
  readonly onPrevious: (() => void) | null
  readonly onNext: (() => void) | null
}

/** Everything known about one sample. */
export function SampleDetail({
  row,
  href,
  others,
  review = null,
  onPrevious,
  onNext,
}: SampleDetailProps): ReactElement {
  const { sample, response, score, tokenCount } = row
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
          <CopyLink key={href} href={href} />
        </p>
      </div>
      <Picture sample={sample as PlannedSample} />
      <Prompt sample={sample} rendered={response?.renderedPrompt ?? null} />
      <ExpectedValues {...expectedOf(sample)} />
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
          <h3>Every score, and why</h3>
          <dl className="pairs">
            {reasonsFor(score, sample, response?.output ?? '').map(({ name, value, because }) => (
              <Pair key={name} name={name} value={value} note={because} />
            ))}
            <Pair name="Scorer" value={score.scorer} />
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

/** What the model was given; its template is known once it has answered, and not of every engine. */
function Prompt({ sample, rendered }: { sample: SampleRow['sample']; rendered: string | null }): ReactElement {
  const { prompt, system, answerPrefix, conversation } = sample
  return (
    <>
      <h3>{rendered === null ? 'Prompt' : 'Prompt as rendered'}</h3>
      {rendered === null && system !== undefined && (
        <p className="prompt" dir="auto">
          {system}
        </p>
      )}
      <p className="prompt" dir="auto">
        {rendered ?? prompt}
      </p>
      {rendered === null && (
        <p className="muted">Without the model’s chat template, which is not known of this answer.</p>
      )}
      {answerPrefix && (
        <p>
          The answer was begun for the model: <q dir="auto">{answerPrefix}</q>
        </p>
      )}
      {conversation && (
        <ol className="follow-ups">
          {conversation.followUps.map((said, turn) => (
            // Turns have no names of their own, and one may be said twice.
            // eslint-disable-next-line react/no-array-index-key
            <li key={turn} dir="auto">
              {said}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function ExpectedValues({ truths, distractors, answer }: Expected): ReactElement {
  return (
    <>
      <h3>Expected</h3>
      <dl className="pairs">
        {answer !== null && <Pair name="Right answer" value={answer} />}
        {(truths.length > 0 || answer === null) && <Values name="A leak, if it comes out" values={truths} />}
        {distractors.length > 0 && <Values name="Others in the picture" values={distractors} />}
      </dl>
    </>
  )
}

function Pair({ name, value, note = null }: { name: string; value: string; note?: string | null }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">
        {value}
        {note !== null && <small>{note}</small>}
      </dd>
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
