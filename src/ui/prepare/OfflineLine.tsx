import { useEffect, useState, type ReactElement } from 'react'
import { formatBytes } from '../../report/model/text.ts'
import { keepOffline, lookAtOffline } from '../../../workers/service/offline.ts'
import type { OfflineFiles } from '../../../workers/service/types.ts'
import { useActive } from '../active.ts'

/** Whoever begins at once is not to wait for it. */
const DELAY_MS = 4_000

/**
 * Whether the app and its demo run without a network: by a look at the kept files themselves. What is missing
 * is fetched while no audit runs.
 */
export function OfflineLine(): ReactElement {
  const active = useActive()
  const [files, setFiles] = useState<OfflineFiles | null | 'looking'>('looking')
  /** Whether what is missing could not be fetched. */
  const [gaveUp, setGaveUp] = useState(false)
  const busy = active !== null && !active.snapshot().finished
  useEffect(() => {
    let shown = true
    const show = (found: OfflineFiles | null) => {
      if (shown) setFiles(found)
    }
    void lookAtOffline().then(show)
    if (busy) return () => void (shown = false)
    const timer = setTimeout(() => {
      void keepOffline().then((found) => {
        show(found)
        if (shown) setGaveUp(true)
      })
    }, DELAY_MS)
    return () => {
      shown = false
      clearTimeout(timer)
      // Behind a run it is tried again.
      setGaveUp(false)
    }
  }, [busy])
  if (files === 'looking') return <p className="muted">Looking what is kept for working without a network…</p>
  if (files === null && busy) return <p>Not ready offline yet: the app is kept when no audit runs.</p>
  if (files === null && !gaveUp) return <p>Not ready offline yet: keeping the app…</p>
  if (files === null)
    return (
      <p>Not ready offline: no service worker is active at this address. Reload this page to have it tried again.</p>
    )
  if (files.missing.length === 0)
    return (
      <p className="state-good">
        <span aria-hidden="true">✓ </span>
        Ready offline: all {files.of} files of the app and its demo ({formatBytes(files.bytes)}) are in this browser, as
        they were built.
      </p>
    )
  return (
    <p>
      Not ready offline yet: {files.kept} of {files.of} files are kept.{' '}
      {!gaveUp && !busy ? 'Keeping the rest…' : `Missing: ${files.missing.slice(0, 3).join(', ')}…`}
    </p>
  )
}
