import { useCallback, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { useActive } from '../active.ts'
import { resume } from '../start-audit.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute } from '../route.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { formatDate } from '../words.ts'

/** Runs that a closed tab, a crash or the user left unfinished. */
export function ResumeBanner(): ReactElement | null {
  const session = useSession()
  const active = useActive()
  const [failure, setFailure] = useState<string | null>(null)
  const runs = useLoaded(
    useCallback(async () => {
      const open = await session.resumable()
      const newest = open.slice(0, 3)
      return Promise.all(
        newest.map(async (run) => ({ run, answered: (await session.store.answeredSampleIds(run.id)).size })),
      )
    }, [session]),
  )
  const goOn = (runId: string) => {
    setFailure(null)
    resume(session, runId).catch((error: unknown) => setFailure(errorText(error)))
  }
  if (active !== null && !active.snapshot().finished) return null
  return (
    <>
      {runs.value?.map(({ run, answered }) => (
        <Notice
          key={run.id}
          title={`Unfinished: ${run.environment?.modelName ?? run.config.model}, ${answered} of ${run.sampleCount} answers`}
        >
          <p>
            Started {formatDate(run.createdAt)}. Every answer so far is stored; none is asked again.
            {run.failure !== null && ` It ended with: ${run.failure}`}
          </p>
          <p className="actions">
            <button type="button" onClick={() => goOn(run.id)}>
              Resume
            </button>
            <a href={formatRoute({ screen: 'report', runIds: [run.id] })}>Report so far</a>
          </p>
        </Notice>
      ))}
      {failure !== null && (
        <Notice kind="bad" title="The run could not be resumed">
          {failure}
        </Notice>
      )}
    </>
  )
}
