import type { ReactElement } from 'react'
import { formatRoute } from '../route.ts'

/** What one can begin with. */
export function Ways({
  built,
  ready,
  starting,
  onDemo,
  onBuilt,
}: {
  /** Name of a pretrained model that was built on this machine; null: none was. */
  built: string | null
  /** Whether the models are known. */
  ready: boolean
  starting: boolean
  onDemo: () => void
  onBuilt: () => void
}): ReactElement {
  return (
    <>
      <h2 className="visually-hidden">Which of these are you here for?</h2>
      <ul className="ways">
        <li>
          <button type="button" className="primary" onClick={onDemo} disabled={!ready || starting}>
            {starting ? 'Starting…' : 'Run the demo audit'}
          </button>
          <p>
            <b>See what a model gives away.</b> Two bundled models whose leakage is known, on invented people. About
            three minutes; no GPU needed.
          </p>
        </li>
        {built !== null && (
          <li>
            <button type="button" onClick={onBuilt} disabled={starting}>
              Audit a real language model
            </button>
            <p>
              <b>See what a pretrained one does.</b> The same questions to {built}: its knowledge and its manners are
              its own.
            </p>
          </li>
        )}
        <li>
          <a className="button" href={formatRoute({ screen: 'plan', dialog: 'own-pictures' })}>
            Ask about your own pictures
          </a>
          <p>
            <b>Audit a model on my pictures.</b> What is private on them is read here and confirmed by you; then the
            model is asked for it.
          </p>
        </li>
        <li>
          <a className="button" href={formatRoute({ screen: 'plan' })}>
            Plan an audit
          </a>
          <p>
            <b>Plan an audit.</b> Models, published benchmarks and guards of your choice, one after the other, with a
            report to hand in.
          </p>
        </li>
      </ul>
    </>
  )
}
