import { useCallback, useState, type ReactElement } from 'react'
import { LeakscopeError } from '../../domain/errors.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { useLoaded } from '../useLoaded.ts'
import { APP_VERSION } from '../../domain/app-version.ts'

/** Written by the build (scripts/notices.ts), beside the app's page. */
const NOTICES = './THIRD-PARTY-NOTICES.txt'

/** Which version this is, and whose work is in it. */
export function Licences(): ReactElement {
  const [open, setOpen] = useState(false)
  return (
    <footer>
      <p className="muted">
        Leakscope {APP_VERSION}, Apache License 2.0.{' '}
        <button type="button" className="quiet" onClick={() => setOpen(true)}>
          Licences of what it contains
        </button>
      </p>
      {open && (
        <Dialog title="Licences" onClose={() => setOpen(false)}>
          <Notices />
        </Dialog>
      )}
    </footer>
  )
}

function Notices(): ReactElement {
  const notices = useLoaded(
    useCallback(async () => {
      const response = await fetch(NOTICES)
      if (!response.ok)
        throw new LeakscopeError(
          'not-found',
          `${NOTICES} could not be read (HTTP ${response.status}); reload this page`,
        )
      return response.text()
    }, []),
  )
  if (notices.state === 'failed') return <p role="alert">{notices.error}</p>
  if (notices.state === 'loading') return <p className="muted">Reading…</p>
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className="notices" tabIndex={0} aria-label="Licences">
      {notices.value}
    </pre>
  )
}
