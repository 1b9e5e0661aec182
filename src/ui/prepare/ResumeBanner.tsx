import { useCallback, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { Run } from '../../domain/run.ts'
import { useActive } from '../active.ts'
import { resume } from '../start-audit.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute } from '../route.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { formatDate } from '../words.ts'

interface Open {
  readonly run: Run
  readonly answered: number
  /** Names of the models whose runs were to come behind it and never began. */
  readonly next: readonly string[]
}

/** Runs, and queues of them, that a closed tab, a crash or the user left unfinished. */
export function ResumeBanner(): ReactElement | null {
  const session = useSession()
  const active = useActive()
  const [version, setVersion] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const open = useLoaded(
    useCallback(async (): Promise<{ readonly runs: readonly Open[]; readonly version: number }> => {
      const [resumable, models] = await Promise.all([session.resumable(), session.models()])
      const nameOf = (id: string) => models.find((model) => model.id === id)?.name ?? id
      const runs = resumable.slice(0, 3).map(async ({ run, next }) => ({
        run,
        answered: (await session.store.answeredSampleIds(run.id)).size,
        next: next.map(({ model }) => nameOf(model)),
      }))
      return { runs: await Promise.all(runs), version }
    }, [session, version]),
  )
  const act = (work: Promise<void>) => {
    setFailure(null)
    work.catch((error: unknown) => setFailure(errorText(error)))
  }
  if (active !== null && !active.snapshot().finished) return null
  return (
    <>
      {open.value?.runs.map(({ run, answered, next }) =>
        run.status === 'done' ? (
          <Notice key={run.id} title={`Not begun: ${next.join(', ')}`}>
            <p>
              The audit of {formatDate(run.createdAt)} ended behind {run.environment?.modelName ?? run.config.model},
              whose answers are stored.
            </p>
            <p className="actions">
              <button type="button" onClick={() => act(resume(session, run.id))}>
                Go on with it
              </button>
              <button
                type="button"
                onClick={() => act(session.leaveAudit(run.id).then(() => setVersion((now) => now + 1)))}
              >
                Leave it
              </button>
            </p>
          </Notice>
        ) : (
          <Notice
            key={run.id}
            title={`Unfinished: ${run.environment?.modelName ?? run.config.model}, ${answered} of ${run.sampleCount} answers`}
          >
            <p>
              Started {formatDate(run.createdAt)}. Every answer so far is stored; none is asked again.
              {run.failure !== null && ` It ended with: ${run.failure}`}
              {next.length > 0 && ` Behind it come: ${next.join(', ')}.`}
            </p>
            <p className="actions">
              <button type="button" onClick={() => act(resume(session, run.id))}>
                Resume
              </button>
              <a href={formatRoute({ screen: 'report', runIds: [run.id] })}>Report so far</a>
            </p>
          </Notice>
        ),
      )}
      {failure !== null && (
        <Notice kind="bad" title="The run could not be resumed">
          {failure}
        </Notice>
      )}
    </>
  )
}
