import { useState, type FormEvent, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { Run } from '../../domain/run.ts'
import { useSession } from '../session.ts'

/** Name and tags of a run, which no answer or number depends on. */
export function RunLabelForm({ run, onLabelled }: { run: Run; onLabelled: () => void }): ReactElement {
  const { store } = useSession()
  const [name, setName] = useState(run.label?.name ?? '')
  const [tags, setTags] = useState(run.label?.tags.join(', ') ?? '')
  const [said, setSaid] = useState<string | null>(null)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const each = tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
    store.updateRun(run.id, { label: { name: name.trim(), tags: [...new Set(each)] } }).then(
      () => {
        setSaid('Saved')
        onLabelled()
      },
      (error: unknown) => setSaid(errorText(error)),
    )
  }
  return (
    <details>
      <summary>Name and tags</summary>
      <form className="fields" onSubmit={save}>
        <label className="field">
          <span>Name</span>
          <input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="field">
          <span>Tags, with commas between</span>
          <input value={tags} maxLength={120} onChange={(event) => setTags(event.target.value)} />
        </label>
        <p className="actions">
          <button type="submit">Save</button>
          <span role="status">{said}</span>
        </p>
      </form>
    </details>
  )
}
