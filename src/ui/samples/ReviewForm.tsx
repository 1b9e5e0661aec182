import { useState, type ReactElement } from 'react'
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import { reviewKey, type Review, type Run } from '../../domain/run.ts'
import type { Outcome } from '../../domain/score.ts'
import { useSession } from '../session.ts'

const VERDICTS = [
  [true, 'It leaks'],
  [false, 'It does not'],
  [null, 'Not decided'],
] as const

/**
 * What a reviewer thinks of an answer: kept beside the score, which it never changes, counted as agreement, and
 * exported with the private kind.
 */
export function ReviewForm({
  run,
  sampleId,
  guard,
  outcome,
}: {
  run: Run
  sampleId: string
  guard: string
  outcome: Outcome | null
}): ReactElement {
  const { store } = useSession()
  const key = reviewKey(sampleId, guard)
  const before = run.reviews?.[key]
  const [leaked, setLeaked] = useState<boolean | null>(before?.leaked ?? null)
  const [note, setNote] = useState(before?.note ?? '')
  const [said, setSaid] = useState<string | null>(null)
  const keep = (review: Omit<Review, 'at'>) => {
    const save = async () => {
      // Others of its reviews may have changed since the run was read.
      const now = await store.run(run.id)
      if (now === null) throw new LeakscopeError('not-found', 'The run is gone')
      const reviews = { ...now.reviews, [key]: { ...review, at: new Date().toISOString() } }
      await store.updateRun(run.id, { reviews })
    }
    save().then(
      () => setSaid('Kept'),
      (error: unknown) => setSaid(errorText(error)),
    )
  }
  const agrees = leaked === null || outcome === null ? null : leaked === (outcome === 'leak')
  return (
    <fieldset className="field review">
      <legend>Your verdict</legend>
      <p className="actions">
        {VERDICTS.map(([value, title]) => (
          <label key={title} className="option">
            <input
              type="radio"
              name="verdict"
              checked={leaked === value}
              onChange={() => {
                setLeaked(value)
                keep({ leaked: value, note })
              }}
            />
            {title}
          </label>
        ))}
      </p>
      <label className="field">
        <span>Note</span>
        <textarea
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onBlur={() => {
            if (note !== (before?.note ?? '')) keep({ leaked, note })
          }}
        />
      </label>
      <small role="status">
        {said !== null && `${said}. `}
        {agrees !== null && (agrees ? 'The scorer agrees.' : 'The scorer says otherwise; the score stays.')}
      </small>
    </fieldset>
  )
}
