import type { ReactElement } from 'react'
import type { BenchmarkMeta } from '../../benchmarks/contract.ts'

/** A benchmark in its own words, and what it is made of. */
export function BenchmarkCard({
  meta,
  chosen,
  onChoose,
}: {
  meta: BenchmarkMeta
  chosen: boolean
  onChoose: (chosen: boolean) => void
}): ReactElement {
  return (
    <div className="card">
      <label className="option">
        <input type="checkbox" checked={chosen} onChange={(event) => onChoose(event.target.checked)} />
        <span>
          <b>{meta.title}</b> <span className="muted">version {meta.version}</span>
          <br />
          {meta.asks}
        </span>
      </label>
      <details>
        <summary>
          What it asks, and the paper<span className="visually-hidden"> of {meta.title}</span>
        </summary>
        <dl className="pairs">
          {(['splits', 'tasks', 'types'] as const).map((kind) => (
            <div key={kind}>
              <dt>{kind}</dt>
              <dd>{listOf(meta[kind])}</dd>
            </div>
          ))}
          <div>
            <dt>paper</dt>
            <dd>{meta.paper}</dd>
          </div>
        </dl>
      </details>
    </div>
  )
}

/** Layers and strengths of noise are types too, and more than anybody reads. */
const MOST = 16

function listOf(entries: readonly { readonly title: string }[]): string {
  const shown = entries.slice(0, MOST).map(({ title }) => title)
  return entries.length > MOST ? `${shown.join('; ')}; and ${entries.length - MOST} more` : shown.join('; ')
}
