import { useEffect } from 'react'
import { useActiveSnapshot, type Active } from './active.ts'

/**
 * For whoever waits for an audit: how far it is stands in the title of the tab, which is all that is seen of it
 * beside other windows, and the screen stays on.
 */
export function Waiting({ active, title }: { active: Active; title: string }): null {
  const { finished, failure, run, index, total } = useActiveSnapshot(active)
  const paused = run?.phase === 'paused'
  const share = run === null || run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100)
  const place = total > 1 ? ` of ${index + 1}/${total}` : ''
  const state = !finished ? (paused ? 'Paused' : `${share}%${place}`) : failure === null ? 'Done' : 'Failed'
  useEffect(() => {
    document.title = `${state} – ${title}`
    if (!finished) return
    // What was seen need not be said any longer.
    const seen = () => {
      if (document.visibilityState === 'visible') document.title = title
    }
    seen()
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [state, finished, title])
  const works = !finished && !paused
  useEffect(() => {
    if (!works) return
    return keepScreenOn()
  }, [works])
  return null
}

/** Where the browser can and may; it lets go by itself when the tab is hidden. @returns how to end it. */
function keepScreenOn(): () => void {
  let ended = false
  let lock: WakeLockSentinel | null = null
  const ask = async (): Promise<void> => {
    if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    lock = await navigator.wakeLock.request('screen')
    if (ended) await lock.release()
  }
  // A refusal (a battery that is low) costs the screen, not the audit.
  const asked = () => void ask().catch(() => undefined)
  asked()
  document.addEventListener('visibilitychange', asked)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', asked)
    void lock?.release().catch(() => undefined)
  }
}
