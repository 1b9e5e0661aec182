import type { ReactElement } from 'react'
import { formatRoute } from '../route.ts'
import { Notice } from './Notice.tsx'

/**
 * A screen about runs where there is none yet: what will stand here, and how one comes to it.
 * @param shows what the screen is for, as a sentence.
 */
export function NoRun({ shows }: { shows: string }): ReactElement {
  return (
    <section className="card nothing-yet">
      <p>{shows}</p>
      <p>
        There is no run yet. <a href={formatRoute({ screen: 'prepare' })}>Run the demo audit</a>,{' '}
        <a href={formatRoute({ screen: 'plan' })}>plan an audit</a>, or{' '}
        <a href={formatRoute({ screen: 'runs' })}>open a run that was exported</a>.
      </p>
    </section>
  )
}

/** A screen that cannot show what its address names: why, and where the runs are that are there. */
export function Unshown({ screen, title, error }: { screen: string; title: string; error: string }): ReactElement {
  return (
    <>
      <h1>{screen}</h1>
      <Notice kind="bad" title={title}>
        <p>{error}</p>
        <p>
          <a href={formatRoute({ screen: 'runs' })}>Show the runs that are here</a>
        </p>
      </Notice>
    </>
  )
}
