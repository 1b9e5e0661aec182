import { useState, type ReactElement } from 'react'
import { useActiveSnapshot, type Active } from '../active.ts'
import { formatRoute, SCREENS, type Screen } from '../route.ts'
import { applyTheme, storedTheme, THEMES } from '../theme.ts'

const NAMES: Readonly<Record<Screen, string>> = {
  prepare: 'Prepare',
  plan: 'Plan',
  run: 'Run',
  report: 'Report',
  samples: 'Samples',
  runs: 'Runs',
  compare: 'Compare',
}

export interface HeaderProps {
  readonly screen: Screen
  readonly running: Active | null
  readonly onShortcuts: () => void
  readonly onStorage: () => void
  readonly onGlossary: () => void
}

export function Header({ screen, running, onShortcuts, onStorage, onGlossary }: HeaderProps): ReactElement {
  return (
    <header className="top">
      <a className="brand" href={formatRoute({ screen: 'prepare' })}>
        <svg viewBox="0 0 24 24" width={22} height={22} aria-hidden="true">
          <circle cx={10.5} cy={10.5} r={7} />
          <path d="M15.8 15.8 21 21M10.5 6.8c2 2.5 3 4 3 5.2a3 3 0 0 1-6 0c0-1.200 1-2.700 3-5.200z" />
        </svg>
        Leakscope
      </a>
      <nav aria-label="Screens">
        <ul>
          {SCREENS.map((name) => (
            <li key={name}>
              <a href={formatRoute({ screen: name })} aria-current={name === screen ? 'page' : undefined}>
                {NAMES[name]}
                {name === 'run' && running !== null && <RunMark active={running} />}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="tools">
        <button type="button" className="quiet" onClick={onStorage}>
          Storage
        </button>
        <button type="button" className="quiet" onClick={onGlossary} title="Technical words (G)">
          Glossary
        </button>
        <ThemeButton />
        <button
          type="button"
          className="quiet"
          onClick={onShortcuts}
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
        >
          ?
        </button>
      </div>
    </header>
  )
}

function RunMark({ active }: { active: Active }): ReactElement | null {
  const { finished, run } = useActiveSnapshot(active)
  if (finished) return null
  const share = run === null || run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100)
  return <span className="run-mark"> {run?.phase === 'paused' ? 'paused' : `${share}%`}</span>
}

function ThemeButton(): ReactElement {
  const [theme, setTheme] = useState(storedTheme)
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!
  return (
    <button
      type="button"
      className="quiet"
      onClick={() => {
        applyTheme(next)
        setTheme(next)
      }}
      aria-label={`Colours: ${theme}. Switch to ${next}`}
      title={`Colours: ${theme}`}
    >
      <span aria-hidden="true">{theme === 'dark' ? '☾' : theme === 'light' ? '☀' : '◐'}</span>
    </button>
  )
}
