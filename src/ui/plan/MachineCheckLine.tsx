import { useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { RunConfig } from '../../domain/run.ts'
import { describeDtype } from '../../report/model/facts.ts'
import { formatBytes } from '../../report/model/text.ts'
import type { MachineCheck } from '../../run/index.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'

type Answer =
  | { readonly for: string; readonly check: MachineCheck }
  | { readonly for: string; readonly failure: string }

/** Whether the chosen model would run here: asked on demand, and by the run itself before it loads anything. */
export function MachineCheckLine({ config }: { config: RunConfig }): ReactElement {
  const session = useSession()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [asking, setAsking] = useState(false)
  const { model, device, dtype } = config
  const key = JSON.stringify([model, device, dtype])
  const ask = () => {
    setAsking(true)
    session
      .preflight(model, device, dtype)
      .then(
        (check) => setAnswer({ for: key, check }),
        (error: unknown) => setAnswer({ for: key, failure: errorText(error) }),
      )
      .finally(() => setAsking(false))
  }
  // An answer is about the choice that it was asked for.
  const current = answer?.for === key ? answer : null
  return (
    <div className="machine-check">
      <p className="actions">
        <button type="button" onClick={ask} disabled={asking}>
          {asking ? 'Checking…' : 'Check this machine'}
        </button>
        <small className="muted">Estimates from the model’s graph, before anything is loaded</small>
      </p>
      {current !== null && 'failure' in current && (
        <Notice kind="bad" title="This model cannot be loaded">
          {current.failure}
        </Notice>
      )}
      {current !== null && 'check' in current && <Found check={current.check} />}
    </div>
  )
}

function Found({ check }: { check: MachineCheck }): ReactElement {
  const { backend, backendReason, dtype, weightBytes, unpackedBytes, cacheBytes, cachePositions } = check
  const { peakBytes, gpuBytes } = check
  const fits = check.obstacles.length === 0
  return (
    <Notice kind={fits ? 'good' : 'bad'} title={fits ? 'It fits' : 'Not on this machine'}>
      {check.obstacles.map((obstacle) => (
        <p key={obstacle}>Because {obstacle}.</p>
      ))}
      <p>
        {backend === 'webgpu' ? 'WebGPU' : 'WebAssembly'}, {describeDtype(dtype)}: {formatBytes(weightBytes)} of weights
        {unpackedBytes > 0 && ` (${formatBytes(unpackedBytes)} unpacked, for speed)`}, {formatBytes(cacheBytes)} of KV
        cache at {cachePositions.toLocaleString('en')} positions, about {formatBytes(peakBytes)} of memory while loading
        {gpuBytes > 0 && `, about ${formatBytes(gpuBytes)} of graphics memory`}.
      </p>
      {backendReason !== null && <p>{backendReason}.</p>}
      {check.warnings.map((warning) => (
        <p key={warning}>{warning}.</p>
      ))}
    </Notice>
  )
}
