import { useEffect, useRef } from 'react'
import { useActiveSnapshot, type Active } from '../active.ts'
import { showIcon, stepOf, type IconState } from './icon.ts'
import { giveNotice } from './notice.ts'
import { keepScreenOn } from './screen-on.ts'

/**
 * For whoever waits for an audit: how far it is stands in title and icon of the tab, which is all that is seen of it
 * beside other windows; the screen stays on, and the end is told where that was asked for.
 */
export function Waiting({ active, title }: { active: Active; title: string }): null {
  const { finished, failure, run, index, total } = useActiveSnapshot(active)
  const failed = failure !== null || run?.phase === 'failed'
  const paused = run?.phase === 'paused'
  const share = run === null || run.total === 0 ? 0 : run.done / run.total
  const place = total > 1 ? ` of ${index + 1}/${total}` : ''
  const state = !finished ? (paused ? 'Paused' : `${Math.floor(share * 100)}%${place}`) : failed ? 'Failed' : 'Done'
  useEffect(() => {
    document.title = `${state} – ${title}`
    return finished ? whenSeen(() => (document.title = title)) : undefined
  }, [state, finished, title])

  const icon: IconState = finished
    ? failed
      ? 'failed'
      : 'done'
    : paused
      ? 'paused'
      : { share: (index + share) / total }
  const step = stepOf(icon)
  useEffect(() => {
    const putBack = showIcon(icon)
    return finished ? whenSeen(putBack) : putBack
    // Shares of one step have one icon.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [step, finished])

  const works = !finished && !paused
  useEffect(() => (works ? keepScreenOn() : undefined), [works])

  const ran = useRef(!finished)
  const model = run?.environment?.modelName ?? run?.config.model ?? ''
  const of = total > 1 ? `${total} models` : model
  useEffect(() => {
    if (finished && ran.current) giveNotice(failed ? 'The audit failed' : 'The audit has ended', of)
    ran.current = !finished
  }, [finished, failed, of])
  return null
}

/** What was seen need not be said any longer. @returns how to stop looking. */
function whenSeen(act: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') act()
  }
  seen()
  document.addEventListener('visibilitychange', seen)
  return () => document.removeEventListener('visibilitychange', seen)
}
