import { useState, type ReactElement } from 'react'

/** Puts an address on the clipboard; where the browser does not let it, it stands there to be copied by hand. */
export function CopyLink({ href }: { href: string }): ReactElement {
  const [state, setState] = useState<'asked' | 'copied' | 'refused' | null>(null)
  const copy = () => {
    setState('asked')
    // Absent on pages that are not secure.
    const written = navigator.clipboard?.writeText(href) ?? Promise.reject(new Error('no clipboard'))
    written.then(
      () => setState('copied'),
      () => setState('refused'),
    )
  }
  return (
    <>
      <button type="button" onClick={copy}>
        Copy link
      </button>
      <span role="status" className="muted">
        {state === 'copied' && 'Copied: it opens this sample wherever this run is kept.'}
        {state === 'refused' && (
          <>
            The browser gives no clipboard; copy this: <a href={href}>{href}</a>
          </>
        )}
      </span>
    </>
  )
}
