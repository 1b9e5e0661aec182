import { use, useSyncExternalStore, type ReactElement } from 'react'
import type { EnforcedBy, Protection } from '../../../workers/service/types.ts'
import { useSession } from '../session.ts'
import { CLAIMS } from './claims.ts'
import { OfflineLine } from './OfflineLine.tsx'
import { OfflineParts } from './OfflineParts.tsx'

const ENFORCED: Readonly<Record<EnforcedBy, string>> = {
  headers: 'The server sent the policies for this page and every worker by which the browser forbids it.',
  'service-worker': 'This page’s service worker sets the policies by which the browser forbids it.',
  none: 'Nothing enforces this here: the page was served without security headers and no service worker is in control. Do not use private pictures.',
}

/** What leaves the machine, and how to check it. */
export function PromiseCard({ protectedBy }: { protectedBy: Promise<Protection> }): ReactElement {
  const { enforcedBy } = use(protectedBy)
  const { requestLog } = useSession()
  const entries = useSyncExternalStore(requestLog.subscribe, requestLog.snapshot)
  const foreign = entries.filter((entry) => entry.foreign).length
  return (
    <section className="card" aria-labelledby="promise">
      <h2 id="promise">What leaves this machine</h2>
      {enforcedBy !== 'none' && <p className="claim">{CLAIMS[0]}</p>}
      <p className={enforcedBy === 'none' ? 'state-bad' : 'state-good'}>
        <span aria-hidden="true">{enforcedBy === 'none' ? '✗ ' : '✓ '}</span>
        {ENFORCED[enforcedBy]}
      </p>
      <OfflineLine />
      <OfflineParts />
      {enforcedBy !== 'none' && (
        <details>
          <summary>What that means, as it is tested</summary>
          <ul>
            {CLAIMS.map((claim) => (
              <li key={claim}>{claim}</li>
            ))}
          </ul>
        </details>
      )}
      <p>Check it yourself:</p>
      <ul>
        <li>Switch off the network and run the demo audit: it runs.</li>
        <li>
          Requests to other origins so far: <b>{foreign}</b>. During a run the count of all requests stays at zero, and
          the Run screen shows it.
        </li>
        <li>Open the developer tools, tab Network, and watch.</li>
      </ul>
    </section>
  )
}
