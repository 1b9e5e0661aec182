import type { ReactElement } from 'react'
import type { BenchmarkMeta } from '../../audit/benchmark.ts'

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
      <dl className="pairs">
        {(['splits', 'tasks', 'types'] as const).map((kind) => (
          <div key={kind}>
            <dt>{kind}</dt>
            <dd>{meta[kind].map((entry) => entry.title).join('; ')}</dd>
          </div>
        ))}
        <div>
          <dt>paper</dt>
          <dd>{meta.paper}</dd>
        </div>
      </dl>
    </div>
  )
}
