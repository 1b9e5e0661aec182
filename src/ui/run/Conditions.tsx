import type { ReactElement } from 'react'
import type { RunEnvironment } from '../../domain/run.ts'
import { checkFacts, describeDtype } from '../../report/model/facts.ts'
import type { RunSnapshot } from '../../run/index.ts'

const BACKENDS: Readonly<Record<RunEnvironment['backend'], string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  'built-in': 'the browser’s own',
}

/** On what the model runs, and whether it passed its self-check. */
export function Conditions({ run }: { run: RunSnapshot }): ReactElement {
  const env = run.environment
  return (
    <section className="card" aria-labelledby="conditions">
      <h2 id="conditions">Runs on</h2>
      {env === null ? (
        <p className="muted">
          Known as soon as the model is loaded and has passed its self-check. No answer is scored before.
        </p>
      ) : (
        <dl className="pairs">
          {checkFacts(env.selfCheck).map(({ label, value, state }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={state === 'plain' ? undefined : `state-${state}`}>
                {state === 'good' && '✓ '}
                {state === 'bad' && '✗ '}
                {value}
              </dd>
            </div>
          ))}
          <div>
            <dt>Backend</dt>
            <dd>
              {BACKENDS[env.backend]}
              {env.adapter !== null && <small>{env.adapter}</small>}
              {env.backendReason !== null && <small>{env.backendReason}</small>}
            </dd>
          </div>
          <div>
            <dt>dtype</dt>
            <dd>{describeDtype(env.dtype) || 'the browser does not say'}</dd>
          </div>
          <div>
            <dt>Runtime</dt>
            <dd>{env.runtime}</dd>
          </div>
          {env.detectors?.map(({ id, name, backend, dtype, backendReason }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd>
                {BACKENDS[backend]}, {dtype}
                {backendReason !== null && backendReason !== env.backendReason && <small>{backendReason}</small>}
              </dd>
            </div>
          ))}
          {env.generatesOnly && (
            <div>
              <dt>Not measured</dt>
              <dd>{env.generatesOnly}</dd>
            </div>
          )}
        </dl>
      )}
    </section>
  )
}
