import type { ReactElement } from 'react'
import type { ModelListing } from '../../run/index.ts'

/** Further models that are asked the same, one after the other: one audit, one report. */
export function OtherModels({
  models,
  chosen,
  onChoose,
}: {
  models: readonly ModelListing[]
  chosen: readonly string[]
  onChoose: (id: string, on: boolean) => void
}): ReactElement | null {
  if (models.length === 0) return null
  const own = models.filter(({ source }) => source !== 'bundled')
  const controls = models.filter(({ source }) => source === 'bundled')
  const list = (some: readonly ModelListing[]) =>
    some.map(({ id, name }) => (
      <label key={id} className="option">
        <input type="checkbox" checked={chosen.includes(id)} onChange={(event) => onChoose(id, event.target.checked)} />
        {name}
      </label>
    ))
  return (
    <fieldset className="field">
      <legend>Ask further models the same</legend>
      {list(own)}
      {controls.length > 0 && (
        <details>
          <summary>
            {chosen.length === 0
              ? `${controls.length} control models, whose leakage is known`
              : `${chosen.length} chosen`}
          </summary>
          {list(controls)}
        </details>
      )}
      <small>One after the other, in one audit; a reload loses none of them.</small>
    </fieldset>
  )
}
