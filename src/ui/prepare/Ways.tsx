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
          <h3>See what a model gives away</h3>
          <p>Two bundled models whose leakage is known, on invented people. About three minutes; no GPU needed.</p>
          <button type="button" className="primary" onClick={onDemo} disabled={!ready || starting}>
            {starting ? 'Starting…' : 'Run the demo audit'}
          </button>
        </li>
        {built !== null && (
          <li>
            <h3>See what a pretrained one does</h3>
            <p>The same questions to {built}: its knowledge and its manners are its own.</p>
            <button type="button" onClick={onBuilt} disabled={starting}>
              Audit a real language model
            </button>
          </li>
        )}
        <li>
          <h3>Audit a model on my pictures</h3>
          <p>What is private on them is read here and confirmed by you; then the model is asked for it.</p>
          <a className="button" href={formatRoute({ screen: 'plan', dialog: 'own-pictures' })}>
            Ask about your own pictures
          </a>
        </li>
        <li>
          <h3>Plan an audit</h3>
          <p>Models, published benchmarks and guards of your choice, one after the other, with a report to hand in.</p>
          <a className="button" href={formatRoute({ screen: 'plan' })}>
            Choose models and benchmarks
          </a>
        </li>
      </ul>
    </>
  )
}
