import { useSyncExternalStore, type ReactElement } from 'react'
import type { RunSnapshot } from '../../run/index.ts'
import { useSession } from '../session.ts'

const SHOWN = 50

/** Requests as the browser's own timeline has them; during a run the count stays at zero. */
export function RequestLogCard({ run }: { run: RunSnapshot }): ReactElement {
  const { requestLog } = useSession()
  const entries = useSyncExternalStore(requestLog.subscribe, requestLog.snapshot)
  const foreign = entries.filter((entry) => entry.foreign).length
  return (
    <section className="card" aria-labelledby="request-log">
      <h2 id="request-log">Requests</h2>
      <p className="big">{run.requests ?? '–'}</p>
      <p>{run.requests === null ? 'Counted from the first sample on.' : 'since the first sample of this run.'}</p>
      <details>
        <summary>
          All since the page was opened: {entries.length}, to other origins: {foreign}
        </summary>
        <ol className="requests">
          {entries.slice(-SHOWN).map((entry) => (
            <li key={`${entry.at} ${entry.from} ${entry.url}`}>
              {entry.foreign && <b>other origin: </b>}
              <code>{entry.url}</code>{' '}
              <small>
                {entry.from}
                {entry.cached && ', from the cache'}
              </small>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
