import { useState, type ChangeEvent, type ReactElement } from 'react'
import { formatBytes } from '../../report/text.ts'
import type { ModelListing } from '../../runner/index.ts'
import { Notice } from '../parts/Notice.tsx'
import { useSession } from '../session.ts'
import { errorText, type Loaded } from '../useLoaded.ts'

/** Models that can be audited; a folder in the layout of a hub repository adds one. */
export function ModelCard({
  models,
  onAdded,
}: {
  models: Loaded<{ readonly list: readonly ModelListing[] }>
  onAdded: () => void
}): ReactElement {
  const session = useSession()
  const [failure, setFailure] = useState<string | null>(null)
  const add = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    if (files.length === 0) return
    setFailure(null)
    session.addModelFolder(files).then(onAdded, (error: unknown) => setFailure(errorText(error)))
  }
  return (
    <section className="card" aria-labelledby="models">
      <h2 id="models">Models</h2>
      {models.state === 'failed' && (
        <Notice kind="bad" title="The list of models cannot be read">
          {models.error}
        </Notice>
      )}
      <ul className="stored">
        {models.value?.list.map((model) => (
          <li key={model.id}>
            <span>
              {model.name}
              <small>
                {formatBytes(model.bytes)},{' '}
                {model.source === 'bundled'
                  ? 'ships with the app; SHA-256 checked at every load'
                  : 'from your folder; SHA-256 computed at load'}
              </small>
            </span>
          </li>
        ))}
      </ul>
      <label className="file">
        <span>Add a model folder (config, tokenizer, onnx/)</span>
        <input type="file" multiple onChange={add} ref={(input) => input?.setAttribute('webkitdirectory', '')} />
      </label>
      {failure !== null && (
        <Notice kind="bad" title="This folder is no model">
          {failure}
        </Notice>
      )}
    </section>
  )
}
