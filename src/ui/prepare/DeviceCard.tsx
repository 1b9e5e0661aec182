import { type ReactElement } from 'react'
import { formatBytes } from '../../report/model/text.ts'
import type { ModelListing } from '../../run/index.ts'
import { device } from '../device.ts'
import { useLoaded } from '../useLoaded.ts'
import { MeasureDevice } from './MeasureDevice.tsx'

/** What this machine offers: it decides how fast an audit is, not what it finds. */
export function DeviceCard({ models }: { models: readonly ModelListing[] }): ReactElement {
  const found = useLoaded(device)
  return (
    <section className="card" aria-labelledby="device">
      <h2 id="device">This machine</h2>
      {found.state === 'loading' && <p className="muted">Looking…</p>}
      {found.value !== null && (
        <dl className="pairs">
          <div>
            <dt>WebGPU</dt>
            <dd>
              {found.value.gpu === null
                ? `No: ${found.value.gpuProblem}. Models run on WebAssembly instead.`
                : found.value.gpu.name}
            </dd>
          </div>
          {found.value.gpu !== null && (
            <div>
              <dt>16-bit shaders</dt>
              <dd>{found.value.gpu.f16 ? 'yes' : 'no: f16 models fall back'}</dd>
            </div>
          )}
          <div>
            <dt>Threads</dt>
            <dd>
              {found.value.isolated
                ? found.value.threads
                : `1 (the page is not isolated; ${found.value.threads} exist)`}
            </dd>
          </div>
          <div>
            <dt>Isolated</dt>
            <dd>{found.value.isolated ? 'yes: threads may share memory' : 'no: one thread does all'}</dd>
          </div>
          <div>
            <dt>Storage</dt>
            <dd>
              {found.value.quota === null
                ? 'This browser does not say how much it allows.'
                : `${formatBytes(found.value.usage)} used of ${formatBytes(found.value.quota)}`}
            </dd>
          </div>
          <div>
            <dt>Keeps models</dt>
            <dd>
              {found.value.keepsModels
                ? 'yes, if you ask for a copy'
                : 'No: this browser gives no storage for models. A model’s folder is picked again at each visit.'}
            </dd>
          </div>
        </dl>
      )}
      {models.length > 0 && <MeasureDevice models={models} />}
    </section>
  )
}
