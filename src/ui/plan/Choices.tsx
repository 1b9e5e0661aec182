import type { ReactElement } from 'react'
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { isWanted } from '../../domain/wanted.ts'
import type { RunConfig } from '../../domain/run.ts'

const KINDS = [
  ['splits', 'Splits'],
  ['tasks', 'Tasks'],
] as const

/**
 * Which splits and tasks of the chosen benchmarks are asked. As long as nobody changed anything, the lists
 * stay empty: each benchmark's own.
 */
export function Choices({
  metas,
  config,
  onChange,
}: {
  metas: readonly BenchmarkMeta[]
  config: Pick<RunConfig, 'splits' | 'tasks'>
  onChange: (change: Partial<Pick<RunConfig, 'splits' | 'tasks'>>) => void
}): ReactElement {
  return (
    <details className="field choices">
      <summary>
        Splits and tasks: {config.splits.length + config.tasks.length === 0 ? 'all that the benchmark asks' : 'chosen'}
      </summary>
      {KINDS.map(([kind, title]) => {
        const entries = entriesOf(metas, kind)
        const wanted = entries.filter(({ id, optional }) => isWanted(config[kind], id, optional)).map(({ id }) => id)
        const toggle = (id: string, on: boolean) => {
          const next = entries.map((entry) => entry.id).filter((other) => (other === id ? on : wanted.includes(other)))
          const byDefault = entries.filter(({ optional }) => !optional).map((entry) => entry.id)
          onChange({ [kind]: next.join() === byDefault.join() ? [] : next })
        }
        return (
          <fieldset key={kind} className="field">
            <legend>{title}</legend>
            {entries.map(({ id, title: name }) => (
              <label key={id} className="option">
                <input
                  type="checkbox"
                  checked={wanted.includes(id)}
                  // One has to stay: an empty list means all.
                  disabled={wanted.length === 1 && wanted[0] === id}
                  onChange={(event) => toggle(id, event.target.checked)}
                />
                {name}
              </label>
            ))}
          </fieldset>
        )
      })}
    </details>
  )
}

interface Entry {
  readonly id: string
  readonly title: string
  readonly optional: boolean
}

/** Each id once; two benchmarks may share one. */
function entriesOf(metas: readonly BenchmarkMeta[], kind: 'splits' | 'tasks'): Entry[] {
  const entries = new Map<string, Entry>()
  for (const meta of metas) {
    for (const entry of meta[kind]) {
      const optional = 'optional' in entry && entry.optional === true
      if (!entries.has(entry.id)) entries.set(entry.id, { id: entry.id, title: entry.title, optional })
    }
  }
  return [...entries.values()]
}
