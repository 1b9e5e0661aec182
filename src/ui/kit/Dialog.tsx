import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { Notice } from './Notice.tsx'

/**
 * A modal dialog; the browser keeps the focus inside and gives it back afterwards.
 * @param wouldLose what closing it throws away, in a sentence; null: nothing, so that it closes without a question.
 */
export function Dialog({
  title,
  wouldLose = null,
  onClose,
  children,
}: {
  title: string
  wouldLose?: string | null
  onClose: () => void
  children: ReactNode
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const stay = useRef<HTMLButtonElement>(null)
  const heading = useId()
  const [asking, setAsking] = useState(false)
  useEffect(() => {
    const element = dialog.current!
    const before = document.activeElement
    element.showModal()
    return () => {
      element.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useEffect(() => {
    if (asking) stay.current?.focus()
  }, [asking])
  const close = () => (wouldLose === null ? onClose() : setAsking(true))
  const asks = wouldLose !== null
  // With the screen, not after it: whoever sees that nothing can be lost any more closes it with one key.
  useLayoutEffect(() => {
    if (!asks) return
    // Before the browser closes it, which the second time it does whatever the page says. Of the document: when
    // what had the focus is removed, the key goes to the body.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      setAsking((before) => !before)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [asks])
  const closed = () => {
    if (wouldLose === null) return onClose()
    dialog.current?.showModal()
    setAsking(true)
  }
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={closed}>
      <div className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" className="quiet" onClick={close}>
          Close
        </button>
      </div>
      {asking && asks && (
        <Notice kind="bad" title={wouldLose}>
          <p className="actions">
            <button type="button" ref={stay} onClick={() => setAsking(false)}>
              Stay
            </button>
            <button type="button" className="danger" onClick={onClose}>
              Close and lose it
            </button>
          </p>
        </Notice>
      )}
      {children}
    </dialog>
  )
}
