import type { ReactElement } from 'react'
import type { RunConfig } from '../../domain/run.ts'
import type { ModelListing } from '../../run/index.ts'

const PER_PART = 'per-part'

/** The dtype of a run: the model's own, one name for all, or one for each part. */
export function DtypeChoice({
  model,
  value,
  onChange,
}: {
  model: ModelListing | null
  value: RunConfig['dtype']
  onChange: (dtype: RunConfig['dtype']) => void
}): ReactElement {
  const parts = Object.entries(model?.dtypes ?? {})
  const decoder = model?.dtypes['decoder_model_merged'] ?? []
  const perPart = typeof value === 'object' && value !== null
  const names = typeof value === 'string' && !decoder.includes(value) ? [value, ...decoder] : decoder
  const choose = (chosen: string) => {
    if (chosen === '') onChange(null)
    else if (chosen !== PER_PART) onChange(chosen)
    else onChange(Object.fromEntries(parts.map(([session, dtypes]) => [session, dtypes[0]!])))
  }
  return (
    <>
      <label className="field">
        <span>Number format (dtype)</span>
        <select value={perPart ? PER_PART : (value ?? '')} onChange={(event) => choose(event.target.value)}>
          <option value="">the model’s default</option>
          {names.map((dtype) => (
            <option key={dtype}>{dtype}</option>
          ))}
          {parts.length > 0 && <option value={PER_PART}>for each part…</option>}
        </select>
        <small>Of its weights: fewer bits are faster and less exact</small>
      </label>
      {perPart &&
        parts.map(([session, dtypes]) => (
          <label key={session} className="field">
            <span>Number format of {session}</span>
            <select
              value={value[session] ?? dtypes[0]}
              onChange={(event) => onChange({ ...value, [session]: event.target.value })}
            >
              {dtypes.map((dtype) => (
                <option key={dtype}>{dtype}</option>
              ))}
            </select>
          </label>
        ))}
    </>
  )
}
