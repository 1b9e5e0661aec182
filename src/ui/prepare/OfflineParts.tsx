import { useCallback, useEffect, useState, type ReactElement } from 'react'
import { formatBytes } from '../../report/model/text.ts'
import { keepOffline, lookAtOffline } from '../../../workers/service/offline.ts'
import { OFFLINE_PARTS, type OfflineFiles, type OfflinePart } from '../../../workers/service/types.ts'
import { useActive } from '../active.ts'

const TITLES: Readonly<Record<OfflinePart, string>> = {
  pictures: 'Reading your own pictures',
  guard: 'The detector of harm, for guards',
  models: 'All control models',
  shards: 'All data that ships',
}
const LOOK_AGAIN_MS = 1_000

/** What else can be kept for working without a network, each with what of it really is. */
export function OfflineParts(): ReactElement {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Prepare for offline: keep more than the demo</summary>
      {open && (
        <ul className="stored">
          {OFFLINE_PARTS.map((part) => (
            <Part key={part} part={part} />
          ))}
        </ul>
      )}
      {open && (
        <p className="muted">
          Models from the hub, copied folders, imported data and your own pictures are in this browser anyway.
        </p>
      )}
    </details>
  )
}

function Part({ part }: { part: OfflinePart }): ReactElement {
  const active = useActive()
  const busy = active !== null && !active.snapshot().finished
  const [kept, setKept] = useState<OfflineFiles | null | 'looking'>('looking')
  const [keeping, setKeeping] = useState(false)
  const [gaveUp, setGaveUp] = useState(false)
  const look = useCallback(() => lookAtOffline(part).then(setKept), [part])
  useEffect(() => {
    void look()
    if (!keeping) return
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [look, keeping])
  const keep = () => {
    setKeeping(true)
    setGaveUp(false)
    void keepOffline(part).then((found) => {
      setKept(found)
      setKeeping(false)
      setGaveUp(found === null || found.missing.length > 0)
    })
  }
  const whole = kept !== null && kept !== 'looking' && kept.missing.length === 0
  return (
    <li>
      <span>
        {TITLES[part]}
        <small role="status" className={whole ? 'state-good' : undefined}>
          {stateOf(kept, gaveUp)}
        </small>
      </span>
      {whole ? null : (
        <button
          type="button"
          disabled={busy || keeping || kept === null || kept === 'looking'}
          onClick={keep}
          aria-label={`Keep for offline: ${TITLES[part]}`}
        >
          {keeping ? 'Keeping…' : 'Keep'}
        </button>
      )}
    </li>
  )
}

function stateOf(kept: OfflineFiles | null | 'looking', gaveUp: boolean): string {
  if (kept === 'looking') return 'looking…'
  if (kept === null) return 'nothing can be kept: no service worker is active at this address'
  const { of, bytes, missing } = kept
  if (missing.length === 0) return `✓ kept: all ${of} files, ${formatBytes(bytes)}`
  const state = `${of - missing.length} of ${of} files are kept`
  return gaveUp ? `${state}; missing: ${missing.slice(0, 3).join(', ')}` : state
}
