import { useEffect, useId, useRef, useState, type ReactElement } from 'react'
import type { RunSnapshot } from '../../run/index.ts'
import { awayLine } from './away.ts'
import { leaveNotice, noticeWanted, wantNotice } from './notice.ts'
import { useScreenOn } from './screen-on.ts'

/** What becomes of the audit when one looks elsewhere, and how one hears of its end. */
export function WaitingCard({ run }: { run: RunSnapshot }): ReactElement {
  const screenOn = useScreenOn()
  const away = useAway(run)
  return (
    <section className="card" aria-labelledby="while-you-wait">
      <h2 id="while-you-wait">While you wait</h2>
      <NoticeChoice />
      <p>
        It goes on in a tab that nobody sees, perhaps slower; the tab’s title and icon say how far it is.{' '}
        {screenOn && 'While this tab is in view, the screen stays on. '}A computer that sleeps stops it, and it goes on
        when the computer wakes.
      </p>
      <p role="status" className={away === null ? 'visually-hidden' : undefined}>
        {away}
      </p>
      <p className="muted">A tab that is closed loses no answer: Prepare offers to go on.</p>
    </section>
  )
}

function NoticeChoice(): ReactElement {
  const [on, setOn] = useState(noticeWanted)
  const [refused, setRefused] = useState(false)
  const hint = useId()
  const choose = (wanted: boolean) => {
    setRefused(false)
    setOn(wanted)
    if (!wanted) return leaveNotice()
    const fail = () => {
      setOn(false)
      setRefused(true)
    }
    wantNotice().then((granted) => granted || fail(), fail)
  }
  return (
    <div className="field">
      <label className="option">
        <input
          type="checkbox"
          checked={on}
          aria-describedby={hint}
          onChange={(event) => choose(event.target.checked)}
        />
        Tell me when it ends
      </label>
      <small id={hint} role="status">
        {refused
          ? 'The browser gives this page no notices; the title of the tab will say so.'
          : 'By a notice of your system, if you look elsewhere then.'}
      </small>
    </div>
  )
}

/** The line about the last stretch in which the tab was hidden. */
function useAway({ done, total, etaMs }: Pick<RunSnapshot, 'done' | 'total' | 'etaMs'>): string | null {
  const now = useRef({ done, eachMs: null as number | null })
  const left = useRef<{ readonly at: number; readonly done: number; readonly eachMs: number | null } | null>(null)
  const [line, setLine] = useState<string | null>(null)
  useEffect(() => {
    now.current = { done, eachMs: etaMs === null || done >= total ? null : etaMs / (total - done) }
  }, [done, total, etaMs])
  useEffect(() => {
    const changed = () => {
      if (document.visibilityState === 'hidden') left.current = { at: Date.now(), ...now.current }
      else if (left.current !== null) {
        setLine(awayLine(Date.now() - left.current.at, now.current.done - left.current.done, left.current.eachMs))
        left.current = null
      }
    }
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [])
  return line
}
