import { useEffect, useRef, type ReactElement } from 'react'
import { useActive, useActiveSnapshot, type Active } from '../active.ts'
import { Notice } from '../kit/Notice.tsx'
import { ResumeBanner } from '../prepare/ResumeBanner.tsx'
import { formatRoute } from '../route.ts'
import { navigate } from '../useRoute.ts'
import { Conditions } from './Conditions.tsx'
import { CurrentAnswer } from './CurrentAnswer.tsx'
import { RequestLogCard } from './RequestLog.tsx'
import { Progress } from './Progress.tsx'
import { Tallies } from './Tallies.tsx'
import { WaitingCard } from '../waiting/WaitingCard.tsx'

export default function RunScreen(): ReactElement {
  const active = useActive()
  if (active !== null) return <Watching active={active} />
  return (
    <>
      <h1>Run</h1>
      <ResumeBanner />
      <section className="card nothing-yet">
        <p>While an audit runs: how far it is, what is asked at this moment, and what came out so far.</p>
        <p>
          Nothing is running. <a href={formatRoute({ screen: 'prepare' })}>Run the demo audit</a> or{' '}
          <a href={formatRoute({ screen: 'plan' })}>plan one</a>.
        </p>
      </section>
    </>
  )
}

function Watching({ active }: { active: Active }): ReactElement {
  const snapshot = useActiveSnapshot(active)
  const { run, index, total, runIds, finished } = snapshot
  const failure = snapshot.failure ?? (run?.phase === 'failed' ? (run.notice ?? 'The run failed') : null)
  const wasRunning = useRef(!finished)
  // Whoever watches to the end wants the result; whoever comes back later finds the way by the link.
  const complete = finished && failure === null && run?.phase === 'done'
  useEffect(() => {
    if (complete && wasRunning.current) navigate({ screen: 'report', runIds })
  }, [complete, runIds])
  return (
    <div className="run">
      <div className="run-head">
        <h1>
          {run === null ? 'Starting' : (run.environment?.modelName ?? run.config.model)}
          {total > 1 && (
            <small>
              model {index + 1} of {total}
            </small>
          )}
        </h1>
      </div>
      {failure !== null && (
        <Notice kind="bad" title="The audit failed">
          <p>{failure}</p>
          {run !== null && <p>Answers that were given are stored. The run can be resumed from the Prepare screen.</p>}
        </Notice>
      )}
      {failure === null && run?.notice && <Notice title={run.notice} />}
      {finished && failure === null && runIds.length > 0 && (
        <Notice kind={complete ? 'good' : 'plain'} title={complete ? 'Done' : 'Ended early'}>
          <p>
            <a href={formatRoute({ screen: 'report', runIds })}>Open the report</a>
          </p>
        </Notice>
      )}
      {run !== null && (
        <>
          <Progress run={run} active={active} />
          <CurrentAnswer run={run} />
          <div className="cards">
            <Tallies run={run} />
            <Conditions run={run} />
            <div className="card-stack">
              <RequestLogCard run={run} />
              {!finished && <WaitingCard run={run} />}
            </div>
          </div>
        </>
      )}
    </div>
  )
}
