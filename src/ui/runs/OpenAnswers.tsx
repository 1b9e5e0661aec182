import { useCallback, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { OpenedAnswers } from '../../run/index.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute } from '../route.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'

/** As many answers without a question are named; the command line names them all. */
const NAMED = 20

/** Asks which questions picked answers of another program answer, and scores them. */
export function OpenAnswers({ files, onOpened }: { files: readonly File[]; onOpened: () => void }): ReactElement {
  const session = useSession()
  const shards = useLoaded(useCallback(() => session.shards(), [session]))
  const [chosen, setChosen] = useState('')
  const [answeredBy, setAnsweredBy] = useState('')
  const [state, setState] = useState<'asking' | 'scoring' | OpenedAnswers>('asking')
  const [failure, setFailure] = useState<string | null>(null)
  const shard = shards.value?.find(({ id }) => id === chosen)
  const score = () => {
    if (shard === undefined) return
    setFailure(null)
    setState('scoring')
    session.openAnswers({ files, shard, answeredBy: answeredBy.trim() === '' ? null : answeredBy.trim() }).then(
      (opened) => {
        setState(opened)
        onOpened()
      },
      (error: unknown) => {
        setFailure(errorText(error))
        setState('asking')
      },
    )
  }
  if (typeof state === 'object') return <Opened {...state} />
  return (
    <section className="card" aria-label="Answers of another program">
      <h2>{files.length === 1 ? files[0]?.name : `${files.length} files of answers`}</h2>
      {(failure ?? shards.error) !== null && (
        <Notice kind="bad" title="That did not work">
          {failure ?? shards.error}
        </Notice>
      )}
      <label className="field">
        <span>Questions that they answer</span>
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">Choose a data set</option>
          {shards.value?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Model whose answers are meant, where a file has those of several</span>
        <input value={answeredBy} onChange={(event) => setAnsweredBy(event.target.value)} />
      </label>
      <p className="actions">
        <button type="button" className="primary" onClick={score} disabled={shard === undefined || state === 'scoring'}>
          Score these answers
        </button>
      </p>
      {state === 'scoring' && <p role="status">Matching and scoring the answers…</p>}
    </section>
  )
}

function Opened({ runId, answered, planned, unmatched, notes }: OpenedAnswers): ReactElement {
  return (
    <Notice
      kind={unmatched.length === 0 ? 'good' : 'plain'}
      title={`${answered} of ${planned} questions have an answer; ${unmatched.length} ${unmatched.length === 1 ? 'answer belongs' : 'answers belong'} to none`}
    >
      <p>
        <a href={formatRoute({ screen: 'report', runIds: [runId] })}>Report of these answers</a>
      </p>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        {unmatched.slice(0, NAMED).map(({ row, reason }) => (
          <li key={row}>
            {row}: {reason}
          </li>
        ))}
        {unmatched.length > NAMED && <li>and {unmatched.length - NAMED} more</li>}
      </ul>
    </Notice>
  )
}
