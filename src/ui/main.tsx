import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './app.css'
import { protection } from '../../workers/service/register.ts'
import { hush } from '../../workers/service/registration.ts'
import { yieldToEventLoop } from '../domain/yield-to-event-loop.ts'
import { createSession } from '../run/index.ts'
import { App } from './App.tsx'
import { carryOutNoted } from './shell/deletions.ts'
import { ErrorBoundary } from './shell/ErrorBoundary.tsx'
import { APP_BUILD } from './version.ts'
import { catchStrayDrops } from './stray-drops.ts'
import { adoptStyles, applyTheme, storedTheme } from './theme.ts'

adoptStyles()
applyTheme(storedTheme())
catchStrayDrops()

// Evaluating the modules is one task of the browser: what they are for is another, so that neither holds the page long.
void yieldToEventLoop(0).then(start)

function start(): void {
  // Before anything else is fetched: on a host without security headers this reloads the page once, under the
  // service worker.
  const protectedBy = protection()

  let tellBlocked = (): void => undefined
  const blocked = new Promise<void>((resolve) => {
    tellBlocked = resolve
  })
  const session = createSession(protectedBy, hush, APP_BUILD, () => tellBlocked()).then(async (opened) => {
    await carryOutNoted(opened)
    return opened
  })
  session.then(
    // The command line and the end-to-end tests drive the app through it; the screens need none of it.
    async (ready) => (await import('./automation.ts')).installAutomation(ready, APP_BUILD),
    // `App` shows why there is no session.
    () => {},
  )

  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <ErrorBoundary>
        <App session={session} blocked={blocked} protectedBy={protectedBy} />
      </ErrorBoundary>
    </StrictMode>,
  )
}
