import { useRef, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { DeviceMeasurement, ModelListing } from '../../run/index.ts'
import { DEVICES } from '../../domain/devices.ts'
import { download } from '../download.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'

/** Times a fixed set of work with a model on this machine, and saves what came out as one file. */
export function MeasureDevice({ models }: { models: readonly ModelListing[] }): ReactElement {
  const session = useSession()
  const own = models.filter(({ source }) => source !== 'built-in')
  const [chosen, choose] = useState<string | null>(null)
  const [device, setDevice] = useState<(typeof DEVICES)[number]>('auto')
  const [found, setFound] = useState<DeviceMeasurement | string | null>(null)
  const working = useRef<AbortController | null>(null)
  const [busy, setBusy] = useState(false)
  const model = chosen ?? own[0]?.id ?? null
  const measure = () => {
    if (model === null) return
    working.current = new AbortController()
    const { signal } = working.current
    setBusy(true)
    setFound(null)
    session
      .measureDevice(model, device, signal)
      .then(setFound, (error: unknown) => setFound(signal.aborted ? null : errorText(error)))
      .finally(() => setBusy(false))
  }
  return (
    <details className="measure">
      <summary>Measure this machine</summary>
      <p className="muted">
        Loads a model and times a fixed set of work, some minutes in all. What comes out is a file for you.
      </p>
      <label>
        Model{' '}
        <select value={model ?? ''} onChange={(event) => choose(event.target.value)} disabled={busy}>
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>{' '}
      <label>
        on{' '}
        <select value={device} onChange={(event) => setDevice(event.target.value as typeof device)} disabled={busy}>
          {DEVICES.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>{' '}
      {busy ? (
        <button type="button" onClick={() => working.current?.abort()}>
          Stop
        </button>
      ) : (
        <button type="button" onClick={measure} disabled={model === null}>
          Measure
        </button>
      )}
      {busy && <p role="status">Measuring…</p>}
      {typeof found === 'string' && (
        <Notice kind="bad" title="This machine could not be measured">
          {found}
        </Notice>
      )}
      {found !== null && typeof found !== 'string' && <Measured found={found} />}
    </details>
  )
}

function Measured({ found }: { found: DeviceMeasurement }): ReactElement {
  const { backend, loadMs, firstToken, visionMs, decode, prefill, agreement } = found
  const rate = (what: DeviceMeasurement['decode']['rows1']) =>
    'problem' in what ? `not measured: ${what.problem}` : `${what.perSecond.toFixed(1)} tokens/s`
  const rows: readonly (readonly [string, string])[] = [
    ['Backend', backend],
    ['Load', `${(loadMs / 1000).toFixed(1)} s`],
    ['First token', `${firstToken.warmMs.toFixed(0)} ms (${firstToken.coldMs.toFixed(0)} the first time)`],
    ['Picture', `${visionMs.toFixed(0)} ms`],
    ['One answer', rate(decode.rows1)],
    ['Eight answers in step', rate(decode.rows8)],
    ['Reading 64 tokens', rate(prefill.tokens64)],
    ['Reading 1,024 tokens', rate(prefill.tokens1024)],
    [
      'Agreement with WASM',
      agreement === null
        ? 'it is WASM'
        : `${agreement.filter(({ same }) => same).length} of ${agreement.length} tokens the same`,
    ],
  ]
  return (
    <>
      <dl className="pairs">
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        onClick={() =>
          download(`leakscope-device-${backend}.json`, `${JSON.stringify(found, null, 1)}\n`, 'application/json')
        }
      >
        Save as JSON
      </button>
    </>
  )
}
