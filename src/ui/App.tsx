import { Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactElement } from 'react'
import type { Protection } from '../../workers/service/types.ts'
import type { Session } from '../run/index.ts'
import { useActive } from './active.ts'
import { Notice } from './kit/Notice.tsx'
import { PrepareScreen } from './prepare/PrepareScreen.tsx'
import type { Screen } from './route.ts'
import {
  CompareScreen,
  GlossaryDialog,
  PlanScreen,
  ReportScreen,
  RunScreen,
  RunsScreen,
  SamplesScreen,
} from './screens.ts'
import { SessionContext } from './session.ts'
import { ErrorBoundary } from './shell/ErrorBoundary.tsx'
import { Header } from './shell/Header.tsx'
import { ShortcutsDialog } from './shell/ShortcutsDialog.tsx'
import { StorageDialog } from './shell/StorageDialog.tsx'
import { UpdateOffer } from './shell/UpdateOffer.tsx'
import { useShortcut } from './useShortcut.ts'
import { useLoaded } from './useLoaded.ts'
import { useRoute } from './useRoute.ts'
import { Waiting } from './waiting/Waiting.tsx'

type Dialog = 'shortcuts' | 'storage' | 'glossary'

const TITLES: Readonly<Record<Screen, string>> = {
  prepare: 'Prepare',
  plan: 'Plan',
  run: 'Run',
  report: 'Report',
  samples: 'Samples',
  runs: 'Runs',
  compare: 'Compare',
}

/**
 * The whole app: one session, the screen chosen by the address, two dialogs.
 * @param blocked resolves when the session has to wait for another tab.
 */
export function App({
  session: opening,
  blocked,
  protectedBy,
}: {
  session: Promise<Session>
  blocked: Promise<void>
  protectedBy: Promise<Protection>
}): ReactElement {
  const session = useLoaded(useCallback(() => opening, [opening]))
  const waiting = useLoaded(useCallback(() => blocked, [blocked]))
  const { screen } = useRoute()
  const active = useActive()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const main = useRef<HTMLElement>(null)
  const shown = useRef<Screen>(screen)

  // Before the effects of what is shown, which may have more to say.
  useLayoutEffect(() => {
    document.title = titleOf(screen)
  }, [screen])
  useEffect(() => {
    // A change of screen is a change of page: reading starts at its top. The first screen keeps the browser's
    // own focus.
    if (shown.current !== screen) {
      shown.current = screen
      main.current?.focus()
      window.scrollTo(0, 0)
    }
  }, [screen])
  useShortcut('?', () => setDialog('shortcuts'))
  useShortcut('g', () => setDialog('glossary'))

  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to content
      </a>
      <Header
        screen={screen}
        running={active}
        onShortcuts={() => setDialog('shortcuts')}
        onStorage={() => setDialog('storage')}
        onGlossary={() => setDialog('glossary')}
      />
      {active !== null && <Waiting active={active} title={titleOf(screen)} />}
      <main id="main" ref={main} tabIndex={-1} aria-label={TITLES[screen]}>
        <UpdateOffer active={active} />
        {session.state === 'failed' && (
          <Notice kind="bad" title="Leakscope could not start">
            {session.error}
          </Notice>
        )}
        {session.state === 'loading' && waiting.state === 'ready' && (
          <Notice title="Waiting for another tab">
            Another tab with an older Leakscope is running an audit: finish or stop it there; this tab then goes on by
            itself.
          </Notice>
        )}
        {session.state === 'ready' && (
          <SessionContext value={session.value}>
            <ErrorBoundary key={screen}>
              <Suspense fallback={<p className="muted">Loading…</p>}>
                {screen === 'prepare' && <PrepareScreen protectedBy={protectedBy} />}
                {screen === 'plan' && <PlanScreen />}
                {screen === 'run' && <RunScreen />}
                {screen === 'report' && <ReportScreen />}
                {screen === 'samples' && <SamplesScreen />}
                {screen === 'runs' && <RunsScreen />}
                {screen === 'compare' && <CompareScreen />}
              </Suspense>
            </ErrorBoundary>
            {dialog === 'storage' && <StorageDialog onClose={() => setDialog(null)} />}
          </SessionContext>
        )}
        {dialog === 'glossary' && (
          <Suspense fallback={null}>
            <GlossaryDialog onClose={() => setDialog(null)} />
          </Suspense>
        )}
        {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(null)} />}
      </main>
    </>
  )
}

function titleOf(screen: Screen): string {
  return `${TITLES[screen]} – Leakscope`
}
